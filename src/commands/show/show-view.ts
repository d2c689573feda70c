import { FACETS } from '../../core/checks/shared/facets.ts';
import { type AppWord, GRAPH_DELEGATED_PERMISSIONS, MICROSOFT_GRAPH_APP_ID } from '../../core/ids.ts';
import type {
  Registrations,
  ShownCredential,
  ShownGrant,
  ShownPermissions,
  ShownRegistration,
} from '../../core/registrations.ts';
import { type Application, type Facet, facetOf, type Grant, type Tenant } from '../../core/tenant.ts';
import { APP_WORDS } from '../../core/words.ts';

export function registrationsOf(tenant: Tenant): Registrations {
  return {
    serverApi: registrationOf('server', tenant),
    clientApp: registrationOf('client', tenant),
    unreadable: (Object.keys(tenant) as Facet[]).flatMap((facet) => {
      const reading = tenant[facet];
      return reading === undefined || reading.state === 'read'
        ? []
        : [{ facet, detail: reading.detail, permission: reading.permission }];
    }),
  };
}

function registrationOf(app: AppWord, tenant: Tenant): ShownRegistration | null {
  const application = facetOf(tenant, FACETS[app].application);
  if (application === null) return null;
  return {
    ...settingsOf(application),
    permissions: permissionsOf(application, tenant),
    servicePrincipal: principalOf(app, tenant),
    grants: (facetOf(tenant, FACETS[app].grants) ?? []).map((grant) => grantOf(grant, tenant)),
    credentials: credentialsOf(app, application, tenant),
    owners: (facetOf(tenant, FACETS[app].owners) ?? []).map(
      ({ userPrincipalName, displayName, objectId }) => userPrincipalName ?? displayName ?? objectId,
    ),
  };
}

type Settings = Omit<
  ShownRegistration,
  'permissions' | 'servicePrincipal' | 'grants' | 'credentials' | 'owners'
>;

/** What the registration itself says, without what is looked up beside it. */
function settingsOf(application: Application): Settings {
  return {
    displayName: application.displayName,
    appId: application.appId,
    objectId: application.objectId,
    createdDateTime: application.createdDateTime,
    uniqueName: application.uniqueName,
    signInAudience: application.signInAudience,
    allowPublicClientFlows: application.isFallbackPublicClient,
    redirectUris: application.redirectUris,
    identifierUris: application.identifierUris,
    tokenVersion: application.tokenVersion,
    scopes: application.scopes.map(({ value, isEnabled, type }) => ({
      value,
      enabled: isEnabled,
      consentBy: type,
    })),
    preAuthorizedClients: application.preAuthorizedClients.map(({ appId }) => appId),
  };
}

function principalOf(app: AppWord, tenant: Tenant): ShownRegistration['servicePrincipal'] {
  const principal = facetOf(tenant, FACETS[app].principal);
  if (principal === null) return null;
  const { objectId, accountEnabled, assignmentRequired } = principal;
  return { objectId, accountEnabled, assignmentRequired };
}

function permissionsOf({ requiredResources }: Application, tenant: Tenant): readonly ShownPermissions[] {
  return requiredResources.map(({ resourceAppId, scopeIds, roleIds }) => {
    const names = scopeNamesOf(resourceAppId, tenant);
    return {
      resource: resourceName(resourceAppId, tenant),
      delegated: scopeIds.map((id) => names.get(id) ?? id),
      application: roleIds,
    };
  });
}

/** Names of the scopes of a resource by id: those the tenant publishes, else the table's. */
function scopeNamesOf(resourceAppId: string, tenant: Tenant): ReadonlyMap<string, string> {
  const server = facetOf(tenant, 'serverApplication');
  if (resourceAppId === server?.appId) return new Map(server.scopes.map(({ id, value }) => [id, value]));
  if (resourceAppId !== MICROSOFT_GRAPH_APP_ID) return new Map();
  const published = facetOf(tenant, 'graphPrincipal')?.scopes ?? [];
  return new Map([
    ...Object.entries(GRAPH_DELEGATED_PERMISSIONS).map(([value, id]) => [id, value] as const),
    ...published.map(({ id, value }) => [id, value] as const),
  ]);
}

function resourceName(appId: string, tenant: Tenant): string {
  if (appId === MICROSOFT_GRAPH_APP_ID) return 'Microsoft Graph';
  return appId === facetOf(tenant, 'serverApplication')?.appId ? APP_WORDS.server : appId;
}

function grantOf({ resourceId, consentType, scopes }: Grant, tenant: Tenant): ShownGrant {
  const names: Readonly<Record<string, string>> = {
    [facetOf(tenant, 'graphPrincipal')?.objectId ?? 'graph']: 'Microsoft Graph',
    [facetOf(tenant, 'serverPrincipal')?.objectId ?? 'server']: APP_WORDS.server,
  };
  const to = consentType === 'AllPrincipals' ? 'everybody' : 'one user';
  return { resource: names[resourceId] ?? resourceId, for: to, scopes };
}

function credentialsOf(
  app: AppWord,
  { passwordCredentials, keyCredentials }: Application,
  tenant: Tenant,
): readonly ShownCredential[] {
  const federated = facetOf(tenant, FACETS[app].federatedCredentials) ?? [];
  return [
    ...passwordCredentials.map((one) => shownKey('secret', one)),
    ...keyCredentials.map((one) => shownKey('certificate', one)),
    ...federated.map(({ name }) => ({
      kind: 'federated' as const,
      displayName: name,
      keyId: null,
      startDateTime: null,
      endDateTime: null,
    })),
  ];
}

type Key = Pick<
  Application['passwordCredentials'][number],
  'displayName' | 'keyId' | 'startDateTime' | 'endDateTime'
>;

/** The hint is left out: it is the beginning of the secret. */
function shownKey(kind: 'secret' | 'certificate', key: Key): ShownCredential {
  const { displayName, keyId, startDateTime, endDateTime } = key;
  return { kind, displayName: displayName ?? kind, keyId, startDateTime, endDateTime };
}
