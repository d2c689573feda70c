import { findAll } from '../directory.ts';
import { assignmentOf } from './assignment-view.ts';
import { type Call, refOf } from './call.ts';
import { filterOf, matching, page } from './query.ts';
import type { OperationReply } from './reply.ts';
import { principalAt } from './service-principals.ts';

function listBy(call: Call, key: 'resourceId' | 'principalId'): OperationReply {
  const { id } = principalAt(call, refOf(call));
  const indexed = { resource: 'AppRoleAssignment', properties: ['principalId', 'resourceId', 'appRoleId'] };
  const found = matching(findAll(call.directory, 'appRoleAssignments', key, id), filterOf(call), indexed);
  const listing = { context: 'appRoleAssignments', type: 'appRoleAssignment', units: 1 };
  return page(call, found, (assignment) => assignmentOf(call.directory.state, assignment), listing);
}

export const listAssignedTo = (call: Call): OperationReply => listBy(call, 'resourceId');
export const listAssignments = (call: Call): OperationReply => listBy(call, 'principalId');
