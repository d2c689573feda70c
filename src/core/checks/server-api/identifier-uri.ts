import { identifierUriFor } from '../../blueprint.ts';
import { defineCheck } from '../../check.ts';
import { noApplication } from '../shared/facets.ts';

/** The URI is matched character for character in tokens: an upper-case letter has caused AADSTS500131 (facts: graph.md §2). */
export const identifierUri = defineCheck({
  id: 'server-api.identifier-uri',
  app: 'server',
  title: 'MCP Server API has its Application ID URI',
  severity: 'error',
  stage: 'registration',
  link: 'gateway',
  guide: 'Step 4, Application ID URI',
  why: 'Clients ask for the scope by this URI; when it is missing or spelled differently, Entra finds no such API or issues a token for another audience.',
  explains: ['500011', '500131', '9010010', '70011', '50013'],
  portal: 'ExposeAnApi',
  shows: ({ identifierUris }) => identifierUris,
  configPath: 'serverApi.identifierUri',
  reads: ['serverApplication'],
  expected: (blueprint, { serverApplication }) =>
    serverApplication
      ? identifierUriFor(blueprint, serverApplication.appId)
      : blueprint.serverApi.identifierUri,
  find: (blueprint, { serverApplication }) => {
    if (serverApplication === null) return noApplication('server');
    const { appId, identifierUris } = serverApplication;
    const uri = identifierUriFor(blueprint, appId);
    if (identifierUris.includes(uri)) return [];
    return [{ uri, respelled: respelledIn(identifierUris, uri), registered: identifierUris }];
  },
  actual: ([evidence]) => evidence.registered,
  explain: ({ uri, respelled, registered }) => {
    if (respelled.length > 0) return `The Application ID URI is spelled ${respelled.join(', ')}, not ${uri}.`;
    return registered.length === 0
      ? 'MCP Server API has no Application ID URI.'
      : `${uri} is not among the Application ID URIs of MCP Server API.`;
  },
  remedy: ({ uri, respelled }) => ({
    by: 'us',
    change: { kind: 'add-identifier-uri', app: 'server', uri, replaces: respelled },
  }),
});

/** The registered URIs that differ from `uri` only in letter case or a trailing slash. Both cannot be registered at once. */
export function respelledIn(registered: readonly string[], uri: string): readonly string[] {
  return registered.filter((other) => comparable(other) === comparable(uri));
}

function comparable(uri: string): string {
  return uri.toLowerCase().replace(/\/$/, '');
}
