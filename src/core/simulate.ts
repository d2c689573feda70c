import { PENDING_APP_IDS, PENDING_CERTIFICATE, type WantedScope } from './blueprint.ts';
import type { Change, ChangeKind, NamedScope, ResourceWord } from './change.ts';
import { type AppId, type AppWord, asId, MICROSOFT_GRAPH_APP_ID, type ServicePrincipalId } from './ids.ts';
import { union } from './sets.ts';
import {
  type Application,
  type Facet,
  type Facets,
  facetOf,
  type Grant,
  type PublishedScope,
  read,
  type ServicePrincipal,
  type Tenant,
} from './tenant.ts';

const NAMES = {
  client: {
    application: 'clientApplication',
    principal: 'clientPrincipal',
    owners: 'clientOwners',
    grants: 'clientGrants',
    assignments: 'clientAssignments',
  },
  server: {
    application: 'serverApplication',
    principal: 'serverPrincipal',
    owners: 'serverOwners',
    grants: 'serverGrants',
    assignments: 'serverAssignments',
  },
} as const;

type Simulations = {
  readonly [Kind in ChangeKind]: (tenant: Tenant, change: Extract<Change, { kind: Kind }>) => Tenant;
};

/** Foresees the tenant after a change. Ids that Entra will choose are placeholders in braces. */
export function simulate(tenant: Tenant, change: Change): Tenant {
  return (SIMULATIONS[change.kind] as (tenant: Tenant, change: Change) => Tenant)(tenant, change);
}

const SIMULATIONS: Simulations = {
  'create-application': createApplication,
  'create-service-principal': createServicePrincipal,
  'enable-service-principal': (tenant, { app }) => updatePrincipal(tenant, app, { accountEnabled: true }),
  'set-sign-in-audience': (tenant, { app, to }) => update(tenant, app, { signInAudience: to }),
  'set-fallback-public-client': (tenant, { app, to }) => update(tenant, app, { isFallbackPublicClient: to }),
  'add-redirect-uris': (tenant, { app, platform, uris }) =>
    updateWith(tenant, app, ({ redirectUris }) => ({
      redirectUris: { ...redirectUris, [platform]: union(redirectUris[platform], uris) },
    })),
  'move-redirect-uris': (tenant, { app, from, to, uris }) =>
    updateWith(tenant, app, ({ redirectUris }) => ({
      redirectUris: {
        ...redirectUris,
        [from]: redirectUris[from].filter((uri) => !uris.includes(uri)),
        [to]: union(redirectUris[to], uris),
      },
    })),
  'add-identifier-uri': (tenant, { uri, replaces }) =>
    updateWith(tenant, 'server', ({ identifierUris }) => ({
      identifierUris: union(
        identifierUris.filter((other) => !replaces.includes(other)),
        [uri],
      ),
    })),
  'add-scope': (tenant, { scope }) =>
    updateWith(tenant, 'server', ({ scopes }) => ({ scopes: [...scopes, published(scope)] })),
  'enable-scope': (tenant, { value }) => updateScope(tenant, value, { isEnabled: true }),
  'set-scope-consent': (tenant, { value, scope }) => updateScope(tenant, value, { ...scope, type: 'User' }),
  'set-token-version': (tenant, { to }) => update(tenant, 'server', { tokenVersion: to }),
  'add-permissions': (tenant, { app, resource, scopes }) => addPermissions(tenant, app, resource, scopes),
  'add-secret': (tenant, { displayName, endDateTime }) =>
    updateWith(tenant, 'server', ({ passwordCredentials }) => ({
      passwordCredentials: [
        ...passwordCredentials,
        { keyId: asId('{secret.keyId}'), displayName, hint: null, startDateTime: null, endDateTime },
      ],
    })),
  'add-certificate': (tenant, { certificate }) =>
    updateWith(tenant, 'server', ({ keyCredentials }) => ({
      keyCredentials: [
        ...keyCredentials,
        {
          keyId: PENDING_CERTIFICATE,
          displayName: certificate?.subject ?? null,
          thumbprint: certificate?.thumbprint ?? null,
          startDateTime: certificate?.notBefore ?? null,
          endDateTime: certificate?.notAfter ?? '9999-12-31T00:00:00Z',
        },
      ],
    })),
  'add-federated-credential': (tenant, { name, issuer, subject, audience }) =>
    set(tenant, 'serverFederatedCredentials', [
      ...(facetOf(tenant, 'serverFederatedCredentials') ?? []),
      { id: '{federatedCredential.id}', name, issuer, subject, audiences: [audience] },
    ]),
  'grant-consent': grantConsent,
  'add-owner': (tenant, { app }) => set(tenant, NAMES[app].owners, [SIGNED_IN]),
};

const SIGNED_IN = { objectId: '{signed-in account}', displayName: null, userPrincipalName: null };

