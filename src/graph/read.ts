import { type Blueprint, displayNameOf, uniqueNameFor } from '../core/blueprint.ts';
import {
  APPS,
  type AppId,
  type AppWord,
  MICROSOFT_GRAPH_APP_ID,
  type ServicePrincipalId,
} from '../core/ids.ts';
import {
  type Application,
  type Facets,
  type FederatedCredential,
  type Reading,
  read,
  type Tenant,
} from '../core/tenant.ts';
import { type BatchOptions, requestBatch } from './batch.ts';
import type { Graph, GraphReply } from './client.ts';
import { saysMissing } from './failure.ts';
import { parseAppManagementPolicy } from './policy.ts';
import { grantPaths, tenantWidePaths, withTenantWide } from './read-grants.ts';
import { parseRolesWith, roleNamePaths, rolesPath, withAllRoles } from './read-roles.ts';
import { reading, readingOrNull } from './reading.ts';
import * as wire from './wire.ts';

export interface ReadOptions extends BatchOptions {
  /** Service principals known from an earlier reading or a create, which saves the second request. */
  readonly principals?: KnownPrincipals;
}

export type KnownPrincipals = Readonly<Partial<Record<AppWord, ServicePrincipalId>>>;

type Parts = ReadonlyMap<string, GraphReply>;

/**
 * Reads every facet of the chain. One request when the service principals are known, two when the app ids are, three
 * when the apps must be found by their marker; more for long lists and names of application permissions. A facet that cannot
 * be read is `unreadable`. Throws only where Graph refuses the batch itself, or throttles past `maxWait`.
 */
export async function readTenant(graph: Graph, blueprint: Blueprint, options: ReadOptions): Promise<Tenant> {
  const first = await requestParts(
    graph,
    { ...firstPaths(blueprint), ...grantPaths(options.principals ?? {}) },
    options,
  );
  const apps = { client: applicationOf('client', first), server: applicationOf('server', first) };
  const second = await requestParts(graph, followUpPaths(apps, first), options);
  const parts = await withAllRoles(graph, new Map([...first, ...second]), options);
  const principals = {
    client: principalOf('client', apps.client, parts),
    server: principalOf('server', apps.server, parts),
  };
  const third = await requestParts(
    graph,
    { ...missingGrantPaths(principals, parts), ...assignmentPaths(principals), ...roleNamePaths(parts) },
    options,
  );
  const all: Parts = new Map([...parts, ...third]);
  const asked = { ...grantPaths(options.principals ?? {}), ...missingGrantPaths(principals, parts) };
  const wide = await requestParts(graph, tenantWidePaths(asked, all), options);
  return tenantFrom(graph, withTenantWide(all, wide));
}

async function requestParts(
  graph: Graph,
  paths: Readonly<Record<string, string>>,
  options: ReadOptions,
): Promise<Parts> {
  const names = Object.keys(paths);
  const replies = await requestBatch(graph, Object.values(paths), options);
  return new Map(replies.map((reply, index) => [names[index] ?? '', reply]));
}

const SELECT = `$select=${wire.APPLICATION_PROPERTIES}`;

function firstPaths(blueprint: Blueprint): Readonly<Record<string, string>> {
  return {
    organization: '/organization?$select=id,displayName,verifiedDomains',
    graphPrincipal: `/servicePrincipals(appId='${MICROSOFT_GRAPH_APP_ID}')?$select=id,appId,oauth2PermissionScopes`,
    policy: '/policies/defaultAppManagementPolicy',
    ...Object.assign({}, ...APPS.map((app) => appPaths(app, blueprint))),
  };
}

