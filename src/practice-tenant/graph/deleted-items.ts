import { find, list, peek, writeRecord } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import { tokenPrincipal } from '../principals.ts';
import type { ApplicationRecord, ServicePrincipalRecord } from '../state.ts';
import { assertMayChange } from './access.ts';
import { applicationView } from './application-view.ts';
import { APPLICATION_FILTERS } from './applications-read.ts';
import { type Call, contextOf, refOf } from './call.ts';
import { filterOf, matching, page } from './query.ts';
import { GraphRefusal, noContent, notFound, type OperationReply } from './reply.ts';
import { servicePrincipalView } from './service-principal-view.ts';

type Deleted =
  | { readonly kind: 'application'; readonly record: ApplicationRecord }
  | { readonly kind: 'servicePrincipal'; readonly record: ServicePrincipalRecord };

export function deletedAt(call: Call): Deleted {
  const { value } = refOf(call);
  const app = find(call.directory, 'deletedApplications', 'id', value);
  if (app !== null) return { kind: 'application', record: app };
  const principal = find(call.directory, 'deletedServicePrincipals', 'id', value);
  if (principal !== null) return { kind: 'servicePrincipal', record: principal };
  throw notFound(value);
}

const appView = (call: Call, app: ApplicationRecord): JsonObject =>
  applicationView(app, {
    order: 'as-read',
    keys: 'no-key',
    publisherDomain: call.directory.state.tenant.initialDomain,
  });

export function deletedView(call: Call, deleted: Deleted): JsonObject {
  if (deleted.kind === 'application') {
    return { '@odata.type': '#microsoft.graph.application', ...appView(call, deleted.record) };
  }
  const { state } = call.directory;
  const { appId } = deleted.record;
  const app =
    peek(state, 'applications', 'appId', appId) ?? peek(state, 'deletedApplications', 'appId', appId);
  const principal = tokenPrincipal(deleted.record, app);
  const body = principal === null ? { id: deleted.record.id } : servicePrincipalView(state, principal);
  return { '@odata.type': '#microsoft.graph.servicePrincipal', ...body };
}

export function listDeletedApplications(call: Call): OperationReply {
  const found = matching(list(call.directory, 'deletedApplications'), filterOf(call), APPLICATION_FILTERS);
  const listing = { context: 'applications', type: 'application', units: 1 };
  return page(call, found, (app) => appView(call, app), listing);
}

export function listDeletedServicePrincipals(call: Call): OperationReply {
  const indexed = { resource: 'ServicePrincipal', properties: ['id', 'appId'] };
  const found = matching(list(call.directory, 'deletedServicePrincipals'), filterOf(call), indexed);
  const listing = { context: 'servicePrincipals', type: 'servicePrincipal', units: 1 };
  return page(call, found, (record) => deletedView(call, { kind: 'servicePrincipal', record }), listing);
}

function assertMayRestore(call: Call, { kind, record }: Deleted): void {
  const { state } = call.directory;
  const app = kind === 'application' ? record : peek(state, 'applications', 'appId', record.appId);
  assertMayChange(call, app);
}

/** Refuses a restore where the unique name was taken meanwhile (facts: graph.md §1.13; the text of recording 29). */
function assertFree(call: Call, { kind, record }: Deleted): void {
  const { state } = call.directory;
  const isTaken =
    kind === 'application'
      ? record.uniqueName !== null && peek(state, 'applications', 'uniqueName', record.uniqueName) !== null
      : peek(state, 'servicePrincipals', 'appId', record.appId) !== null;
  if (!isTaken) return;
  throw new GraphRefusal(
    409,
    'Request_MultipleObjectsWithSameKeyValue',
    `The object cannot be created, updated, or restored because the name of ${record.appId} is already in use.`,
  );
}

export function restore(call: Call): OperationReply {
  const { directory } = call;
  const deleted = deletedAt(call);
  assertMayRestore(call, deleted);
  assertFree(call, deleted);
  if (deleted.kind === 'application') {
    writeRecord(directory, 'deletedApplications', deleted.record.id, null);
    writeRecord(directory, 'applications', deleted.record.id, { ...deleted.record, deletedDateTime: null });
  } else {
    writeRecord(directory, 'deletedServicePrincipals', deleted.record.id, null);
    writeRecord(directory, 'servicePrincipals', deleted.record.id, {
      ...deleted.record,
      deletedDateTime: null,
    });
  }
  const context = contextOf(call, 'directoryObjects/$entity');
  return {
    status: 200,
    body: { '@odata.context': context, ...deletedView(call, deleted), deletedDateTime: null },
  };
}

export function purge(call: Call): OperationReply {
  const deleted = deletedAt(call);
  assertMayRestore(call, deleted);
  if (deleted.kind === 'application')
    writeRecord(call.directory, 'deletedApplications', deleted.record.id, null);
  else writeRecord(call.directory, 'deletedServicePrincipals', deleted.record.id, null);
  return noContent;
}
