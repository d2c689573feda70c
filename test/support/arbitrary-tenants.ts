import fc from 'fast-check';
import type { Blueprint } from '../../src/core/blueprint.ts';
import { type AppWord, asId } from '../../src/core/ids.ts';
import {
  type Application,
  type Facet,
  facetOf,
  type Grant,
  type Reading,
  read,
  type ServicePrincipal,
  type Tenant,
} from '../../src/core/tenant.ts';
import { applications } from './arbitrary-applications.ts';
import { some } from './arbitrary-values.ts';
import { FEDERATED, guid, IDS } from './registrations.ts';
import { FACET_NAMES, having, healthyTenant } from './tenants.ts';

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

/** Tenants with apps that are absent, half configured, or have more than was asked for. Every facet is readable. */
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
