import {
  additionalIdentifierUrisFor,
  type Blueprint,
  type CertificateFacts,
  identifierUriFor,
  scopeIdFor,
  uniqueNameFor,
} from '../../src/core/blueprint.ts';
import type { Moment } from '../../src/core/check.ts';
import {
  type AppId,
  type AppWord,
  asId,
  GRAPH_DELEGATED_PERMISSIONS,
  MICROSOFT_GRAPH_APP_ID,
  type ScopeId,
  type ServicePrincipalId,
} from '../../src/core/ids.ts';
import { wantedRedirectUris } from '../../src/core/redirect-uris.ts';
import {
  type Application,
  type Facet,
  type Facets,
  facetOf,
  type Grant,
  type PublishedScope,
  type Reading,
  read,
  type Tenant,
} from '../../src/core/tenant.ts';
import { appIdsToPreAuthorize } from '../../src/core/validation/mcp-clients.ts';
import { BLUEPRINT } from './practice.ts';

/** The moment tests judge at. */
export const NOW = new Date('2026-11-23T10:00:00Z');
export const MOMENT: Moment = { now: NOW, expiryWarnDays: 30, expiryFailDays: 7, maxSecretDays: null };

/** A GUID that says what it is for: a letter for the kind, a number for which one. */
export const guid = (kind: string, number = 1): string =>
  `${kind.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const IDS = {
  client: {
    appId: asId<AppId>(guid('c', 1)),
    objectId: guid('c', 2),
    principalId: asId<ServicePrincipalId>(guid('c', 3)),
  },
  server: {
    appId: asId<AppId>(guid('a', 1)),
    objectId: guid('a', 2),
    principalId: asId<ServicePrincipalId>(guid('a', 3)),
  },
  graphPrincipal: asId<ServicePrincipalId>(guid('f', 3)),
  tenant: guid('d', 1),
  admin: guid('b', 1),
  user: guid('b', 2),
} as const;

/** A certificate's public half; nothing here checks its bytes. */
export const CERTIFICATE: CertificateFacts = {
  thumbprint: '7AB4DD9219E5E03ECC025136572DFAA262EC85CB',
  subject: 'CN=MCP Server API',
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2028-01-01T00:00:00Z',
  der: 'MIIB',
};

export const CERTIFICATE_BLUEPRINT: Blueprint = withCredential({
  kind: 'certificate',
  file: 'server.pem',
  create: false,
  certificate: CERTIFICATE,
  thumbprint: CERTIFICATE.thumbprint,
});
export const FEDERATED = {
  kind: 'federated',
  name: 'mcp-server',
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:contoso/mcp:ref:refs/heads/main',
  audience: 'api://AzureADTokenExchange',
} as const;
export const FEDERATED_BLUEPRINT: Blueprint = withCredential(FEDERATED);

export function withCredential(credential: Blueprint['serverApi']['credential']): Blueprint {
  return { ...BLUEPRINT, serverApi: { ...BLUEPRINT.serverApi, credential } };
}

/** Microsoft Graph as the tenant publishes it: every permission of the table, by the table's ids. */
export const GRAPH_PRINCIPAL: NonNullable<Facets['graphPrincipal']> = {
  objectId: IDS.graphPrincipal,
  scopes: Object.entries(GRAPH_DELEGATED_PERMISSIONS).map(([value, id]) => ({
    id: asId(id),
    value,
    type: 'User',
  })),
};

/** A tenant that holds neither app. */
export const EMPTY_TENANT: Tenant = {
  organization: read({
    tenantId: asId(IDS.tenant),
    displayName: 'Contoso',
    verifiedDomains: ['contoso.onmicrosoft.com', 'contoso.com'],
    initialDomain: 'contoso.onmicrosoft.com',
  }),
  graphPrincipal: read(GRAPH_PRINCIPAL),
  appManagementPolicy: read({
    secretsForbidden: false,
    maxSecretDays: null,
    maxCertificateDays: null,
    onlyDefaultIdentifierUris: false,
    onlyUniqueIdentifierUris: false,
  }),
  clientApplication: read(null),
  clientPrincipal: read(null),
  clientOwners: read([]),
  clientGrants: read([]),
  clientAssignments: read({ any: false }),
  clientNamesakes: read([]),
  serverApplication: read(null),
  serverPrincipal: read(null),
  serverOwners: read([]),
  serverGrants: read([]),
  serverAssignments: read({ any: false }),
  serverNamesakes: read([]),
  clientFederatedCredentials: read([]),
  serverFederatedCredentials: read([]),
};

function bareApplication(app: AppWord, blueprint: Blueprint): Application {
  const { displayName } = app === 'client' ? blueprint.clientApp : blueprint.serverApi;
  return {
    objectId: asId(IDS[app].objectId),
    appId: IDS[app].appId,
    displayName,
    uniqueName: uniqueNameFor(app, blueprint),
    createdDateTime: '2026-11-01T08:00:00Z',
    signInAudience: 'AzureADMyOrg',
    isFallbackPublicClient: app === 'client',
    redirectUris: { publicClient: [], web: [], spa: [] },
    identifierUris: [],
    tokenVersion: null,
    scopes: [],
    preAuthorizedClients: [],
    requiredResources: [],
    passwordCredentials: [],
    keyCredentials: [],
    tags: ['entra-mcp-setup'],
  };
}

export function publishedScope(blueprint: Blueprint, change: Partial<PublishedScope> = {}): PublishedScope {
  const { scope } = blueprint.serverApi;
  return { ...scope, id: scopeIdFor(scope.value), type: 'User', isEnabled: true, ...change };
}

const permissionId = (name: string): ScopeId => asId(GRAPH_DELEGATED_PERMISSIONS[name] ?? guid('9'));

function serverApplication(blueprint: Blueprint): Application {
  const { credential } = blueprint.serverApi;
  return {
    ...bareApplication('server', blueprint),
    redirectUris: { publicClient: [], web: [blueprint.gateway.callbackUrl], spa: [] },
    identifierUris: [
      identifierUriFor(blueprint, IDS.server.appId),
      ...additionalIdentifierUrisFor(blueprint, IDS.server.appId),
    ],
    tokenVersion: 2,
    scopes: [publishedScope(blueprint)],
    preAuthorizedClients: appIdsToPreAuthorize(blueprint.serverApi.preAuthorizedClients).map((appId) => ({
      appId,
      scopeIds: [scopeIdFor(blueprint.serverApi.scope.value)],
    })),
    requiredResources: [
      {
        resourceAppId: MICROSOFT_GRAPH_APP_ID,
        scopeIds: blueprint.graphPermissions.map(permissionId),
        roleIds: [],
      },
    ],
    passwordCredentials: credential.kind === 'secret' ? [password(1, '2028-11-01T08:00:00Z')] : [],
    keyCredentials: credential.kind === 'certificate' ? [key(CERTIFICATE.thumbprint)] : [],
  };
}

function clientApplication(blueprint: Blueprint): Application {
  return {
    ...bareApplication('client', blueprint),
    redirectUris: { publicClient: wantedRedirectUris('client', blueprint), web: [], spa: [] },
    requiredResources: [
      {
        resourceAppId: IDS.server.appId,
        scopeIds: [scopeIdFor(blueprint.serverApi.scope.value)],
        roleIds: [],
      },
    ],
  };
}

export function password(
  number: number,
  endDateTime: string,
  displayName: string | null = 'MCP Server Secret',
): Application['passwordCredentials'][number] {
  return {
    keyId: asId(guid('5', number)),
    displayName,
    hint: 'abc',
    startDateTime: '2026-11-01T08:00:00Z',
    endDateTime,
  };
}

export function key(
  thumbprint: string | null,
  endDateTime = '2028-01-01T00:00:00Z',
  number = 1,
): Application['keyCredentials'][number] {
  return {
    keyId: asId(guid('6', number)),
    displayName: 'CN=MCP Server API',
    thumbprint,
    customKeyIdentifier: thumbprint,
    startDateTime: null,
    endDateTime,
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
  };
}

export function grant(app: AppWord, change: Partial<Grant> = {}): Grant {
  return {
    id: `${app}-grant`,
    clientId: IDS[app].principalId,
    resourceId: app === 'client' ? IDS.server.principalId : IDS.graphPrincipal,
    consentType: 'AllPrincipals',
    principalId: null,
    scopes: app === 'client' ? ['access'] : ['Files.Read'],
    ...change,
  };
}

const principal = (app: AppWord) => ({
  objectId: IDS[app].principalId,
  appId: IDS[app].appId,
  accountEnabled: true,
  assignmentRequired: false,
});
const OWNERS = [{ objectId: IDS.admin, displayName: 'Ada Admin', userPrincipalName: 'ada@contoso.com' }];

/** A tenant in which nothing is left to do for the blueprint. */
export function healthyTenant(blueprint: Blueprint = BLUEPRINT): Tenant {
  const { credential, scope } = blueprint.serverApi;
  return {
    ...EMPTY_TENANT,
    clientApplication: read(clientApplication(blueprint)),
    clientPrincipal: read(principal('client')),
    clientOwners: read(OWNERS),
    clientGrants: read([
      grant('client', { scopes: [scope.value] }),
      grant('client', {
        id: 'client-sign-in',
        resourceId: IDS.graphPrincipal,
        scopes: blueprint.signInPermissions,
      }),
    ]),
    serverApplication: read(serverApplication(blueprint)),
    serverPrincipal: read(principal('server')),
    serverOwners: read(OWNERS),
    serverGrants: read([grant('server', { scopes: blueprint.graphPermissions })]),
    serverFederatedCredentials: read(
      credential.kind === 'federated'
        ? [{ id: guid('7'), ...credential, audiences: [credential.audience] }]
        : [],
    ),
  };
}

/** The tenant with one facet replaced. */
export function having<Name extends Facet>(tenant: Tenant, facet: Name, value: Facets[Name]): Tenant {
  return { ...tenant, [facet]: read(value) };
}

/** The tenant with some properties of one app registration replaced. */
export function changed(
  tenant: Tenant,
  app: AppWord,
  change: Partial<Application> | ((application: Application) => Partial<Application>),
): Tenant {
  const facet = app === 'client' ? 'clientApplication' : 'serverApplication';
  const application = facetOf(tenant, facet);
  if (application === null) throw new Error(`The tenant has no ${app} app to change.`);
  const properties = typeof change === 'function' ? change(application) : change;
  return having(tenant, facet, { ...application, ...properties });
}

export const UNREADABLE: Reading<never> = {
  state: 'unreadable',
  because: 'forbidden',
  detail: 'Microsoft Graph did not allow it to be read (Authorization_RequestDenied).',
  permission: 'Application.Read.All',
};

export const FACET_NAMES = Object.keys(EMPTY_TENANT) as readonly Facet[];

/** The tenant with these facets hidden from us. */
export function hiding(tenant: Tenant, ...facets: readonly Facet[]): Tenant {
  return { ...tenant, ...Object.fromEntries(facets.map((facet) => [facet, UNREADABLE])) };
}
