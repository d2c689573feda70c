import { find, peek, recordsOf, update, writeRecord } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import type { ApplicationRecord } from '../state.ts';
import { assertMayChange } from './access.ts';
import { assertNameFree, changedApplication } from './application-changes.ts';
import { create, nameMissing } from './applications-create.ts';
import { applicationAt } from './applications-read.ts';
import { bodyOf, type Call, refOf } from './call.ts';
import { badRequest, GraphRefusal, noContent, notFound, type OperationReply } from './reply.ts';

/** Refuses a write right after the create, for audiences with personal accounts alone (recording 25). */
function assertPersonalAccountReady(call: Call, seen: ApplicationRecord): void {
  const isFresh = call.directory.state.lags.some(
    (lag) => lag.id === seen.id && lag.before === null && lag.until > call.directory.outside.now().getTime(),
  );
  if (isFresh && seen.signInAudience === 'AzureADandPersonalMicrosoftAccount') {
    throw new GraphRefusal(
      409,
      'Error_MsaAppDoesNotExist',
      'The corresponding MSA application does not exist.',
    );
  }
}

function change(call: Call, seen: ApplicationRecord, body: JsonObject): OperationReply {
  const truth = peek(call.directory.state, 'applications', 'id', seen.id);
  if (truth === null) throw notFound(seen.id);
  assertMayChange(call, truth);
  assertPersonalAccountReady(call, seen);
  const after = changedApplication(call, body, truth, seen);
  update(call.directory, 'applications', seen.id, () => after);
  return noContent;
}

const createsWhenMissing = (call: Call): boolean =>
  call.headers.get('prefer')?.includes('create-if-missing') === true;

/** The refusal of an upsert. None was ever seen; a cloud without this operation might give it (facts: graph.md §1.5). */
const upsertRefused = (): GraphRefusal =>
  new GraphRefusal(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');

/** Upsert by `uniqueName` (facts: graph.md §1.5): 201 with a body, 204 without, 404 without the header. */
function upsert(call: Call, uniqueName: string): OperationReply {
  if (call.directory.state.behaviour.upsert === 'refused') throw upsertRefused();
  const body = bodyOf(call);
  if (!('displayName' in body)) throw nameMissing();
  if ('passwordCredentials' in body) throw badRequest("Invalid property 'passwordCredentials'.");
  const seen = find(call.directory, 'applications', 'uniqueName', uniqueName);
  if (seen !== null) return change(call, seen, body);
  if (!createsWhenMissing(call)) throw notFound(uniqueName);
  assertNameFree(call.directory.state, uniqueName);
  return create(call, body, uniqueName);
}

export function patchApplication(call: Call): OperationReply {
  const ref = refOf(call);
  if (ref.key === 'uniqueName') return upsert(call, ref.value);
  return change(call, applicationAt(call, ref), bodyOf(call));
}

/** The application goes to the recycle bin with its service principal; what was granted to that is gone. */
export function answerDeleteApplication(call: Call): OperationReply {
  const { directory } = call;
  const app = applicationAt(call, refOf(call));
  assertMayChange(call, app);
  const truth = peek(directory.state, 'applications', 'id', app.id);
  if (truth === null) throw notFound(app.id);
  const deletedDateTime = directory.outside.now().toISOString();
  writeRecord(directory, 'applications', truth.id, null);
  writeRecord(directory, 'deletedApplications', truth.id, { ...truth, deletedDateTime });
  const principal = peek(directory.state, 'servicePrincipals', 'appId', truth.appId);
  if (principal !== null) removePrincipal(call, principal.id);
  return noContent;
}

/** Soft-deletes a service principal; its grants and assignments go for good. */
export function removePrincipal({ directory }: Call, id: string): void {
  const { state, outside } = directory;
  const principal = peek(state, 'servicePrincipals', 'id', id);
  if (principal === null) return;
  writeRecord(directory, 'servicePrincipals', id, null);
  writeRecord(directory, 'deletedServicePrincipals', id, {
    ...principal,
    deletedDateTime: outside.now().toISOString(),
  });
  for (const grant of recordsOf(state, 'grants')) {
    if (grant.clientId === id || grant.resourceId === id) writeRecord(directory, 'grants', grant.id, null);
  }
  for (const assignment of recordsOf(state, 'appRoleAssignments')) {
    const { principalId, resourceId } = assignment;
    if (principalId === id || resourceId === id)
      writeRecord(directory, 'appRoleAssignments', assignment.id, null);
  }
}
