import type { Blueprint } from '../core/blueprint.ts';
import { CLOUDS } from '../core/cloud.ts';
import type { Hop } from '../core/report.ts';
import { wantedIdentifierUri } from './evidence/facets.ts';

/** What a client needs beside the scope of the API: an ID token and a refresh token. */
const SIGN_IN_SCOPES = 'openid profile offline_access';

/** From the full name of the server's scope, null where it is not known yet. */
type ScopeOf = (api: string | null, blueprint: Blueprint) => string | null;

const signIn: ScopeOf = (api) => api && `${api} ${SIGN_IN_SCOPES}`;

const SCOPES: Readonly<Record<Hop, ScopeOf>> = {
  'admin-signin': (_, { cloud }) => `${CLOUDS[cloud].graph}/.default`,
  'client-signin': signIn,
  discovery: () => null,
  'client-registration': () => null,
  gateway: signIn,
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
  return SCOPES[hop](uri && `${uri}/${blueprint.serverApi.scope.value}`, blueprint);
}
