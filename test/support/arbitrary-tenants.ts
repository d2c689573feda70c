import fc from 'fast-check';
import {
  additionalIdentifierUrisFor,
  type Blueprint,
  identifierUriFor,
  scopeIdFor,
  scopeNamed,
} from '../../src/core/blueprint.ts';
import { type AppId, type AppWord, asId, MICROSOFT_GRAPH_APP_ID, type ScopeId } from '../../src/core/ids.ts';
import {
  type Application,
  type Facet,
  facetOf,
  type Grant,
  type Platform,
  type PublishedScope,
  type Reading,
  type RequiredResource,
  read,
  type ServicePrincipal,
  type Tenant,
} from '../../src/core/tenant.ts';
import { appIdsToPreAuthorize } from '../../src/core/validation/mcp-clients.ts';
import { CALLBACKS, CLIENT_URIS, SCOPE_NAMES, some } from './arbitrary-values.ts';
import {
  CERTIFICATE,
  FACET_NAMES,
  FEDERATED,
  GRAPH_PRINCIPAL,
  guid,
  having,
  healthyTenant,
  IDS,
  key,
  NOW,
  password,
} from './tenants.ts';

const PERMISSION_IDS = GRAPH_PRINCIPAL.scopes.map(({ id }) => id);

/** Dates on both sides of now, and of every line of expiry. */
const endDateTime = fc
  .constantFrom(-400, -1, 0, 1, 6, 7, 8, 29, 30, 31, 300, 730)
  .map((days) => new Date(NOW.getTime() + days * 86_400_000).toISOString());

/** Each URI on any of the platforms, on none, or on two. */
function redirectUris(uris: readonly string[]): fc.Arbitrary<Application['redirectUris']> {
  const platform = (): fc.Arbitrary<readonly string[]> =>
    fc.oneof(fc.constant([]), fc.constant(uris), some(uris));
  return fc.record<Record<Platform, readonly string[]>>({
    publicClient: platform(),
    web: platform(),
    spa: fc.oneof({ arbitrary: fc.constant([]), weight: 3 }, { arbitrary: some(uris), weight: 1 }),
  });
}

const scopeTexts = fc.oneof(
  { arbitrary: fc.constant({}), weight: 3 },
  { arbitrary: fc.constant({ userConsentDescription: 'Something else' }), weight: 1 },
);

function publishedScopes(): fc.Arbitrary<readonly PublishedScope[]> {
  return some(SCOPE_NAMES).chain((names) =>
    fc.tuple(
      ...names.map((value, index) =>
        fc
          .record({
            // An id of our own may stand under another name: what a renamed scope looks like.
            id: fc.constantFrom(scopeIdFor(value), asId<ScopeId>(guid('e', index))),
            type: fc.constantFrom('User' as const, 'Admin' as const),
            isEnabled: fc.boolean(),
            texts: scopeTexts,
          })
          .map(({ texts, ...scope }) => ({ ...scopeNamed(value), ...texts, ...scope })),
      ),
    ),
  );
}

/** Clients that are wanted, not wanted, and our own, each for a scope of any name. */
function preAuthorized(): fc.Arbitrary<Application['preAuthorizedClients']> {
  const clients = [
    ...appIdsToPreAuthorize(['vscode', guid('7')]),
    asId<AppId>(guid('8', 9)),
    IDS.client.appId,
  ];
  return some(clients).chain((appIds) =>
    fc.tuple(
      ...appIds.map((appId) =>
        some(SCOPE_NAMES).map((names) => ({ appId, scopeIds: names.map((name) => scopeIdFor(name)) })),
      ),
    ),
  );
}

function renamed(scopes: readonly PublishedScope[]): readonly PublishedScope[] {
  return scopes.map((scope) =>
    scope.value === 'acces' && !scopes.some(({ value }) => value === 'access')
      ? { ...scope, id: scopeIdFor('access') }
      : scope,
  );
}

function requiredResources(own: string, ids: readonly ScopeId[]): fc.Arbitrary<readonly RequiredResource[]> {
  const resource = (resourceAppId: string, scopeIds: readonly ScopeId[]): fc.Arbitrary<RequiredResource> =>
    fc.record({
      resourceAppId: fc.constant(asId<RequiredResource['resourceAppId']>(resourceAppId)),
      scopeIds: some(scopeIds),
      roleIds: some([guid('8', 1), guid('8', 2)]),
    });
  return fc
    .tuple(
      fc.option(resource(own, ids)),
      fc.option(resource(guid('4'), [asId(guid('4', 2)), asId(guid('4', 3))])),
    )
    .map((found) => found.filter((one) => one !== null));
}

