import * as z from 'zod';
import { MICROSOFT_GRAPH_APP_ID } from '../core/ids.ts';
import {
  facetOf,
  type GrantedAccess,
  type NamedPermission,
  type NamedResource,
  type Owner,
  read,
  type Tenant,
} from '../core/tenant.ts';
import { type BatchOptions, requestBatch } from './batch.ts';
import type { Graph, GraphReply } from './client.ts';
import { readAllConsents } from './read-consents.ts';
import { nullableText, parseOwner, parser, textOrBlank } from './wire.ts';

/** How many users of single consents are looked up by name; the others are shown by object id. */
const MOST_PEOPLE = 15;

/** Adds names for the ids in its grants to a tenant. Called for one set-up after another, it reads once what an API publishes and who a person is. */
export type AccessReader = (tenant: Tenant) => Promise<Tenant>;

export function accessReader(graph: Graph, options: BatchOptions): AccessReader {
  const published = new Map<string, NamedResource | null>();
  const people = new Map<string, Owner | null>();
  return async (observed) => {
    const { grants, cut } = await readAllConsents(graph, observed, options);
    const tenant = { ...observed, ...grants };
    const wanted = resourcePaths(tenant);
    const named = peoplePaths(tenant);
    const fresh = wanted.filter((path) => !published.has(path));
    const unknown = named.filter((path) => !people.has(path));
    const replies = await requestBatch(graph, [...fresh, ...unknown], options);
    for (const [index, path] of fresh.entries()) published.set(path, publishedIn(replies[index]));
    for (const [index, path] of unknown.entries()) people.set(path, personIn(replies[fresh.length + index]));
    const found = wanted.flatMap((path) => published.get(path) ?? []);
    const resources = found.map((one) => relevant(one, tenant));
    const access: GrantedAccess = {
      resources: unique(resources),
      people: named.flatMap((path) => people.get(path) ?? []),
      cut,
    };
    return { ...tenant, access: read(access) };
  };
}

const GRANTS = ['clientGrants', 'serverGrants'] as const;
const ROLES = ['clientRoles', 'serverRoles'] as const;
const APPLICATIONS = ['clientApplication', 'serverApplication'] as const;

function peoplePaths(tenant: Tenant): readonly string[] {
  const ids = GRANTS.flatMap((facet) => facetOf(tenant, facet) ?? []).flatMap(
    ({ principalId }) => principalId ?? [],
  );
  const some = [...new Set(ids)].slice(0, MOST_PEOPLE);
  return some.map((id) => `/users/${id}?$select=id,displayName,userPrincipalName`);
}

/** Null for a user who could not be read, or is gone: shown by object id. */
function personIn(reply: GraphReply | undefined): Owner | null {
  return reply?.status === 200 ? parseOwner(reply.body) : null;
}

const PUBLISHED = '?$select=id,appId,displayName,appRoles,oauth2PermissionScopes';

/** The paths of the APIs that the apps request or are granted permissions on, without our own, which was read. */
function resourcePaths(tenant: Tenant): readonly string[] {
  const server = facetOf(tenant, 'serverPrincipal');
  const own: readonly (string | undefined)[] = [
    server?.objectId,
    facetOf(tenant, 'serverApplication')?.appId,
  ];
  const appIds = APPLICATIONS.flatMap((facet) => facetOf(tenant, facet)?.requiredResources ?? []).map(
    ({ resourceAppId }) => resourceAppId,
  );
  const graphId = facetOf(tenant, 'graphPrincipal')?.objectId;
  const granted = [
    ...GRANTS.flatMap((facet) => facetOf(tenant, facet) ?? []),
    ...ROLES.flatMap((facet) => facetOf(tenant, facet) ?? []),
  ].map(({ resourceId }) => resourceId);
  const byId = granted.filter((id) => !own.includes(id)).map((id) => (id === graphId ? null : id));
  const byAppId = appIds.filter((id) => !own.includes(id));
  return [
    ...new Set([
      ...byAppId.map((id) => `/servicePrincipals(appId='${id}')${PUBLISHED}`),
      ...byId.map((id) =>
        id === null
          ? `/servicePrincipals(appId='${MICROSOFT_GRAPH_APP_ID}')${PUBLISHED}`
          : `/servicePrincipals/${id}${PUBLISHED}`,
      ),
    ]),
  ];
}

const parseResource = parser(
  'service principal of an API',
  z
    .object({
      id: z.string(),
      appId: z.string(),
      displayName: textOrBlank,
      appRoles: z
        .array(z.object({ id: z.string(), value: textOrBlank, displayName: nullableText }))
        .nullish(),
      oauth2PermissionScopes: z
        .array(z.object({ id: z.string(), value: textOrBlank, adminConsentDisplayName: nullableText }))
        .nullish(),
    })
    .transform(
      ({ id: objectId, appId, displayName, appRoles, oauth2PermissionScopes }): NamedResource => ({
        objectId,
        appId,
        displayName,
        roles: appRoles ?? [],
        scopes: (oauth2PermissionScopes ?? []).map(({ id, value, adminConsentDisplayName }) => ({
          id,
          value,
          displayName: adminConsentDisplayName,
        })),
      }),
    ),
);

/** Null for an API that cannot be read or is gone: its permissions are shown by id. */
function publishedIn(reply: GraphReply | undefined): NamedResource | null {
  return reply?.status === 200 ? parseResource(reply.body) : null;
}

/** The API with the permissions that are requested or granted: Microsoft Graph publishes a thousand. */
function relevant(resource: NamedResource, tenant: Tenant): NamedResource {
  const granted = ROLES.flatMap((facet) => facetOf(tenant, facet) ?? []);
  const asked = APPLICATIONS.flatMap((facet) => facetOf(tenant, facet)?.requiredResources ?? []).filter(
    ({ resourceAppId }) => resourceAppId === resource.appId,
  );
  const values = GRANTS.flatMap((facet) => facetOf(tenant, facet) ?? [])
    .filter(({ resourceId }) => resourceId === resource.objectId)
    .flatMap(({ scopes }) => scopes.map((scope) => scope.toLowerCase()));
  const scopeIds = new Set<string>(asked.flatMap((one) => one.scopeIds));
  const roleIds = new Set([...asked.flatMap((one) => one.roleIds), ...granted.map((one) => one.appRoleId)]);
  const isScope = ({ id, value }: NamedPermission) =>
    scopeIds.has(id) || values.includes(value.toLowerCase());
  return {
    ...resource,
    scopes: resource.scopes.filter(isScope),
    roles: resource.roles.filter(({ id }) => roleIds.has(id)),
  };
}

function unique(resources: readonly NamedResource[]): readonly NamedResource[] {
  return [...new Map(resources.map((one) => [one.objectId, one])).values()];
}
