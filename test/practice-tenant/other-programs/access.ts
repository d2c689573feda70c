import { type Access, AS_USER, READ_ALL } from '../../../src/practice-tenant/graph/access.ts';
import { GraphRefusal } from '../../../src/practice-tenant/graph/reply.ts';

export const WRITE_ASSIGNMENTS: Access = {
  scopes: ['AppRoleAssignment.ReadWrite.All', AS_USER],
  appRoles: ['AppRoleAssignment.ReadWrite.All'],
  area: 'directory',
};

export const READ_ROLE_ASSIGNMENTS: Access = {
  scopes: ['RoleManagement.Read.Directory', ...READ_ALL],
  appRoles: ['Directory.Read.All'],
  area: 'directory',
};

export const READ_DOMAINS: Access = {
  scopes: ['Domain.Read.All', ...READ_ALL],
  appRoles: ['Directory.Read.All'],
  area: 'directory',
};

const SCHEDULE_SCOPES = [
  'RoleAssignmentSchedule.ReadWrite.Directory',
  'RoleManagement.ReadWrite.Directory',
  'RoleAssignmentSchedule.Remove.Directory',
];

/** Recording 44: the message is itself a JSON text. */
const scheduleScopeMissing = (): GraphRefusal => {
  const message = `Authorization failed due to missing permission scope ${SCHEDULE_SCOPES.join(',')}.`;
  const inner = { errorCode: 'PermissionScopeNotGranted', message, instanceAnnotations: [] };
  return new GraphRefusal(403, 'UnknownError', JSON.stringify(inner));
};

export const READ_ROLE_SCHEDULES: Access = {
  scopes: SCHEDULE_SCOPES,
  appRoles: SCHEDULE_SCOPES,
  area: 'policy',
  refusal: scheduleScopeMissing,
};