interface Ground {
  readonly blueprint: Blueprint;
  readonly healthy: Application;
}

function applications(app: AppWord, { blueprint, healthy }: Ground): fc.Arbitrary<Application> {
  const isServer = app === 'server';
  const uri = identifierUriFor(blueprint, healthy.appId);
  return fc
    .record({
      signInAudience: fc.constantFrom('AzureADMyOrg', 'AzureADMyOrg', 'AzureADMultipleOrgs'),
      isFallbackPublicClient: fc.constantFrom(true, false, null),
      redirectUris: redirectUris(isServer ? CALLBACKS : CLIENT_URIS),
      identifierUris: isServer
        ? some([
            uri,
            uri.toUpperCase(),
            'api://other/mcp',
            ...additionalIdentifierUrisFor(blueprint, healthy.appId),
          ])
        : fc.constant([]),
      preAuthorizedClients: isServer ? preAuthorized() : fc.constant([]),
      tokenVersion: fc.constantFrom(null, 1, 2),
      scopes: isServer ? publishedScopes().map(renamed) : fc.oneof(fc.constant([]), publishedScopes()),
      requiredResources: isServer
        ? requiredResources(MICROSOFT_GRAPH_APP_ID, PERMISSION_IDS)
        : requiredResources(
            IDS.server.appId,
            SCOPE_NAMES.map((name) => scopeIdFor(name)),
          ),
      passwordCredentials: credentials(password),
      keyCredentials: credentials((number, end) =>
        key(number === 1 ? CERTIFICATE.thumbprint : guid('6').slice(0, 8), end, number),
      ),
      tags: some(['entra-mcp-setup', 'HideApp']),
    })
    .chain((found) => fc.oneof(fc.constant({ ...healthy, ...found }), partly(healthy, found)));
}

/** Mostly as it should be, with a few properties found otherwise. */
function partly(healthy: Application, found: Partial<Application>): fc.Arbitrary<Application> {
  return some(Object.keys(found) as readonly (keyof Application)[]).map((names) => ({
    ...healthy,
    ...Object.fromEntries(names.slice(0, 3).map((name) => [name, found[name]])),
  }));
}

function credentials<Item>(make: (number: number, end: string) => Item): fc.Arbitrary<readonly Item[]> {
  return fc
    .array(endDateTime, { maxLength: 2 })
    .map((ends) => ends.map((end, index) => make(index + 1, end)));
}

function principals(healthy: ServicePrincipal): fc.Arbitrary<ServicePrincipal | null> {
  return fc.oneof(
    { arbitrary: fc.constant(null), weight: 1 },
    {
      arbitrary: fc.record({
        objectId: fc.constant(healthy.objectId),
        appId: fc.constant(healthy.appId),
        accountEnabled: fc.boolean(),
        assignmentRequired: fc.boolean(),
      }),
      weight: 4,
    },
  );
}

/** Tenant-wide grants on the right resource and on others, and grants of single users. */
function grantLists(app: AppWord, wanted: readonly string[]): fc.Arbitrary<readonly Grant[]> {
  const right = app === 'client' ? IDS.server.principalId : IDS.graphPrincipal;
  const one = (id: string, rest: Pick<Grant, 'resourceId' | 'consentType' | 'principalId'>) =>
    fc.option(
      some([...wanted, 'Mail.Read']).map((scopes) => ({
        id,
        clientId: IDS[app].principalId,
        scopes,
        ...rest,
      })),
    );
  return fc
    .tuple(
      one(`${app}-1`, { resourceId: right, consentType: 'AllPrincipals', principalId: null }),
      one(`${app}-2`, { resourceId: asId(guid('4', 9)), consentType: 'AllPrincipals', principalId: null }),
      one(`${app}-3`, { resourceId: right, consentType: 'Principal', principalId: IDS.user }),
    )
    .map((grants) => grants.filter((candidate) => candidate !== null));
}

const unreadable: fc.Arbitrary<Reading<never>> = fc.record({
  state: fc.constant('unreadable' as const),
  because: fc.constantFrom('forbidden' as const, 'unlicensed' as const, 'failed' as const),
  detail: fc.constant('Microsoft Graph did not allow it to be read (Authorization_RequestDenied).'),
  permission: fc.constantFrom('Application.Read.All', null),
});

