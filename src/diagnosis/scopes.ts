import type { Blueprint } from '../core/blueprint.ts';
import { CLOUDS } from '../core/cloud.ts';
import type { Hop } from '../core/report.ts';
import { wantedIdentifierUri } from './evidence/facets.ts';

/** What a client needs beside the scope of the API: an ID token and a refresh token. */
const SIGN_IN_SCOPES = 'openid profile offline_access';

type ScopeOf = (api: string, blueprint: Blueprint) => string | null;

const SCOPES: Readonly<Record<Hop, ScopeOf>> = {
  'admin-signin': (_, { cloud }) => `${CLOUDS[cloud].graph}/.default`,
  'client-signin': (api) => `${api} ${SIGN_IN_SCOPES}`,
  discovery: () => null,
  'client-registration': () => null,
  gateway: (api) => `${api} ${SIGN_IN_SCOPES}`,
  'mcp-server': () => null,
  obo: (_, { cloud, graphPermissions }) =>
    graphPermissions.map((name) => `${CLOUDS[cloud].graph}/${name}`).join(' '),
  graph: () => null,
  consent: (api) => api,
};

/**
 * Exactly the `scope` that a hop sends; null where it sends none, or where the Application ID URI holds an id that is
 * not known yet.
 */
export function scopeForHop(hop: Hop, blueprint: Blueprint, serverAppId: string | null): string | null {
  const uri = wantedIdentifierUri({ blueprint }, serverAppId);
  if (uri === null && hop !== 'obo' && hop !== 'admin-signin') return null;
  return SCOPES[hop](`${uri}/${blueprint.serverApi.scope.value}`, blueprint);
}
