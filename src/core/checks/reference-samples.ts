import {
  type Blueprint,
  DEFAULT_BACKUP_REDIRECT_URIS,
  DEFAULT_GATEWAY_CALLBACK,
  DEFAULT_REDIRECT_URIS,
  DEFAULT_SIGN_IN_PERMISSIONS,
  scopeNamed,
} from '../blueprint.ts';
import type { CheckContext } from '../check.ts';
import { CLOUDS } from '../cloud.ts';
import { type Endpoint, entraIssuer, wantedMetadata } from '../endpoint.ts';
import { daysAfter } from '../expiry.ts';
import { asId, GRAPH_DELEGATED_PERMISSIONS, MICROSOFT_GRAPH_APP_ID } from '../ids.ts';
import { planFor } from '../plan.ts';
import { type Application, type Facets, facetOf, read, type Tenant } from '../tenant.ts';
import { CHECKS } from './index.ts';

/** A configuration and a tenant that does not meet it. */
export interface Sample {
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
}

/** The guide's values, with consent asked for. */
export const EXAMPLE: Blueprint = {
  tenant: 'contoso.onmicrosoft.com',
  cloud: 'public',
  marker: null,
  clientApp: {
    displayName: 'MCP Client App',
    redirectUris: DEFAULT_REDIRECT_URIS,
    backupRedirectUris: DEFAULT_BACKUP_REDIRECT_URIS,
    clients: [],
    appId: null,
  },
  serverApi: {
    displayName: 'MCP Server API',
    identifierUri: 'api://{appId}',
    additionalIdentifierUris: [],
    preAuthorizedClients: [],
    scope: scopeNamed('access'),
    appId: null,
    credential: { kind: 'secret', displayName: 'MCP Server Secret', months: 24 },
    keyIds: [],
  },
  gateway: {
    callbackUrl: DEFAULT_GATEWAY_CALLBACK,
    mcpServerEndpoint: 'https://mcp.contoso.com/mcp',
    clientUrl: null,
  },
  graphPermissions: ['Files.Read'],
  signInPermissions: DEFAULT_SIGN_IN_PERMISSIONS,
  grantAdminConsent: true,
};

/** Any time will do: the samples are relative to it. */
export const CONTEXT: CheckContext = {
  now: new Date('2026-01-01T00:00:00Z'),
  expiryWarnDays: 30,
  expiryFailDays: 7,
  maxSecretDays: null,
};

const GRAPH_ID = asId<NonNullable<Facets['graphPrincipal']>['objectId']>('{graph.servicePrincipalId}');

const EMPTY: Tenant = {
  organization: read({
    tenantId: asId('{tenantId}'),
    displayName: 'Contoso',
    verifiedDomains: ['contoso.onmicrosoft.com'],
    initialDomain: 'contoso.onmicrosoft.com',
  }),
  graphPrincipal: read({
    objectId: GRAPH_ID,
    scopes: Object.entries(GRAPH_DELEGATED_PERMISSIONS).map(([value, id]) => ({
      id: asId(id),
      value,
      type: 'User',
    })),
  }),
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
  clientRoles: read([]),
  clientAssignments: read({ any: false }),
  clientNamesakes: read([]),
  serverApplication: read(null),
  serverPrincipal: read(null),
  serverOwners: read([]),
  serverGrants: read([]),
  serverRoles: read([]),
  serverAssignments: read({ any: false }),
  serverNamesakes: read([]),
  clientFederatedCredentials: read([]),
  serverFederatedCredentials: read([]),
};

/** Tenants in which, taken together, every check fails; the order decides which finding the reference page shows. */
export function samples(): readonly Sample[] {
  const good = planFor(CHECKS, EXAMPLE, EMPTY, CONTEXT).foreseen;
  const both = { ...EXAMPLE, graphPermissions: ['Files.Read', 'Files.Read.All'] };
  return [
    { blueprint: EXAMPLE, tenant: EMPTY },
    { blueprint: EXAMPLE, tenant: withWrongApps(good) },
    { blueprint: EXAMPLE, tenant: withWrongAccess(good) },
    { blueprint: direct(), tenant: good },
    { blueprint: both, tenant: withLeftovers(good) },
    { blueprint: EXAMPLE, tenant: { ...good, endpoint: read(unreachableEndpoint()) } },
    { blueprint: EXAMPLE, tenant: { ...good, endpoint: read(openEndpoint()) } },
    { blueprint: EXAMPLE, tenant: { ...good, endpoint: read(wrongEndpoint()) } },
  ];
}

/** A server that MCP clients reach without a gateway. */
function direct(): Blueprint {
  const serverApi = {
    ...EXAMPLE.serverApi,
    additionalIdentifierUris: ['https://mcp.contoso.com/mcp'],
    preAuthorizedClients: ['vscode'],
  };
  return { ...EXAMPLE, serverApi };
}

function changed(
  tenant: Tenant,
  facet: 'clientApplication' | 'serverApplication',
  change: Partial<Application>,
): Tenant {
  const application = facetOf(tenant, facet);
  return application === null ? tenant : { ...tenant, [facet]: read({ ...application, ...change }) };
}

const [FIRST_URI = ''] = DEFAULT_REDIRECT_URIS;
const [, ...OTHER_URIS] = DEFAULT_BACKUP_REDIRECT_URIS;

function withWrongApps(good: Tenant): Tenant {
  const wrong: Partial<Application> = { signInAudience: 'AzureADMultipleOrgs', requiredResources: [] };
  const server = changed(good, 'serverApplication', {
    ...wrong,
    isFallbackPublicClient: true,
    redirectUris: { publicClient: [DEFAULT_GATEWAY_CALLBACK], web: [], spa: [] },
    identifierUris: [],
    tokenVersion: null,
    scopes: [],
    passwordCredentials: [],
  });
  return changed(server, 'clientApplication', {
    ...wrong,
    isFallbackPublicClient: false,
    redirectUris: { publicClient: OTHER_URIS, web: [FIRST_URI], spa: [] },
  });
}

