import { DIRECTORY_ROLES, nameBasedGuid } from '../../../src/core/ids.ts';
import { isCovered } from '../../../src/practice-tenant/graph/access.ts';
import { type Call, refOf } from '../../../src/practice-tenant/graph/call.ts';
import { meOf } from '../../../src/practice-tenant/graph/people.ts';
import { filterOf, matching, page } from '../../../src/practice-tenant/graph/query.ts';
import type { OperationReply } from '../../../src/practice-tenant/graph/reply.ts';
import { principalAt } from '../../../src/practice-tenant/graph/service-principals.ts';
import type { JsonObject } from '../../../src/practice-tenant/json.ts';
import { READ_ROLE_ASSIGNMENTS } from './access.ts';

/** The activated role object of a template: its id is the tenant's own. */
const roleIdOf = (call: Call, templateId: string): string =>
  nameBasedGuid(`role:${call.directory.state.tenant.id}:${templateId}`);

/** Without a scope that reads roles, only type and id are shown (facts: graph.md §1.10). */
function roleView(call: Call, templateId: string): JsonObject {
  const isReadable = isCovered(call, READ_ROLE_ASSIGNMENTS);
  const displayName = DIRECTORY_ROLES[templateId] ?? null;
  return {
    id: roleIdOf(call, templateId),
    deletedDateTime: null,
    description: isReadable ? `Members of ${displayName ?? templateId}.` : null,
    displayName: isReadable ? displayName : null,
    roleTemplateId: isReadable ? templateId : null,
  };
}

const ROLES = { context: 'directoryRoles', type: 'directoryRole', units: 2 };

export const listMyRoles = (call: Call): OperationReply =>
  page(call, meOf(call).roles, (id) => roleView(call, id), ROLES);

export function listMyMemberships(call: Call): OperationReply {
  const typed = (id: string): JsonObject => ({
    '@odata.type': '#microsoft.graph.directoryRole',
    ...roleView(call, id),
  });
  return page(call, meOf(call).roles, typed, { ...ROLES, context: 'directoryObjects' });
}

/** Service principals hold no directory roles here (recording 15). */
export function listRolesOfPrincipal(call: Call): OperationReply {
  principalAt(call, refOf(call));
  const none: readonly string[] = [];
  return page(call, none, (id) => roleView(call, id), ROLES);
}

interface RoleAssignment {
  readonly principalId: string;
  readonly roleDefinitionId: string;
}

function definitionView(id: string): JsonObject {
  const displayName = DIRECTORY_ROLES[id] ?? null;
  return {
    id,
    description: null,
    displayName,
    isBuiltIn: true,
    isEnabled: true,
    templateId: id,
    version: '1',
  };
}

function assignmentView(call: Call, { principalId, roleDefinitionId }: RoleAssignment): JsonObject {
  const isExpanded = call.query.get('$expand')?.startsWith('roleDefinition') === true;
  return {
    id: nameBasedGuid(`role-assignment:${principalId}:${roleDefinitionId}`),
    principalId,
    directoryScopeId: '/',
    roleDefinitionId,
    ...(isExpanded ? { roleDefinition: definitionView(roleDefinitionId) } : {}),
  };
}

/** Direct, tenant-wide assignments. */
export function listRoleAssignments(call: Call): OperationReply {
  const all = call.directory.state.users.flatMap(({ id, roles }) =>
    roles.map((roleDefinitionId) => ({ principalId: id, roleDefinitionId })),
  );
  const found = matching(all, filterOf(call), {
    resource: 'RoleAssignment',
    properties: ['principalId', 'roleDefinitionId'],
  });
  return page(call, found, (assignment) => assignmentView(call, assignment), {
    context: 'roleManagement/directory/roleAssignments',
    type: 'unifiedRoleAssignment',
    units: 1,
  });
}

/** Nobody has a role by schedule here. */
export const listRoleSchedules = (call: Call): OperationReply =>
  page(call, [], () => ({}), {
    context: 'roleManagement/directory/roleAssignmentScheduleRequests',
    type: 'unifiedRoleAssignmentScheduleRequest',
    units: 1,
  });
