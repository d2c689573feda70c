import { DIRECTORY_ROLES, nameBasedGuid } from '../../core/ids.ts';
import type { JsonObject } from '../json.ts';
import type { UserRecord } from '../state.ts';
import { isCovered, READ_ROLE_ASSIGNMENTS } from './access.ts';
import { type Call, refOf } from './call.ts';
import { userView } from './directory-objects.ts';
import { filterOf, matching, page, single } from './query.ts';
import { GraphRefusal, notFound, type OperationReply } from './reply.ts';
import { principalAt } from './service-principals.ts';

/** The signed-in user; an app-only token has none. */
export function meOf({ caller, directory }: Call): UserRecord {
  const user = directory.state.users.find(({ id }) => id === caller.userId);
  if (user !== undefined) return user;
  throw new GraphRefusal(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
}

export const getMe = (call: Call): OperationReply =>
  single(call, userView(meOf(call)), { context: 'users', type: 'user' });

function userAt(call: Call): UserRecord {
  const { value } = refOf(call);
  const user = call.directory.state.users.find(({ id, userPrincipalName }) =>
    [id, userPrincipalName].includes(value),
  );
  if (user === undefined) throw notFound(value);
  return user;
}

export function getUser(call: Call): OperationReply {
  const user = userAt(call);
  const view =
    call.query.get('$select') === null ? userView(user) : { ...userView(user), ...selectable(user) };
  return single(call, view, { context: 'users', type: 'user' });
}

/** What a user has beside the default set, to be asked for by name. */
const selectable = ({ accountEnabled, userType, hasLicence }: UserRecord): JsonObject => ({
  accountEnabled: accountEnabled ?? true,
  userType: userType ?? 'Member',
  assignedLicenses: hasLicence === false ? [] : [{ disabledPlans: [], skuId: BUSINESS_LICENCE }],
});

/** Microsoft 365 E3. */
const BUSINESS_LICENCE = '05e9a617-0261-4cee-bb44-138d3ef5d965';

/** Direct groups; nested ones do not count for assignments. */
export function listMembershipsOf(call: Call): OperationReply {
  const user = userAt(call);
  const group = ({ id, displayName }: { readonly id: string; readonly displayName: string }): JsonObject => ({
    '@odata.type': '#microsoft.graph.group',
    id,
    displayName,
  });
  return page(call, user.groups ?? [], group, { context: 'directoryObjects', type: 'group', units: 1 });
}

/** The drive of somebody else: none for guests and for people without a licence. */
export function getDriveOf(call: Call): OperationReply {
  const user = userAt(call);
  if (user.userType === 'Guest' || user.hasLicence === false)
    throw new GraphRefusal(404, 'ResourceNotFound', "User's mysite not found.");
  return { status: 200, body: { id: `b!${Buffer.from(user.id).toString('base64url')}` } };
}

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
