import { type Blueprint, scopeIdFor, scopeNamed, uniqueNameFor } from '../../src/core/blueprint.ts';
import {
  type AppWord,
  asId,
  GRAPH_APPLICATION_PERMISSIONS,
  GRAPH_DELEGATED_PERMISSIONS,
  type KeyId,
  MICROSOFT_GRAPH_APP_ID,
} from '../../src/core/ids.ts';
import { newApplication, newServicePrincipal } from '../../src/practice-tenant/new-application.ts';
import type { PracticeOutside } from '../../src/practice-tenant/outside.ts';
import type {
  ApplicationRecord,
  PracticeState,
  ServicePrincipalRecord,
} from '../../src/practice-tenant/state.ts';

/** How one setup of a fleet differs from a healthy one that is found by its ids. */
export interface SetupShape {
  readonly names?: 'own' | 'shared';
  /** Whether the configuration knows the app ids, wrong ones, or leaves apps to be found by their marker. */
  readonly ids?: 'known' | 'wrong' | 'none';
  readonly credential?: 'secret' | 'federated';
  readonly consent?: 'granted' | 'missing';
  /** Whether users must be assigned, and whether somebody is. */
  readonly assignment?: 'open' | 'required' | 'assigned';
  readonly owners?: number;
  /** Whether the configuration keeps the key id of the secret. */
  readonly keyIds?: 'kept';
  /** How many application permissions of Microsoft Graph the server app holds. */
  readonly roles?: number;
}

/** Puts a whole setup into the state as `apply` would have, and returns its configuration. */
export function addSetup(
  state: PracticeState,
  outside: PracticeOutside,
  number: number,
  shape: SetupShape = {},
): Blueprint {
  const wanted = blueprintOf(number, shape);
  const server = serverRecord(state, outside, wanted, shape);
  const client = clientRecord(state, outside, wanted, server, shape);
  const principals = [server, client].map(({ appId }) => ({
    ...newServicePrincipal(outside, appId),
    appRoleAssignmentRequired: shape.assignment !== undefined && shape.assignment !== 'open',
  }));
  push(state.applications, server, client);
  push(state.servicePrincipals, ...principals);
  if (shape.assignment === 'assigned')
    push(state.appRoleAssignments, ...principals.map(({ id }) => assignmentTo(state, outside, id)));
  if (shape.consent !== 'missing') grantBoth(state, outside, principals);
  if (shape.roles !== undefined) grantRoles(state, outside, principals, shape.roles);
  state.revision += 1;
  const kept = shape.keyIds === 'kept' ? server.passwords.map(({ keyId }) => asId<KeyId>(keyId)) : [];
  const recorded = { ...wanted, serverApi: { ...wanted.serverApi, keyIds: kept } };
  return withIds(recorded, client.appId, server.appId, shape);
}

/** Appends to a list of the state, which is read-only in its type: copying it would make thousands of set-ups slow to add. */
function push<Item>(list: readonly Item[], ...items: readonly Item[]): void {
  (list as Item[]).push(...items);
}

function blueprintOf(number: number, { names = 'own', credential = 'secret' }: SetupShape): Blueprint {
  const suffix = names === 'own' ? ` ${number}` : '';
  return {
    tenant: 'contoso.onmicrosoft.com',
    cloud: 'public',
    marker: `fleet-${String(number).padStart(8, '0')}`,
    clientApp: {
      displayName: `MCP Client App${suffix}`,
      redirectUris: ['http://127.0.0.1:53100/callback'],
      backupRedirectUris: [],
      clients: [],
      appId: null,
    },
    serverApi: {
      displayName: `MCP Server API${suffix}`,
      identifierUri: 'api://{appId}',
      additionalIdentifierUris: [],
      preAuthorizedClients: [],
      scope: scopeNamed('access'),
      appId: null,
      credential:
        credential === 'secret'
          ? { kind: 'secret', displayName: 'MCP Server Secret', months: 24 }
          : { kind: 'federated', name: 'mcp-server', ...TRUST, audience: 'api://AzureADTokenExchange' },
      keyIds: [],
    },
    gateway: {
      callbackUrl: 'https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback',
      mcpServerEndpoint: `https://mcp-${number}.contoso.com/mcp`,
      clientUrl: null,
    },
    graphPermissions: ['Files.Read'],
    signInPermissions: [],
    grantAdminConsent: true,
  };
}

const TRUST = { issuer: 'https://token.example.com', subject: 'system:serviceaccount:mcp:server' };

function newRecord(
  state: PracticeState,
  outside: PracticeOutside,
  app: AppWord,
  wanted: Blueprint,
  owners: number,
): ApplicationRecord {
  return {
    ...newApplication(outside),
    displayName: app === 'client' ? wanted.clientApp.displayName : wanted.serverApi.displayName,
    uniqueName: uniqueNameFor(app, wanted),
    owners: state.users.slice(0, owners).map(({ id }) => id),
  };
}

function serverRecord(
  state: PracticeState,
  outside: PracticeOutside,
  wanted: Blueprint,
  { credential = 'secret', owners = 1 }: SetupShape,
): ApplicationRecord {
  const record = newRecord(state, outside, 'server', wanted, owners);
  const scope = {
    ...wanted.serverApi.scope,
    id: scopeIdFor('access'),
    type: 'User' as const,
    isEnabled: true,
  };
  return {
    ...record,
    identifierUris: [`api://${record.appId}`],
    isFallbackPublicClient: false,
    api: { ...record.api, requestedAccessTokenVersion: 2, oauth2PermissionScopes: [scope] },
    web: { ...record.web, redirectUris: [wanted.gateway.callbackUrl] },
    requiredResourceAccess: [
      permission(MICROSOFT_GRAPH_APP_ID, GRAPH_DELEGATED_PERMISSIONS['Files.Read'] ?? ''),
    ],
    ...(credential === 'secret'
      ? { passwords: [passwordOf(outside)] }
      : { federated: [federatedOf(outside)] }),
  };
}

