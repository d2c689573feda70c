import { isGuid } from '../../core/ids.ts';
import { findAll, writeRecord } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import { stampOf } from '../new-application.ts';
import { peekPrincipal } from '../principals.ts';
import type { AppRoleAssignmentRecord, PracticeState } from '../state.ts';
import { APP_ADMINISTRATORS } from '../well-known.ts';
import { assertRole } from './access.ts';
import { bodyOf, type Call, contextOf, refOf } from './call.ts';
import { idFromGuids } from './grant-id.ts';
import { requiredText } from './property-readers.ts';
import { filterOf, matching, page } from './query.ts';
import { badRequest, invalidValue, noContent, notFound, type OperationReply } from './reply.ts';
import { principalAt } from './service-principals.ts';

const nameOf = (state: PracticeState, id: string): string | null =>
  state.users.find((user) => user.id === id)?.displayName ?? peekPrincipal(state, id)?.displayName ?? null;

function view(state: PracticeState, assignment: AppRoleAssignmentRecord): JsonObject {
  const { id, appRoleId, createdDateTime, principalId, resourceId } = assignment;
  return {
    id,
    deletedDateTime: null,
    appRoleId,
    createdDateTime,
    principalDisplayName: nameOf(state, principalId),
    principalId,
    principalType: state.users.some((user) => user.id === principalId) ? 'User' : 'ServicePrincipal',
    resourceDisplayName: nameOf(state, resourceId),
    resourceId,
  };
}

function listBy(call: Call, key: 'resourceId' | 'principalId'): OperationReply {
  const { id } = principalAt(call, refOf(call));
  const indexed = { resource: 'AppRoleAssignment', properties: ['principalId', 'resourceId', 'appRoleId'] };
  const found = matching(findAll(call.directory, 'appRoleAssignments', key, id), filterOf(call), indexed);
  const listing = { context: 'appRoleAssignments', type: 'appRoleAssignment', units: 1 };
  return page(call, found, (assignment) => view(call.directory.state, assignment), listing);
}

export const listAssignedTo = (call: Call): OperationReply => listBy(call, 'resourceId');
export const listAssignments = (call: Call): OperationReply => listBy(call, 'principalId');

const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

function recordFrom(call: Call, body: JsonObject): AppRoleAssignmentRecord {
  const { state, outside } = call.directory;
  const [principalId, resourceId] = [
    requiredText(body.principalId, 'principalId'),
    requiredText(body.resourceId, 'resourceId'),
  ];
  const appRoleId = requiredText(body.appRoleId, 'appRoleId');
  const resource = peekPrincipal(state, resourceId);
  if (resource === null || nameOf(state, principalId) === null)
    throw notFound(resource === null ? resourceId : principalId);
  const isRole = appRoleId === DEFAULT_ACCESS || resource.appRoles.some((role) => role.id === appRoleId);
  if (!isGuid(appRoleId) || !isRole) throw invalidValue('appRoleId', 'AppRoleAssignment');
  const id = idFromGuids([principalId, outside.uuid()]);
  return { id, appRoleId, createdDateTime: stampOf(outside.now()), principalId, resourceId };
}

export function assignRole(call: Call): OperationReply {
  principalAt(call, refOf(call));
  assertRole(call, APP_ADMINISTRATORS);
  const record = recordFrom(call, bodyOf(call));
  const others = findAll(call.directory, 'appRoleAssignments', 'resourceId', record.resourceId);
  if (
    others.some((other) => other.principalId === record.principalId && other.appRoleId === record.appRoleId)
  ) {
    throw badRequest('Permission being assigned already exists on the object.');
  }
  writeRecord(call.directory, 'appRoleAssignments', record.id, record);
  const context = contextOf(call, 'appRoleAssignments/$entity');
  return { status: 201, body: { '@odata.context': context, ...view(call.directory.state, record) } };
}

export function removeAssignment(call: Call): OperationReply {
  principalAt(call, refOf(call));
  assertRole(call, APP_ADMINISTRATORS);
  writeRecord(call.directory, 'appRoleAssignments', refOf(call, 1).value, null);
  return noContent;
}
