import { findAll } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import { peekPrincipal } from '../principals.ts';
import type { AppRoleAssignmentRecord, PracticeState } from '../state.ts';
import { type Call, refOf } from './call.ts';
import { filterOf, matching, page } from './query.ts';
import type { OperationReply } from './reply.ts';
import { principalAt } from './service-principals.ts';

export const nameInTenant = (state: PracticeState, id: string): string | null =>
  state.users.find((user) => user.id === id)?.displayName ?? peekPrincipal(state, id)?.displayName ?? null;

export function assignmentOf(state: PracticeState, assignment: AppRoleAssignmentRecord): JsonObject {
  const { id, appRoleId, createdDateTime, principalId, resourceId } = assignment;
  return {
    id,
    deletedDateTime: null,
    appRoleId,
    createdDateTime,
    principalDisplayName: nameInTenant(state, principalId),
    principalId,
    principalType: state.users.some((user) => user.id === principalId) ? 'User' : 'ServicePrincipal',
    resourceDisplayName: nameInTenant(state, resourceId),
    resourceId,
  };
}

function listBy(call: Call, key: 'resourceId' | 'principalId'): OperationReply {
  const { id } = principalAt(call, refOf(call));
  const indexed = { resource: 'AppRoleAssignment', properties: ['principalId', 'resourceId', 'appRoleId'] };
  const found = matching(findAll(call.directory, 'appRoleAssignments', key, id), filterOf(call), indexed);
  const listing = { context: 'appRoleAssignments', type: 'appRoleAssignment', units: 1 };
  return page(call, found, (assignment) => assignmentOf(call.directory.state, assignment), listing);
}

export const listAssignedTo = (call: Call): OperationReply => listBy(call, 'resourceId');
export const listAssignments = (call: Call): OperationReply => listBy(call, 'principalId');
