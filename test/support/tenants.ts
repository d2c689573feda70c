import type { Blueprint } from '../../src/core/blueprint.ts';
import type { CheckContext } from '../../src/core/check.ts';
import { type AppWord, asId, GRAPH_DELEGATED_PERMISSIONS } from '../../src/core/ids.ts';
import {
  type Application,
  type Facet,
  type Facets,
  facetOf,
  type Grant,
  type Reading,
  read,
  type Tenant,
} from '../../src/core/tenant.ts';
import { BLUEPRINT } from './practice.ts';
import { clientApplication, guid, IDS, serverApplication } from './registrations.ts';

/** The moment at which tests judge. */
export const NOW = new Date('2026-11-23T10:00:00Z');
export const MOMENT: CheckContext = { now: NOW, expiryWarnDays: 30, expiryFailDays: 7, maxSecretDays: null };

/** Microsoft Graph as the tenant publishes it: every permission of the table, by the table's ids. */
export const GRAPH_PRINCIPAL: NonNullable<Facets['graphPrincipal']> = {
  objectId: IDS.graphPrincipal,
  scopes: Object.entries(GRAPH_DELEGATED_PERMISSIONS).map(([value, id]) => ({
    id: asId(id),
    value,
    type: 'User',
  })),
};

/** A policy for app registrations that restricts nothing. */
export const OPEN_POLICY: NonNullable<Facets['appManagementPolicy']> = {
  secretsForbidden: false,
  maxSecretDays: null,
  maxCertificateDays: null,
  onlyDefaultIdentifierUris: false,
  onlyUniqueIdentifierUris: false,
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
  appManagementPolicy: read(OPEN_POLICY),
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

/** The tenant with these facets unreadable. */
export function hiding(tenant: Tenant, ...facets: readonly Facet[]): Tenant {
  return { ...tenant, ...Object.fromEntries(facets.map((facet) => [facet, UNREADABLE])) };
}
