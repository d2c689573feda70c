import type { Blueprint } from '../core/blueprint.ts';
import { CLOUDS } from '../core/cloud.ts';
import type { Hop } from '../core/report.ts';
import { wantedIdentifierUri } from './evidence/facets.ts';

/** The scopes that clients add to that of the API, for an ID token and a refresh token. */
const SIGN_IN_SCOPES = 'openid profile offline_access';

/** The `scope` parameter of a hop, from the full scope of the server, which is null where it is not known. */
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
 * The `scope` parameter that a hop should send; null where it sends none, or where the Application ID URI contains an app id that
 * is not known.
 */
export function scopeForHop(hop: Hop, blueprint: Blueprint, serverAppId: string | null): string | null {
  const uri = wantedIdentifierUri({ blueprint }, serverAppId);
  return SCOPES[hop](uri && `${uri}/${blueprint.serverApi.scope.value}`, blueprint);
}
