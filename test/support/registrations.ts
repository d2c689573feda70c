import {
  additionalIdentifierUrisFor,
  type Blueprint,
  type CertificateFacts,
  identifierUriFor,
  scopeIdFor,
  uniqueNameFor,
} from '../../src/core/blueprint.ts';
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
import { type Application, BLANK_REGISTRATION, type PublishedScope } from '../../src/core/tenant.ts';
import { appIdsToPreAuthorize } from '../../src/core/validation/mcp-clients.ts';
import { BLUEPRINT } from './practice.ts';

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

function bareApplication(app: AppWord, blueprint: Blueprint): Application {
  const { displayName } = app === 'client' ? blueprint.clientApp : blueprint.serverApi;
  return {
    ...BLANK_REGISTRATION,
    objectId: asId(IDS[app].objectId),
    appId: IDS[app].appId,
    displayName,
    uniqueName: uniqueNameFor(app, blueprint),
    createdDateTime: '2026-11-01T08:00:00Z',
    signInAudience: 'AzureADMyOrg',
    isFallbackPublicClient: app === 'client',
    tags: ['entra-mcp-setup'],
  };
}

export function publishedScope(blueprint: Blueprint, change: Partial<PublishedScope> = {}): PublishedScope {
  const { scope } = blueprint.serverApi;
  return { ...scope, id: scopeIdFor(scope.value), type: 'User', isEnabled: true, ...change };
}

const permissionId = (name: string): ScopeId => asId(GRAPH_DELEGATED_PERMISSIONS[name] ?? guid('9'));

export function serverApplication(blueprint: Blueprint): Application {
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

export function clientApplication(blueprint: Blueprint): Application {
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
