import * as z from 'zod';
import { type AppWord, MICROSOFT_GRAPH_APP_ID } from '../core/ids.ts';
import {
  facetOf,
  type GrantedAccess,
  type GrantedRole,
  type NamedPermission,
  type NamedResource,
  type Owner,
  type Reading,
  read,
  type Tenant,
} from '../core/tenant.ts';
import { type BatchOptions, requestBatch } from './batch.ts';
import type { Graph, GraphReply } from './client.ts';
import { parseFailure, saysMissing } from './failure.ts';
import { parseOwner, parser } from './wire.ts';

/** Single consents name people; so many are looked up by name, the others keep their object id. */
const MOST_PEOPLE = 15;

/** Reads the access of one set-up after another; what APIs publish is asked for once. */
export type AccessReader = (tenant: Tenant) => Promise<Reading<GrantedAccess>>;

export function accessReader(graph: Graph, options: BatchOptions): AccessReader {
  const published = new Map<string, NamedResource | null>();
  return async (tenant) => {
    const first = await requested(graph, { ...rolePaths(tenant), ...peoplePaths(tenant) }, options);
    const roles = { client: rolesOf('client', first), server: rolesOf('server', first) };
    if (roles.client.state === 'unreadable') return roles.client;
    if (roles.server.state === 'unreadable') return roles.server;
    const [clientRoles, serverRoles] = [roles.client.value, roles.server.value];
    const wanted = resourcePaths(tenant, [...clientRoles, ...serverRoles]);
    await publish(published, graph, wanted, options);
    const found = wanted.flatMap((path) => published.get(path) ?? []);
    const resources = found.map((one) => relevant(one, tenant, [...clientRoles, ...serverRoles]));
    return read({ clientRoles, serverRoles, resources: unique(resources), people: peopleIn(first) });
  };
}

type Replies = ReadonlyMap<string, GraphReply>;

async function requested(
  graph: Graph,
  paths: Readonly<Record<string, string>>,
  options: BatchOptions,
): Promise<Replies> {
  const replies = await requestBatch(graph, Object.values(paths), options);
  const names = Object.keys(paths);
  return new Map(replies.map((reply, index) => [names[index] ?? '', reply]));
}

const PRINCIPALS = { client: 'clientPrincipal', server: 'serverPrincipal' } as const;
const GRANTS = ['clientGrants', 'serverGrants'] as const;
const APPLICATIONS = ['clientApplication', 'serverApplication'] as const;

function rolePaths(tenant: Tenant): Record<string, string> {
  const paths: Record<string, string> = {};
  for (const app of ['client', 'server'] as const) {
    const principal = facetOf(tenant, PRINCIPALS[app]);
    if (principal !== null) paths[app] = `/servicePrincipals/${principal.objectId}/appRoleAssignments`;
  }
  return paths;
}

function peoplePaths(tenant: Tenant): Record<string, string> {
  const ids = GRANTS.flatMap((facet) => facetOf(tenant, facet) ?? []).flatMap(
    ({ principalId }) => principalId ?? [],
  );
  const some = [...new Set(ids)].slice(0, MOST_PEOPLE);
  return Object.fromEntries(
    some.map((id) => [`person ${id}`, `/users/${id}?$select=id,displayName,userPrincipalName`]),
  );
}

const parseRoles = parser(
  'list of app role assignments',
  z.object({
    value: z.array(
      z.object({
        appRoleId: z.string(),
        resourceId: z.string(),
        createdDateTime: z
          .string()
          .nullish()
          .transform((value) => value ?? null),
      }),
    ),
  }),
);

function rolesOf(app: AppWord, replies: Replies): Reading<readonly GrantedRole[]> {
  const reply = replies.get(app);
  if (reply === undefined || saysMissing(reply)) return read([]);
  if (reply.status === 200) return read(parseRoles(reply.body).value);
  const { code } = parseFailure(reply);
  const forbidden = reply.status === 403;
  return {
    state: 'unreadable',
    because: forbidden ? 'forbidden' : 'failed',
    detail: forbidden
      ? `Microsoft Graph did not allow it to be read (${code}).`
      : `Microsoft Graph could not show it (${reply.status} ${code}).`,
    permission: forbidden ? 'Application.Read.All' : null,
  };
}

/** Whom the sign-in may not read keeps an object id. */
function peopleIn(replies: Replies): readonly Owner[] {
  return [...replies]
    .filter(([name, { status }]) => name.startsWith('person ') && status === 200)
    .map(([, { body }]) => parseOwner(body));
}

const PUBLISHED = '?$select=id,appId,displayName,appRoles,oauth2PermissionScopes';

/** The APIs that the apps ask for or are granted, our own aside: of that one everything is known. */
function resourcePaths(tenant: Tenant, roles: readonly GrantedRole[]): readonly string[] {
  const server = facetOf(tenant, 'serverPrincipal');
  const own: readonly (string | undefined)[] = [
    server?.objectId,
    facetOf(tenant, 'serverApplication')?.appId,
  ];
  const appIds = APPLICATIONS.flatMap((facet) => facetOf(tenant, facet)?.requiredResources ?? []).map(
    ({ resourceAppId }) => resourceAppId,
  );
  const graphId = facetOf(tenant, 'graphPrincipal')?.objectId;
  const granted = [...GRANTS.flatMap((facet) => facetOf(tenant, facet) ?? []), ...roles].map(
    ({ resourceId }) => resourceId,
  );
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

const nullable = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const valued = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

const parseResource = parser(
  'service principal of an API',
  z
    .object({
      id: z.string(),
      appId: z.string(),
      displayName: valued,
      appRoles: z.array(z.object({ id: z.string(), value: valued, displayName: nullable })).nullish(),
      oauth2PermissionScopes: z
        .array(z.object({ id: z.string(), value: valued, adminConsentDisplayName: nullable }))
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

/** What cannot be read or is gone is null: its permissions keep their ids. */
async function publish(
  published: Map<string, NamedResource | null>,
  graph: Graph,
  paths: readonly string[],
  options: BatchOptions,
): Promise<void> {
  const missing = paths.filter((path) => !published.has(path));
  const replies = await requestBatch(graph, missing, options);
  for (const [index, path] of missing.entries()) {
    const reply = replies[index];
    published.set(path, reply?.status === 200 ? parseResource(reply.body) : null);
  }
}

/** Only what is asked for or granted: Microsoft Graph publishes a thousand permissions. */
function relevant(resource: NamedResource, tenant: Tenant, granted: readonly GrantedRole[]): NamedResource {
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