function appPaths(app: AppWord, blueprint: Blueprint): Record<string, string> {
  const { appId } = app === 'client' ? blueprint.clientApp : blueprint.serverApi;
  const name = encodeURIComponent(displayNameOf(app, blueprint).replaceAll("'", "''"));
  const paths: Record<string, string> = {
    ...markedPath(app, blueprint),
    [`${app}.namesakes`]: `/applications?$filter=displayName eq '${name}'&$select=appId,displayName,createdDateTime,uniqueName&$top=10`,
  };
  if (appId !== null)
    Object.assign(
      paths,
      { [`${app}.application`]: `/applications(appId='${appId}')?${SELECT}` },
      memberPaths(app, appId),
    );
  return paths;
}

/** Without a marker, apps are known by their ids alone. */
function markedPath(app: AppWord, blueprint: Blueprint): Record<string, string> {
  if (blueprint.marker === null) return {};
  const name = encodeURIComponent(uniqueNameFor(app, blueprint));
  return { [`${app}.marked`]: `/applications(uniqueName='${name}')?${SELECT}` };
}

/** Paths of what belongs to an app and is found by its app id. */
function memberPaths(app: AppWord, appId: AppId): Record<string, string> {
  return {
    [`${app}.principal`]: `/servicePrincipals(appId='${appId}')?$select=${wire.SERVICE_PRINCIPAL_PROPERTIES}`,
    [`${app}.owners`]: `/applications(appId='${appId}')/owners?$select=id,displayName,userPrincipalName`,
    [`${app}.roles`]: rolesPath(appId),
    [`${app}.federated`]: `/applications(appId='${appId}')/federatedIdentityCredentials`,
  };
}

/** What belongs to an app that was found by its marker was not asked for yet. */
function followUpPaths(
  apps: Readonly<Record<AppWord, Reading<Application | null>>>,
  first: Parts,
): Readonly<Record<string, string>> {
  const paths: Record<string, string> = {};
  for (const app of APPS) {
    const reading = apps[app];
    if (reading.state === 'unreadable' || reading.value === null) continue;
    const asked = first.get(`${app}.application`);
    if (asked?.status !== 200) Object.assign(paths, memberPaths(app, reading.value.appId));
  }
  return paths;
}

function missingGrantPaths(
  principals: Readonly<Record<AppWord, Reading<Facets['clientPrincipal']>>>,
  parts: Parts,
): Record<string, string> {
  const wanted: Partial<Record<AppWord, ServicePrincipalId>> = {};
  for (const app of APPS) {
    const reading = principals[app];
    if (reading.state === 'read' && reading.value !== null && !parts.has(`${app}.grants`))
      wanted[app] = reading.value.objectId;
  }
  return grantPaths(wanted);
}

/** The app with the id of the blueprint, else the one with its marker; never by display name. */
function applicationOf(app: AppWord, parts: Parts): Reading<Application | null> {
  const byId = parts.get(`${app}.application`);
  if (byId && !saysMissing(byId))
    return reading(byId, wire.parseApplication, { permission: 'Application.Read.All' });
  if (!parts.has(`${app}.marked`)) return read(null);
  return readingOrNull(parts.get(`${app}.marked`), wire.parseApplication, 'Application.Read.All');
}

function principalOf(
  app: AppWord,
  application: Reading<Application | null>,
  parts: Parts,
): Reading<Facets['clientPrincipal']> {
  if (application.state === 'unreadable') return application;
  if (application.value === null) return read(null);
  return readingOrNull(parts.get(`${app}.principal`), wire.parseServicePrincipal, 'Application.Read.All');
}

function tenantFrom(graph: Graph, parts: Parts): Tenant {
  const client = applicationOf('client', parts);
  const server = applicationOf('server', parts);
  return {
    ...directoryFacets(parts, createdAt(server, graph)),
    clientApplication: client,
    clientPrincipal: principalOf('client', client, parts),
    clientOwners: members(client, parts.get('client.owners'), wire.parseOwners, []),
    clientGrants: grants('client', client, parts),
    clientRoles: members(client, parts.get('client.roles'), parseRolesWith(parts), []),
    clientAssignments: assignments('client', client, parts),
    clientNamesakes: namesakes('client', client, parts),
    serverApplication: server,
    serverPrincipal: principalOf('server', server, parts),
    serverOwners: members(server, parts.get('server.owners'), wire.parseOwners, []),
    serverGrants: grants('server', server, parts),
    serverRoles: members(server, parts.get('server.roles'), parseRolesWith(parts), []),
    serverAssignments: assignments('server', server, parts),
    serverNamesakes: namesakes('server', server, parts),
    clientFederatedCredentials: federated('client', client, parts),
    serverFederatedCredentials: federated('server', server, parts),
  };
}

