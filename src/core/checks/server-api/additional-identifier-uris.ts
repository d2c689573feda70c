import { additionalIdentifierUrisFor } from '../../blueprint.ts';
import { defineCheck } from '../../check.ts';
import { noApplication } from '../shared/facets.ts';
import { respelledIn } from './identifier-uri.ts';

interface Evidence {
  readonly uri: string;
  readonly respelled: readonly string[];
  readonly registered: readonly string[];
}

/** One App ID URI for each name by which clients ask: Entra compares `resource` with all of them (facts: mcp.md §2). */
export const additionalIdentifierUris = defineCheck<'serverApplication', Evidence>({
  id: 'server-api.additional-identifier-uris',
  app: 'server',
  title: 'MCP Server API has its further Application ID URIs',
  severity: 'error',
  stage: 'registration',
  link: 'sign-in',
  guide: null,
  why: 'MCP clients send the URL of the server as "resource" (RFC 8707), and Entra refuses it unless it is an Application ID URI of the app that owns the scope, letter by letter.',
  explains: ['9010010', '500011'],
  portal: 'ExposeAnApi',
  shows: ({ identifierUris }) => identifierUris,
  configPath: 'serverApi.additionalIdentifierUris',
  reads: ['serverApplication'],
  expected: (blueprint, { serverApplication }) =>
    serverApplication
      ? additionalIdentifierUrisFor(blueprint, serverApplication.appId)
      : blueprint.serverApi.additionalIdentifierUris,
  find: (blueprint, { serverApplication }) => {
    if (serverApplication === null) return noApplication('server');
    const { appId, identifierUris: registered } = serverApplication;
    return additionalIdentifierUrisFor(blueprint, appId)
      .filter((uri) => !registered.includes(uri))
      .map((uri) => ({ uri, respelled: respelledIn(registered, uri), registered }));
  },
  actual: ([evidence]) => evidence.registered,
  explain: ({ uri, respelled }) =>
    respelled.length > 0
      ? `A further Application ID URI is spelled ${respelled.join(', ')}, not ${uri}.`
      : `${uri} is not among the Application ID URIs of MCP Server API.`,
  remedy: ({ uri, respelled }) => ({
    by: 'us',
    change: { kind: 'add-identifier-uri', app: 'server', uri, replaces: respelled },
  }),
});
