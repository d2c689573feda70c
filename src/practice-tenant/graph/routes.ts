import {
  type Access,
  CREATE_APPLICATIONS,
  READ_APPLICATIONS,
  READ_AUDIT_LOG,
  READ_CONDITIONAL_ACCESS,
  READ_DOMAINS,
  READ_DRIVES,
  READ_FILES,
  READ_GRANTS,
  READ_ME,
  READ_ORGANIZATION,
  READ_POLICIES,
  READ_ROLE_ASSIGNMENTS,
  READ_ROLE_SCHEDULES,
  READ_SITES,
  WRITE_APPLICATIONS,
  WRITE_ASSIGNMENTS,
  WRITE_GRANTS,
} from './access.ts';
import { assignRole, listAssignedTo, listAssignments, removeAssignment } from './app-role-assignments.ts';
import { answerCreateApplication } from './applications-create.ts';
import { getApplication, listApplications } from './applications-read.ts';
import { answerDeleteApplication, patchApplication } from './applications-write.ts';
import type { Call } from './call.ts';
import {
  getDeleted,
  listDeletedApplications,
  listDeletedServicePrincipals,
  purge,
  restore,
} from './deleted-items.ts';
import {
  createFederated,
  deleteFederated,
  getFederated,
  listFederated,
  patchFederated,
} from './federated.ts';
import { getDrive, getRootSite, listFiles, searchSites } from './files.ts';
import { createGrant, deleteGrant, getGrant, listGrants, listGrantsOf, patchGrant } from './grants.ts';
import { listDomains, listOrganization } from './organization.ts';
import { answerAddOwner, listOwners, listPrincipalOwners, removeOwner } from './owners.ts';
import { addPassword, refuseKeyAction, removePassword } from './passwords.ts';
import {
  getDriveOf,
  getMe,
  getUser,
  listMembershipsOf,
  listMyMemberships,
  listMyRoles,
  listRoleAssignments,
  listRoleSchedules,
  listRolesOfPrincipal,
} from './people.ts';
import {
  getAuthorizationPolicy,
  getDefaultAppManagementPolicy,
  getSecurityDefaults,
  listAppManagementPolicies,
  listAppManagementPoliciesOf,
  listConditionalAccess,
} from './policies.ts';
import type { OperationReply } from './reply.ts';
import {
  answerCreateServicePrincipal,
  deleteServicePrincipal,
  getServicePrincipal,
  listServicePrincipals,
  patchServicePrincipal,
} from './service-principals.ts';
import { listSignIns } from './sign-ins.ts';

export interface Route {
  readonly access: Access;
  readonly answer: (call: Call) => OperationReply;
}

const to = (access: Access, answer: (call: Call) => OperationReply): Route => ({ access, answer });