function federated(
  app: AppWord,
  application: Reading<Application | null>,
  parts: Parts,
): Reading<readonly FederatedCredential[]> {
  return members(application, parts.get(`${app}.federated`), wire.parseFederatedCredentials, []);
}

function directoryFacets(
  parts: Parts,
  created: Date,
): Pick<Tenant, 'organization' | 'graphPrincipal' | 'appManagementPolicy'> {
  return {
    organization: reading(parts.get('organization'), wire.parseOrganization, { permission: 'User.Read' }),
    graphPrincipal: readingOrNull(
      parts.get('graphPrincipal'),
      wire.parseGraphPrincipal,
      'Application.Read.All',
    ),
    appManagementPolicy: reading(parts.get('policy'), (body) => parseAppManagementPolicy(body, created), {
      permission: 'Policy.Read.All',
    }),
  };
}

/** Policies restrict apps by their age; an app that does not exist counts as created now. */
function createdAt(server: Reading<Application | null>, { clock }: Graph): Date {
  const created = server.state === 'read' ? server.value?.createdDateTime : null;
  return created ? new Date(created) : clock.now();
}

/** A list that belongs to an app: `none` where the app does not exist, or its service principal, which a 404 means. */
function members<Value>(
  application: Reading<Application | null>,
  reply: GraphReply | undefined,
  parse: (body: unknown) => Value,
  none: Value,
): Reading<Value> {
  if (application.state === 'unreadable') return application;
  if (application.value === null || (reply && saysMissing(reply))) return read(none);
  return reading(reply, parse, { permission: 'Application.Read.All' });
}

function grants(
  app: AppWord,
  application: Reading<Application | null>,
  parts: Parts,
): Reading<Facets['clientGrants']> {
  const principal = principalOf(app, application, parts);
  if (principal.state === 'unreadable') return principal;
  if (principal.value === null) return read([]);
  return reading(parts.get(`${app}.grants`), wire.parseGrants, { permission: 'Directory.Read.All' });
}

/** Assignments are read only where they are required. */
function assignmentPaths(
  principals: Readonly<Record<AppWord, Reading<Facets['clientPrincipal']>>>,
): Record<string, string> {
  const paths: Record<string, string> = {};
  for (const app of APPS) {
    const reading = principals[app];
    if (reading.state === 'read' && reading.value?.assignmentRequired)
      paths[`${app}.assignments`] =
        `/servicePrincipals(appId='${reading.value.appId}')/appRoleAssignedTo?$top=1`;
  }
  return paths;
}

function assignments(
  app: AppWord,
  application: Reading<Application | null>,
  parts: Parts,
): Reading<Facets['clientAssignments']> {
  const principal = principalOf(app, application, parts);
  if (principal.state === 'read' && !principal.value?.assignmentRequired) return read({ any: false });
  return members(application, parts.get(`${app}.assignments`), wire.parseAssignments, { any: false });
}

function namesakes(
  app: AppWord,
  application: Reading<Application | null>,
  parts: Parts,
): Reading<Facets['clientNamesakes']> {
  const all = reading(parts.get(`${app}.namesakes`), wire.parseNamesakes, {
    permission: 'Application.Read.All',
  });
  const own = application.state === 'read' ? application.value?.appId : undefined;
  return all.state === 'read' ? read(all.value.filter(({ appId }) => appId !== own)) : all;
}
