import { scopeNamed } from '../../src/core/blueprint.ts';
import { GRAPH_DELEGATED_PERMISSIONS, MICROSOFT_GRAPH_APP_ID } from '../../src/core/ids.ts';
import { idFromGuids } from '../../src/practice-tenant/graph/grant-id.ts';
import { newApplication, newServicePrincipal } from '../../src/practice-tenant/new-application.ts';
import type { ApplicationRecord, GrantRecord } from '../../src/practice-tenant/state.ts';
import type { Desk } from './desk.ts';

const SCOPE_ID = '0c6f3d1a-52b8-4c3e-9d27-6f1a8b4e5c90';
const idOf = (name: string): string => GRAPH_DELEGATED_PERMISSIONS[name] ?? '';
const onGraph = (...names: readonly string[]) => ({
  resourceAppId: MICROSOFT_GRAPH_APP_ID,
  resourceAccess: names.map((name) => ({ id: idOf(name), type: 'Scope' as const })),
});

/** How the apps differ from what the guide says. */
export interface ByHand {
  /** Absent for null, as the guide leaves it. */
  readonly tokenVersion?: 2 | null;
  readonly server?: Partial<ApplicationRecord>;
}

/**
 * Both apps as somebody makes them in the portal who follows the guide line by line: one redirect URI each, and the
 * `User.Read` that the portal puts on every new registration and that "Grant admin consent" grants along with the rest.
 */
export function followTheGuide(
  desk: Desk,
  { tokenVersion = null, server: change = {} }: ByHand = {},
): { readonly client: string; readonly server: string } {
  const { state } = desk.tenant;
  const outside = { now: desk.clock.now, uuid: desk.random.uuid, bytes: desk.random.bytes };
  const registered = { owners: [state.users[0]?.id ?? ''] };
  const fresh = newApplication(outside);
  const server: ApplicationRecord = {
    ...fresh,
    ...registered,
    displayName: 'MCP Server API',
    isFallbackPublicClient: false,
    identifierUris: [`api://${fresh.appId}`],
    web: { ...fresh.web, redirectUris: ['https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback'] },
    api: {
      ...fresh.api,
      requestedAccessTokenVersion: tokenVersion,
      oauth2PermissionScopes: [{ ...scopeNamed('access'), id: SCOPE_ID, type: 'User', isEnabled: true }],
    },
    requiredResourceAccess: [onGraph('User.Read', 'Files.Read')],
    passwords: [secretOfTwoYears(desk)],
    ...change,
  };
  const client: ApplicationRecord = {
    ...newApplication(outside),
    ...registered,
    displayName: 'MCP Client App',
    isFallbackPublicClient: true,
    publicClient: { redirectUris: ['http://127.0.0.1:53100/callback'] },
    requiredResourceAccess: [
      onGraph('User.Read'),
      { resourceAppId: server.appId, resourceAccess: [{ id: SCOPE_ID, type: 'Scope' }] },
    ],
  };
  const principals = [server, client].map(({ appId }) => newServicePrincipal(outside, appId));
  const [serverId = '', clientId = ''] = principals.map(({ id }) => id);
  const graphId = state.servicePrincipals.find(({ appId }) => appId === MICROSOFT_GRAPH_APP_ID)?.id ?? '';
  Object.assign(state, {
    applications: [...state.applications, server, client],
    servicePrincipals: [...state.servicePrincipals, ...principals],
    grants: [
      ...state.grants,
      consent(clientId, serverId, 'access'),
      consent(clientId, graphId, 'User.Read'),
      consent(serverId, graphId, 'User.Read Files.Read'),
    ],
    revision: state.revision + 1,
  });
  return { client: client.appId, server: server.appId };
}

function secretOfTwoYears({ clock, random }: Desk): ApplicationRecord['passwords'][number] {
  const start = clock.now();
  const end = new Date(start);
  end.setUTCFullYear(start.getUTCFullYear() + 2);
  return {
    keyId: random.uuid(),
    displayName: 'MCP Server Secret',
    hint: 'abc',
    startDateTime: start.toISOString(),
    endDateTime: end.toISOString(),
    salt: '00',
    hash: '00',
  };
}

function consent(clientId: string, resourceId: string, scope: string): GrantRecord {
  return {
    id: idFromGuids([clientId, resourceId]),
    clientId,
    consentType: 'AllPrincipals',
    principalId: null,
    resourceId,
    scope,
  };
}

/** The blueprint that a person writes after following the guide, with nothing but what has no default. */
export function almostEmptyBlueprint({ client, server }: ReturnType<typeof followTheGuide>): string {
  return [
    'version: 1',
    'tenant: contoso.onmicrosoft.com',
    `clientApp: { appId: ${client} }`,
    `serverApi: { appId: ${server} }`,
    '',
  ].join('\n');
}
