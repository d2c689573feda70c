import { FACETS_OF } from '../../core/app-facets.ts';
import { type AppWord, GRAPH_DELEGATED_PERMISSIONS, MICROSOFT_GRAPH_APP_ID } from '../../core/ids.ts';
import type { PermissionWords, ShownGrant, ShownPermissions, ShownRole } from '../../core/registrations.ts';
import { type Application, facetOf, type Grant, type NamedResource, type Tenant } from '../../core/tenant.ts';
import { APP_WORDS } from '../../core/words.ts';

const GRAPH = 'Microsoft Graph';

/** Permissions that an app asks for, by the names that the API gives them. */
export function permissionsOf(
  { requiredResources }: Application,
  tenant: Tenant,
): readonly ShownPermissions[] {
  return requiredResources.map(({ resourceAppId, scopeIds, roleIds }) => {
    const names = scopeNamesOf(resourceAppId, tenant);
    const roles = roleNamesOf(resourceNamed(resourceAppId, tenant));
    return {
      resource: resourceName(resourceAppId, tenant),
      delegated: scopeIds.map((id) => names.get(id) ?? id),
      application: roleIds.map((id) => roles.get(id) ?? id),
    };
  });
}

/** Names of the scopes of a resource by id: those the tenant publishes, else the table's. */
function scopeNamesOf(resourceAppId: string, tenant: Tenant): ReadonlyMap<string, string> {
  const server = facetOf(tenant, 'serverApplication');
  if (resourceAppId === server?.appId) return new Map(server.scopes.map(({ id, value }) => [id, value]));
  const others = (resourceNamed(resourceAppId, tenant)?.scopes ?? []).map(
    ({ id, value }) => [id, value] as const,
  );
  if (resourceAppId !== MICROSOFT_GRAPH_APP_ID) return new Map(others);
  const published = facetOf(tenant, 'graphPrincipal')?.scopes ?? [];
  return new Map([
    ...Object.entries(GRAPH_DELEGATED_PERMISSIONS).map(([value, id]) => [id, value] as const),
    ...published.map(({ id, value }) => [id, value] as const),
    ...others,
  ]);
}

function roleNamesOf(resource: NamedResource | undefined): ReadonlyMap<string, string> {
  return new Map((resource?.roles ?? []).map(({ id, value }) => [id, value]));
}

/** The API with this app id, or this object id of its service principal. */
function resourceNamed(id: string, tenant: Tenant): NamedResource | undefined {
  return facetOf(tenant, 'access')?.resources.find((one) => one.appId === id || one.objectId === id);
}

function resourceName(id: string, tenant: Tenant): string {
  if (id === MICROSOFT_GRAPH_APP_ID || id === facetOf(tenant, 'graphPrincipal')?.objectId) return GRAPH;
  const own = [facetOf(tenant, 'serverApplication')?.appId, facetOf(tenant, 'serverPrincipal')?.objectId];
  return own.some((one) => one === id) ? APP_WORDS.server : (resourceNamed(id, tenant)?.displayName ?? id);
}

/** A delegated grant to show, with the name of its user where that could be read. */
export function grantOf({ resourceId, consentType, principalId, scopes }: Grant, tenant: Tenant): ShownGrant {
  const isForAll = consentType === 'AllPrincipals';
  const person = facetOf(tenant, 'access')?.people.find(({ objectId }) => objectId === principalId);
  return {
    resource: resourceName(resourceId, tenant),
    for: isForAll ? 'everybody' : 'one user',
    scopes,
    principal: isForAll ? null : (person?.userPrincipalName ?? person?.displayName ?? principalId),
    since: null,
  };
}

/** Application permissions that were granted; null where they were not or could not be read. */
export function rolesOf(app: AppWord, tenant: Tenant): readonly ShownRole[] | null {
  const held = facetOf(tenant, FACETS_OF[app].roles);
  if (held === null || facetOf(tenant, FACETS_OF[app].application) === null) return null;
  return held.map(({ appRoleId, permission, resourceId, resource, createdDateTime }) => {
    const name = resourceName(resourceId, tenant);
    return {
      resource: name === resourceId ? (resource ?? name) : name,
      permission: permission ?? roleNamesOf(resourceNamed(resourceId, tenant)).get(appRoleId) ?? appRoleId,
      since: createdDateTime,
    };
  });
}

/** What each permission allows, in the words of its API; for our own scope those that people consent to. */
export function permissionWordsOf(tenant: Tenant): readonly PermissionWords[] {
  const own = (facetOf(tenant, 'serverApplication')?.scopes ?? []).map(
    ({ value, adminConsentDisplayName }): PermissionWords => ({
      resource: APP_WORDS.server,
      permission: value,
      kind: 'delegated',
      says: adminConsentDisplayName,
    }),
  );
  const others = (facetOf(tenant, 'access')?.resources ?? []).flatMap(({ objectId, scopes, roles }) => {
    const resource = resourceName(objectId, tenant);
    return [
      ...scopes.map((one) => ({ ...one, kind: 'delegated' as const })),
      ...roles.map((one) => ({ ...one, kind: 'application' as const })),
    ].flatMap(({ value, kind, displayName }) =>
      displayName ? [{ resource, permission: value, kind, says: displayName }] : [],
    );
  });
  return [...own, ...others].filter(({ says }) => says !== '');
}