interface AppFacets {
  readonly application: Application | null;
  readonly principal: ServicePrincipal | null;
  readonly owners: readonly { objectId: string; displayName: null; userPrincipalName: null }[];
  readonly grants: readonly Grant[];
  readonly any: boolean;
  readonly namesakes: readonly {
    appId: Application['appId'];
    displayName: string;
    createdDateTime: null;
    uniqueName: null;
  }[];
}

function appFacets(app: AppWord, blueprint: Blueprint): fc.Arbitrary<AppFacets> {
  const healthy = healthyTenant(blueprint);
  const application = facetOf(healthy, app === 'client' ? 'clientApplication' : 'serverApplication');
  const principal = facetOf(healthy, app === 'client' ? 'clientPrincipal' : 'serverPrincipal');
  if (application === null || principal === null) throw new Error('A healthy tenant holds both apps.');
  const wanted = app === 'client' ? [blueprint.serverApi.scope.value] : blueprint.graphPermissions;
  const there = fc.record<AppFacets>({
    application: applications(app, { blueprint, healthy: application }),
    principal: principals(principal),
    owners: some([{ objectId: IDS.admin, displayName: null, userPrincipalName: null }]),
    grants: grantLists(app, wanted),
    any: fc.boolean(),
    namesakes: some([
      {
        appId: asId(guid('3')),
        displayName: application.displayName,
        createdDateTime: null,
        uniqueName: null,
      },
    ]),
  });
  const absent = fc.constant<AppFacets>({
    application: null,
    principal: null,
    owners: [],
    grants: [],
    any: false,
    namesakes: [],
  });
  return fc.oneof({ arbitrary: absent, weight: 1 }, { arbitrary: there, weight: 4 });
}

function assembled(blueprint: Blueprint, client: AppFacets, server: AppFacets): Tenant {
  const grants = (facets: AppFacets) => (facets.principal === null ? [] : facets.grants);
  return {
    ...healthyTenant(blueprint),
    clientApplication: read(client.application),
    clientPrincipal: read(client.principal),
    clientOwners: read(client.owners),
    clientGrants: read(grants(client)),
    clientAssignments: read({ any: client.any }),
    clientNamesakes: read(client.namesakes),
    serverApplication: read(server.application),
    serverPrincipal: read(server.principal),
    serverOwners: read(server.owners),
    serverGrants: read(grants(server)),
    serverAssignments: read({ any: server.any }),
    serverNamesakes: read(server.namesakes),
  };
}

function federatedCredentials(tenant: Tenant): fc.Arbitrary<Tenant> {
  if (facetOf(tenant, 'serverApplication') === null) {
    return fc.constant(having(tenant, 'serverFederatedCredentials', []));
  }
  const wanted = { id: guid('7', 1), ...FEDERATED, audiences: [FEDERATED.audience] };
  const elsewhere = { ...wanted, audiences: ['api://AzureADTokenExchangeUSGov'] };
  return some([
    wanted,
    elsewhere,
    { ...wanted, id: guid('7', 2), name: 'other', subject: 'repo:contoso/other' },
  ]).map((credentialsHeld) => having(tenant, 'serverFederatedCredentials', credentialsHeld));
}

/** Tenants as one may find them: apps absent, half configured, with more than was asked for. All of it readable. */
export function readableTenants(blueprint: Blueprint): fc.Arbitrary<Tenant> {
  return fc
    .tuple(appFacets('client', blueprint), appFacets('server', blueprint))
    .map(([client, server]) => assembled(blueprint, client, server))
    .chain(federatedCredentials)
    .chain((tenant) =>
      fc.oneof(
        { arbitrary: fc.constant(tenant), weight: 9 },
        { arbitrary: fc.constant(having(tenant, 'graphPrincipal', null)), weight: 1 },
      ),
    );
}

/** The same, with up to two facets that could not be read. */
export function tenants(blueprint: Blueprint): fc.Arbitrary<Tenant> {
  return fc
    .tuple(readableTenants(blueprint), fc.subarray([...FACET_NAMES], { maxLength: 2 }), unreadable)
    .map(([tenant, hidden, reading]) => ({
      ...tenant,
      ...Object.fromEntries(hidden.map((facet: Facet) => [facet, reading])),
    }));
}