function clientRecord(
  state: PracticeState,
  outside: PracticeOutside,
  wanted: Blueprint,
  server: ApplicationRecord,
  { owners = 1 }: SetupShape,
): ApplicationRecord {
  return {
    ...newRecord(state, outside, 'client', wanted, owners),
    isFallbackPublicClient: true,
    publicClient: { redirectUris: wanted.clientApp.redirectUris },
    requiredResourceAccess: [permission(server.appId, scopeIdFor('access'))],
  };
}

function permission(resourceAppId: string, id: string): ApplicationRecord['requiredResourceAccess'][number] {
  return { resourceAppId, resourceAccess: [{ id, type: 'Scope' }] };
}

function passwordOf(outside: PracticeOutside): ApplicationRecord['passwords'][number] {
  const start = outside.now();
  const end = new Date(start.getTime() + 700 * 86_400_000);
  const stamp = (at: Date) => `${at.toISOString().slice(0, 19)}Z`;
  return {
    keyId: outside.uuid(),
    displayName: 'MCP Server Secret',
    hint: 'abc',
    startDateTime: stamp(start),
    endDateTime: stamp(end),
    salt: '00',
    hash: '00',
  };
}

function federatedOf(outside: PracticeOutside): ApplicationRecord['federated'][number] {
  return {
    id: outside.uuid(),
    name: 'mcp-server',
    ...TRUST,
    audiences: ['api://AzureADTokenExchange'],
    description: null,
  };
}

function grantBoth(
  state: PracticeState,
  outside: PracticeOutside,
  [server, client]: readonly ServicePrincipalRecord[],
): void {
  const graph = state.servicePrincipals.find(({ appId }) => appId === MICROSOFT_GRAPH_APP_ID);
  const grant = (clientId: string, resourceId: string, scope: string) => ({
    id: outside.uuid(),
    clientId,
    resourceId,
    scope,
    consentType: 'AllPrincipals' as const,
    principalId: null,
  });
  const [serverId = '', clientId = ''] = [server?.id, client?.id];
  push(state.grants, grant(serverId, graph?.id ?? '', 'Files.Read'), grant(clientId, serverId, 'access'));
}

/** Grants application permissions: the first is one that Microsoft Graph publishes, the others no longer exist. */
function grantRoles(
  state: PracticeState,
  outside: PracticeOutside,
  [server]: readonly ServicePrincipalRecord[],
  count: number,
): void {
  const graph = state.servicePrincipals.find(({ appId }) => appId === MICROSOFT_GRAPH_APP_ID);
  const roles = Array.from({ length: count }, (_, index) => ({
    id: outside.uuid(),
    appRoleId: index === 0 ? (GRAPH_APPLICATION_PERMISSIONS['Sites.Read.All'] ?? '') : outside.uuid(),
    createdDateTime: '2026-02-03T04:05:06Z',
    principalId: server?.id ?? '',
    resourceId: graph?.id ?? '',
  }));
  push(state.appRoleAssignments, ...roles);
}

function assignmentTo(
  state: PracticeState,
  outside: PracticeOutside,
  resourceId: string,
): PracticeState['appRoleAssignments'][number] {
  return {
    id: outside.uuid(),
    appRoleId: '00000000-0000-0000-0000-000000000000',
    createdDateTime: outside.now().toISOString(),
    principalId: state.users[0]?.id ?? '',
    resourceId,
  };
}

const NOBODY = 'ffffffff-0000-4000-8000-000000000000';
const NOBODY_ELSE = 'eeeeeeee-0000-4000-8000-000000000002';

function withIds(
  wanted: Blueprint,
  clientId: string,
  serverId: string,
  { ids = 'known' }: SetupShape,
): Blueprint {
  if (ids === 'none') return wanted;
  const [client, server] = ids === 'known' ? [clientId, serverId] : [NOBODY, NOBODY_ELSE];
  return {
    ...wanted,
    clientApp: { ...wanted.clientApp, appId: asId(client) },
    serverApi: { ...wanted.serverApi, appId: asId(server) },
  };
}

/** The configuration as a file; JSON is YAML. */
export function configText(blueprint: Blueprint): string {
  const { tenant, marker, clientApp, gateway, graphPermissions, signInPermissions, grantAdminConsent } =
    blueprint;
  const { keyIds, ...serverApi } = blueprint.serverApi;
  const withoutNull = (value: object) =>
    Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null));
  const { credential } = serverApi;
  const { audience: _, ...federated } = credential.kind === 'federated' ? credential : { audience: '' };
  const written = {
    version: 1,
    tenant,
    ...(marker !== null && { marker }),
    clientApp: withoutNull(clientApp),
    serverApi: {
      ...withoutNull(serverApi),
      scope: serverApi.scope.value,
      credential: {
        ...(credential.kind === 'federated' ? federated : credential),
        ...(keyIds.length > 0 && { keyIds }),
      },
    },
    gateway: withoutNull(gateway),
    graphPermissions,
    signInPermissions,
    grantAdminConsent,
  };
  return `${JSON.stringify(written, null, 2)}\n`;
}
