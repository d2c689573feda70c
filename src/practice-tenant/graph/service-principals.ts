import { find, peek, update, writeRecord } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import { newServicePrincipal } from '../new-application.ts';
import { type Principal, tokenPrincipal } from '../principals.ts';
import type { ServicePrincipalRecord } from '../state.ts';
import { APP_ADMINISTRATORS, FIRST_PARTY_APPS } from '../well-known.ts';
import { APP_CREATORS, assertMayChange, holdsRole, owns } from './access.ts';
import { assignmentViews } from './assignment-view.ts';
import { bodyOf, type Call, contextOf, locationHeader, type Ref, refOf } from './call.ts';
import { ownerViews } from './directory-objects.ts';
import { type Expansions, expanded, unwrapped, withUnwrapped } from './expand.ts';
import { flag, requiredText, textList } from './property-readers.ts';
import { candidates, filterOf, matching, page, single } from './query.ts';
import { badRequest, denied, GraphRefusal, noContent, notFound, type OperationReply } from './reply.ts';
import { SERVICE_PRINCIPAL_DEFAULTS, servicePrincipalView } from './service-principal-view.ts';

const FILTERS = {
  resource: 'ServicePrincipal',
  properties: [
    'id',
    'appId',
    'displayName',
    'servicePrincipalNames',
    'tags',
    'servicePrincipalType',
    'accountEnabled',
  ],
};

export function principalAt(call: Call, ref: Ref): Principal {
  const record = find(call.directory, 'servicePrincipals', ref.key, ref.value);
  const principal = record === null ? null : seenPrincipal(call, record);
  if (principal === null) throw notFound(ref.value);
  return principal;
}

const seenPrincipal = (call: Call, record: ServicePrincipalRecord): Principal | null =>
  tokenPrincipal(record, peek(call.directory.state, 'applications', 'appId', record.appId));

/** Owners and both relations of app role assignments can be expanded (doc: the resource type `servicePrincipal`). */
const EXPANSIONS: Expansions<Principal> = {
  owners: (call, { record }) => ownerViews(call, record),
  appRoleAssignments: (call, { id }) => assignmentViews(call, 'principalId', id),
  appRoleAssignedTo: (call, { id }) => assignmentViews(call, 'resourceId', id),
};

const viewOf = (call: Call, principal: Principal): JsonObject => ({
  ...servicePrincipalView(call.directory.state, principal),
  ...expanded(call, principal, EXPANSIONS),
});

export function getServicePrincipal(call: Call): OperationReply {
  const body = viewOf(call, principalAt(call, refOf(call)));
  const reply = single(call, body, { context: 'servicePrincipals', type: 'servicePrincipal' });
  return { ...reply, body: unwrapped(reply.body ?? {}) };
}

export function listServicePrincipals(call: Call): OperationReply {
  const filter = filterOf(call);
  const records = candidates(call.directory, 'servicePrincipals', filter);
  const views = records
    .map((record) => seenPrincipal(call, record))
    .flatMap((principal) => (principal === null ? [] : [viewOf(call, principal)]));
  const listing = { context: 'servicePrincipals', type: 'servicePrincipal', units: 1 };
  return withUnwrapped(page(call, matching(views, filter, FILTERS), (view) => view, listing));
}

/** The two ways Graph says that the application is not replicated yet (recording 20). */
function notReplicated(call: Call, appId: string): GraphRefusal {
  const { state, outside } = call.directory;
  const lag = state.lags.find((entry) => entry.before === null && entry.until > outside.now().getTime());
  if (lag !== undefined && lag.answers % 4 === 3) {
    const message =
      'When using this permission, the backing application of the service principal being created must in the local tenant';
    return new GraphRefusal(403, 'Authorization_RequestDenied', message);
  }
  const message = `The appId '${appId}' of the service principal does not reference a valid application object.`;
  return badRequest(message, [{ code: 'NoBackingApplicationObject', message, target: 'appId' }]);
}

/**
 * Refuses to create a service principal. For one's own single-tenant application the role Application Developer is enough
 * (facts: graph.md §1.1).
 */
function assertMayCreate(call: Call, appId: string): void {
  const app = peek(call.directory.state, 'applications', 'appId', appId);
  const isOwn = owns(call, app) && holdsRole(call, APP_CREATORS);
  if (!isOwn && !holdsRole(call, APP_ADMINISTRATORS)) throw denied();
}

function create(call: Call, body: JsonObject, appId: string): OperationReply {
  const { directory } = call;
  assertMayCreate(call, appId);
  const isKnown = FIRST_PARTY_APPS.has(appId) || find(directory, 'applications', 'appId', appId) !== null;
  if (!isKnown) throw notReplicated(call, appId);
  if (peek(directory.state, 'servicePrincipals', 'appId', appId) !== null) {
    const message = `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`;
    throw new GraphRefusal(409, 'Request_MultipleObjectsWithSameKeyValue', message);
  }
  const record = changed(body, newServicePrincipal(directory.outside, appId));
  writeRecord(directory, 'servicePrincipals', record.id, record);
  const principal = seenPrincipal(call, record);
  return {
    status: 201,
    headers: {
      location: locationHeader(
        call,
        `directoryObjects/${record.id}/Microsoft.DirectoryServices.ServicePrincipal`,
      ),
    },
    body: {
      '@odata.context': contextOf(call, 'servicePrincipals/$entity'),
      ...(principal === null ? {} : viewOf(call, principal)),
    },
  };
}

export function answerCreateServicePrincipal(call: Call): OperationReply {
  const body = bodyOf(call);
  return create(call, body, requiredText(body.appId, 'appId'));
}

const COPIED = [
  'displayName',
  'homepage',
  'replyUrls',
  'servicePrincipalNames',
  'oauth2PermissionScopes',
  'appRoles',
];

function writtenProperty(
  record: ServicePrincipalRecord,
  name: string,
  value: JsonObject[string],
): Partial<ServicePrincipalRecord> {
  if (name.includes('@odata.') || name === 'appId') return {};
  if (name === 'accountEnabled') return { accountEnabled: flag(value, name) };
  if (name === 'appRoleAssignmentRequired') return { appRoleAssignmentRequired: flag(value, name) };
  if (name === 'tags') return { tags: textList(value, name) };
  if (COPIED.includes(name) || name in SERVICE_PRINCIPAL_DEFAULTS) {
    return { other: { ...record.other, [name]: value } };
  }
  throw badRequest(`Invalid property '${name}'.`);
}

function changed(body: JsonObject, before: ServicePrincipalRecord): ServicePrincipalRecord {
  let record = before;
  for (const [name, value] of Object.entries(body)) {
    record = { ...record, ...writtenProperty(record, name, value) };
  }
  return record;
}

/** PATCH by id or app id; by app id it creates what is missing when the header says so. */
export function patchServicePrincipal(call: Call): OperationReply {
  const ref = refOf(call);
  const creates = ref.key === 'appId' && call.headers.get('prefer')?.includes('create-if-missing') === true;
  const isThere = find(call.directory, 'servicePrincipals', ref.key, ref.value) !== null;
  if (!isThere && creates) return create(call, bodyOf(call), ref.value);
  const { id, application } = principalAt(call, ref);
  assertMayChange(call, application);
  update(call.directory, 'servicePrincipals', id, (record) => changed(bodyOf(call), record));
  return noContent;
}