function createApplication(
  tenant: Tenant,
  { app, draft }: Extract<Change, { kind: 'create-application' }>,
): Tenant {
  const { redirectUris, requiredPermissions } = draft;
  const application: Application = {
    objectId: asId(`{${app}.objectId}`),
    appId: PENDING_APP_IDS[app],
    displayName: draft.displayName,
    uniqueName: draft.uniqueName,
    createdDateTime: null,
    signInAudience: 'AzureADMyOrg',
    isFallbackPublicClient: draft.isFallbackPublicClient,
    redirectUris: { publicClient: [], web: [], spa: [], [redirectUris.platform]: redirectUris.uris },
    identifierUris: [],
    tokenVersion: draft.tokenVersion,
    scopes: draft.scopes.map(published),
    requiredResources: [],
    passwordCredentials: [],
    keyCredentials: [],
    tags: [],
  };
  const created = set(set(tenant, NAMES[app].application, application), NAMES[app].principal, null);
  const bare = set(set(created, NAMES[app].grants, []), NAMES[app].owners, [SIGNED_IN]);
  return requiredPermissions.reduce(
    (so, { resource, scopes }) => addPermissions(so, app, resource, scopes),
    app === 'server' ? set(bare, 'serverFederatedCredentials', []) : bare,
  );
}

function createServicePrincipal(tenant: Tenant, { app }: { readonly app: AppWord }): Tenant {
  const principal: ServicePrincipal = {
    objectId: asId(`{${app}.servicePrincipalId}`),
    appId: facetOf(tenant, NAMES[app].application)?.appId ?? PENDING_APP_IDS[app],
    accountEnabled: true,
    assignmentRequired: false,
  };
  const created = set(tenant, NAMES[app].principal, principal);
  return set(set(created, NAMES[app].grants, []), NAMES[app].assignments, { any: false });
}

function addPermissions(
  tenant: Tenant,
  app: AppWord,
  resource: ResourceWord,
  scopes: readonly NamedScope[],
): Tenant {
  const resourceAppId = resourceAppIdOf(tenant, resource);
  return updateWith(tenant, app, ({ requiredResources }) => {
    const before = requiredResources.find((one) => one.resourceAppId === resourceAppId);
    const scopeIds = union(
      before?.scopeIds ?? [],
      scopes.map(({ id }) => id),
    );
    const others = requiredResources.filter((one) => one.resourceAppId !== resourceAppId);
    return { requiredResources: [...others, { resourceAppId, scopeIds, roleIds: before?.roleIds ?? [] }] };
  });
}

function resourceAppIdOf(tenant: Tenant, resource: ResourceWord): AppId {
  if (resource === 'microsoft-graph') return MICROSOFT_GRAPH_APP_ID;
  return facetOf(tenant, 'serverApplication')?.appId ?? PENDING_APP_IDS.server;
}

function grantConsent(tenant: Tenant, change: Extract<Change, { kind: 'grant-consent' }>): Tenant {
  const { app, resource, before, scopes } = change;
  const resourceId = resourcePrincipalId(tenant, resource);
  const grants = facetOf(tenant, NAMES[app].grants) ?? [];
  const isTenantWide = (grant: Grant) =>
    grant.resourceId === resourceId && grant.consentType === 'AllPrincipals';
  const granted: Grant = {
    id: grants.find(isTenantWide)?.id ?? `{${app}.grant}`,
    clientId: facetOf(tenant, NAMES[app].principal)?.objectId ?? asId(`{${app}.servicePrincipalId}`),
    resourceId,
    consentType: 'AllPrincipals',
    principalId: null,
    scopes: union(before, scopes),
  };
  return set(tenant, NAMES[app].grants, [...grants.filter((grant) => !isTenantWide(grant)), granted]);
}

function resourcePrincipalId(tenant: Tenant, resource: ResourceWord): ServicePrincipalId {
  const principal = facetOf(tenant, resource === 'server-api' ? 'serverPrincipal' : 'graphPrincipal');
  return principal?.objectId ?? asId(`{${resource}.servicePrincipalId}`);
}

function published(scope: WantedScope & { readonly id: PublishedScope['id'] }): PublishedScope {
  return { ...scope, type: 'User', isEnabled: true };
}

function updateScope(tenant: Tenant, value: string, change: Partial<PublishedScope>): Tenant {
  return updateWith(tenant, 'server', ({ scopes }) => ({
    scopes: scopes.map((scope) => (scope.value === value ? { ...scope, ...change } : scope)),
  }));
}

function updatePrincipal(tenant: Tenant, app: AppWord, change: Partial<ServicePrincipal>): Tenant {
  const principal = facetOf(tenant, NAMES[app].principal);
  return principal === null ? tenant : set(tenant, NAMES[app].principal, { ...principal, ...change });
}

function update(tenant: Tenant, app: AppWord, change: Partial<Application>): Tenant {
  return updateWith(tenant, app, () => change);
}

function updateWith(
  tenant: Tenant,
  app: AppWord,
  change: (application: Application) => Partial<Application>,
): Tenant {
  const application = facetOf(tenant, NAMES[app].application);
  return application === null
    ? tenant
    : set(tenant, NAMES[app].application, { ...application, ...change(application) });
}

function set<Name extends Facet>(tenant: Tenant, facet: Name, value: Facets[Name]): Tenant {
  return { ...tenant, [facet]: read(value) };
}