/** Wrong service principals, owners and grants, and registrations that lack permissions and redirect URIs. */
function withWrongAccess(good: Tenant): Tenant {
  const nowhere = { publicClient: [], web: [], spa: [] };
  const lent = changed(good, 'clientApplication', { requiredResources: [], redirectUris: nowhere });
  const bare = changed(lent, 'serverApplication', { redirectUris: nowhere });
  return { ...bare, ...withoutAccess(good, 'client'), ...withoutAccess(good, 'server') };
}

function withoutAccess(good: Tenant, app: 'client' | 'server'): Partial<Tenant> {
  const principal = facetOf(good, `${app}Principal`);
  return {
    [`${app}Principal`]: read(principal && { ...principal, accountEnabled: false, assignmentRequired: true }),
    [`${app}Owners`]: read([]),
    [`${app}Grants`]: read([]),
  };
}

const ELSEWHERE = 'https://other.contoso.com/callback';

/** Settings that do not belong there, and a secret that is about to expire. */
function withLeftovers(good: Tenant): Tenant {
  const uri = DEFAULT_GATEWAY_CALLBACK;
  const extra = {
    resourceAppId: MICROSOFT_GRAPH_APP_ID,
    scopeIds: [
      asId<Application['scopes'][number]['id']>(GRAPH_DELEGATED_PERMISSIONS['Sites.ReadWrite.All'] ?? ''),
    ],
    roleIds: [],
  };
  const [secret] = facetOf(good, 'serverApplication')?.passwordCredentials ?? [];
  const ending = secret ? [{ ...secret, endDateTime: daysAfter(CONTEXT.now, 3) }] : [];
  const foreign = ending.map((one) => ({ ...one, keyId: asId<(typeof one)['keyId']>('<keyId>') }));
  const server = changed(good, 'serverApplication', {
    redirectUris: { publicClient: [], web: [uri, `${uri}/`, ELSEWHERE], spa: [] },
    requiredResources: [extra],
    passwordCredentials: [...ending, ...foreign],
  });
  const client = changed(server, 'clientApplication', {
    redirectUris: {
      publicClient: [...DEFAULT_REDIRECT_URIS, ...DEFAULT_BACKUP_REDIRECT_URIS, `${FIRST_URI}/`, ELSEWHERE],
      web: [],
      spa: [],
    },
    requiredResources: [extra],
    passwordCredentials: ending,
    scopes: facetOf(good, 'serverApplication')?.scopes ?? [],
  });
  return { ...client, ...leftoverAccess(good, 'client'), ...leftoverAccess(good, 'server') };
}

function leftoverAccess(good: Tenant, app: 'client' | 'server'): Partial<Tenant> {
  const [grant] = facetOf(good, `${app}Grants`) ?? [];
  const single = { consentType: 'Principal' as const, principalId: '{userId}' };
  const wide = { resourceId: GRAPH_ID, scopes: ['Directory.ReadWrite.All'] };
  const [owner] = facetOf(good, `${app}Owners`) ?? [];
  const other = {
    appId: asId<Application['appId']>('{otherAppId}'),
    createdDateTime: null,
    uniqueName: null,
  };
  return {
    [`${app}Grants`]: read(
      grant
        ? [
            { ...grant, ...single },
            { ...grant, ...wide },
          ]
        : [],
    ),
    [`${app}Owners`]: read(owner ? [owner, { ...owner, objectId: '{other account}' }] : []),
    [`${app}Namesakes`]: read([{ ...other, displayName: EXAMPLE.clientApp.displayName }]),
  };
}

const ENDPOINT_URL = 'https://mcp.contoso.com/mcp';
const WANTED = wantedMetadata(EXAMPLE, ENDPOINT_URL, { tenantId: null, serverAppId: null });

/** The address of the example, where nobody answers. */
function unreachableEndpoint(): Endpoint {
  const asked = {
    state: 'refused',
    because: 'mcp.contoso.com cannot be reached: the connection was refused.',
  } as const;
  const unasked = { state: 'not-asked', because: asked.because } as const;
  return {
    url: ENDPOINT_URL,
    withoutToken: asked,
    metadata: unasked,
    servers: [],
    withWorthlessToken: unasked,
    wanted: WANTED,
  };
}

const OPEN = {
  state: 'answered',
  value: { status: 200, wwwAuthenticate: null, challenge: null, location: null },
} as const;

/** A server without any authorization. */
function openEndpoint(): Endpoint {
  return {
    ...unreachableEndpoint(),
    withoutToken: OPEN,
    withWorthlessToken: OPEN,
    metadata: { state: 'refused', because: `${WANTED.url} answers HTTP 404.` },
  };
}

/** A server with a mistake in every part of its metadata. */
function wrongEndpoint(): Endpoint {
  const issuer = entraIssuer(EXAMPLE, 'common');
  const document = {
    resource: `${ENDPOINT_URL}/`,
    authorizationServers: [issuer],
    scopes: ['access', 'offline_access'],
  };
  const url = `${issuer}/.well-known/openid-configuration`;
  const own = { issuer: `${CLOUDS.public.authority}/{tenantid}/v2.0`, codeChallengeMethods: [] };
  return {
    ...openEndpoint(),
    metadata: { state: 'answered', value: { url: WANTED.url, document, oddContentType: null } },
    servers: [
      {
        issuer,
        kind: 'entra',
        metadata: { state: 'answered', value: { url, document: own, oddContentType: null } },
      },
    ],
  };
}
