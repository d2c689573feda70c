import { defineCheck } from '../../check.ts';
import { noApplication } from '../shared/facets.ts';
import { shownScopes } from '../shared/shown.ts';

/** The scope belongs to the API. Exposed on the client it looks right in the portal and leads nowhere. */
export const scopeOnWrongApp = defineCheck({
  id: 'client-app.scope-on-wrong-app',
  app: 'client',
  title: 'MCP Client App exposes no scope of its own',
  severity: 'warning',
  stage: 'registration',
  link: 'consent',
  guide: 'Step 2, Expose an API Scope',
  why: 'A scope exposed on the client gives tokens for the client, which the server refuses.',
  explains: ['500131', '650053', '70011'],
  portal: 'ExposeAnApi',
  shows: shownScopes,
  configPath: null,
  reads: ['clientApplication'],
  expected: () => 'no scope',
  find: (_blueprint, { clientApplication }) => {
    if (clientApplication === null) return noApplication('client');
    const { scopes } = clientApplication;
    return scopes.length === 0 ? [] : [{ scopes: scopes.map(({ value }) => value) }];
  },
  actual: ([evidence]) => evidence.scopes,
  explain: ({ scopes }) => `MCP Client App exposes ${scopes.join(', ')}; scopes belong on MCP Server API.`,
  remedy: ({ scopes }) => ({
    by: 'you',
    summary: `Disable and remove ${scopes.join(', ')} from MCP Client App under Expose an API`,
  }),
});