/** Operations by method and path in lower case; `{}` stands for an object's id or alternate key. */
export const ROUTES: Readonly<Record<string, Route>> = {
  'GET organization': to(READ_ORGANIZATION, listOrganization),
  'GET domains': to(READ_DOMAINS, listDomains),
  'GET me': to(READ_ME, getMe),
  'GET me/transitivememberof': to(READ_ME, listMyMemberships),
  'GET me/memberof': to(READ_ME, listMyMemberships),
  'GET me/transitivememberof/microsoft.graph.directoryrole': to(READ_ME, listMyRoles),
  'GET me/memberof/microsoft.graph.directoryrole': to(READ_ME, listMyRoles),
  'GET me/drive': to(READ_FILES, getDrive),
  'GET me/drive/root/children': to(READ_FILES, listFiles),
  'GET sites/root': to(READ_SITES, getRootSite),
  'GET sites': to(READ_SITES, searchSites),
  'GET users/{}': to({ ...READ_ME, scopes: READ_ME.scopes.slice(1) }, getUser),
  'GET users/{}/memberof': to({ ...READ_ME, scopes: READ_ME.scopes.slice(1) }, listMembershipsOf),
  'GET users/{}/drive': to(READ_DRIVES, getDriveOf),
  'GET applications': to(READ_APPLICATIONS, listApplications),
  'POST applications': to(CREATE_APPLICATIONS, answerCreateApplication),
  'GET applications/{}': to(READ_APPLICATIONS, getApplication),
  'PATCH applications/{}': to(WRITE_APPLICATIONS, patchApplication),
  'DELETE applications/{}': to(WRITE_APPLICATIONS, answerDeleteApplication),
  'POST applications/{}/addpassword': to(WRITE_APPLICATIONS, addPassword),
  'POST applications/{}/removepassword': to(WRITE_APPLICATIONS, removePassword),
  'POST applications/{}/addkey': to(WRITE_APPLICATIONS, refuseKeyAction),
  'POST applications/{}/removekey': to(WRITE_APPLICATIONS, refuseKeyAction),
  'GET applications/{}/owners': to(READ_APPLICATIONS, listOwners),
  'POST applications/{}/owners/$ref': to(WRITE_APPLICATIONS, answerAddOwner),
  'DELETE applications/{}/owners/{}/$ref': to(WRITE_APPLICATIONS, removeOwner),
  'GET applications/{}/federatedidentitycredentials': to(READ_APPLICATIONS, listFederated),
  'POST applications/{}/federatedidentitycredentials': to(WRITE_APPLICATIONS, createFederated),
  'GET applications/{}/federatedidentitycredentials/{}': to(READ_APPLICATIONS, getFederated),
  'PATCH applications/{}/federatedidentitycredentials/{}': to(WRITE_APPLICATIONS, patchFederated),
  'DELETE applications/{}/federatedidentitycredentials/{}': to(WRITE_APPLICATIONS, deleteFederated),
  'GET applications/{}/appmanagementpolicies': to(READ_POLICIES, listAppManagementPoliciesOf),
  'GET directory/deleteditems/microsoft.graph.application': to(READ_APPLICATIONS, listDeletedApplications),
  'GET directory/deleteditems/microsoft.graph.serviceprincipal': to(
    READ_APPLICATIONS,
    listDeletedServicePrincipals,
  ),
  'GET directory/deleteditems/{}': to(READ_APPLICATIONS, getDeleted),
  'POST directory/deleteditems/{}/restore': to(WRITE_APPLICATIONS, restore),
  'DELETE directory/deleteditems/{}': to(WRITE_APPLICATIONS, purge),
  'GET serviceprincipals': to(READ_APPLICATIONS, listServicePrincipals),
  'POST serviceprincipals': to(WRITE_APPLICATIONS, answerCreateServicePrincipal),
  'GET serviceprincipals/{}': to(READ_APPLICATIONS, getServicePrincipal),
  'PATCH serviceprincipals/{}': to(WRITE_APPLICATIONS, patchServicePrincipal),
  'DELETE serviceprincipals/{}': to(WRITE_APPLICATIONS, deleteServicePrincipal),
  'GET serviceprincipals/{}/approleassignedto': to(READ_APPLICATIONS, listAssignedTo),
  'POST serviceprincipals/{}/approleassignedto': to(WRITE_ASSIGNMENTS, assignRole),
  'DELETE serviceprincipals/{}/approleassignedto/{}': to(WRITE_ASSIGNMENTS, removeAssignment),
  'GET serviceprincipals/{}/owners': to(READ_APPLICATIONS, listPrincipalOwners),
  'GET serviceprincipals/{}/approleassignments': to(READ_APPLICATIONS, listAssignments),
  'GET serviceprincipals/{}/oauth2permissiongrants': to(READ_GRANTS, listGrantsOf),
  'GET serviceprincipals/{}/transitivememberof/microsoft.graph.directoryrole': to(
    READ_APPLICATIONS,
    listRolesOfPrincipal,
  ),
  'GET oauth2permissiongrants': to(READ_GRANTS, listGrants),
  'POST oauth2permissiongrants': to(WRITE_GRANTS, createGrant),
  'GET oauth2permissiongrants/{}': to(READ_GRANTS, getGrant),
  'PATCH oauth2permissiongrants/{}': to(WRITE_GRANTS, patchGrant),
  'DELETE oauth2permissiongrants/{}': to(WRITE_GRANTS, deleteGrant),
  'GET rolemanagement/directory/roleassignments': to(READ_ROLE_ASSIGNMENTS, listRoleAssignments),
  'GET rolemanagement/directory/roleassignmentschedulerequests': to(READ_ROLE_SCHEDULES, listRoleSchedules),
  'GET policies/identitysecuritydefaultsenforcementpolicy': to(READ_POLICIES, getSecurityDefaults),
  'GET policies/defaultappmanagementpolicy': to(READ_POLICIES, getDefaultAppManagementPolicy),
  'GET policies/appmanagementpolicies': to(READ_POLICIES, listAppManagementPolicies),
  'GET policies/authorizationpolicy': to(READ_POLICIES, getAuthorizationPolicy),
  'GET identity/conditionalaccess/policies': to(READ_CONDITIONAL_ACCESS, listConditionalAccess),
  'GET auditlogs/signins': to(READ_AUDIT_LOG, listSignIns),
};
