import { findAll } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import { peekPrincipal } from '../principals.ts';
import type { AppRoleAssignmentRecord, PracticeState } from '../state.ts';
import type { Call } from './call.ts';

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

/** What a service principal holds, or who is assigned to it. */
export function assignmentViews(
  { directory }: Call,
  key: 'resourceId' | 'principalId',
  id: string,
): readonly JsonObject[] {
  return findAll(directory, 'appRoleAssignments', key, id).map((one) => assignmentOf(directory.state, one));
}
