import {
  READ_APPLICATIONS,
  READ_GRANTS,
  READ_ME,
  READ_POLICIES,
  READ_SITES,
  WRITE_APPLICATIONS,
  WRITE_GRANTS,
} from '../../../src/practice-tenant/graph/access.ts';
import { type Routes, routeTo } from '../../../src/practice-tenant/graph/routes.ts';
import { READ_DOMAINS, READ_ROLE_ASSIGNMENTS, READ_ROLE_SCHEDULES, WRITE_ASSIGNMENTS } from './access.ts';
import { assignRole, removeAssignment } from './assignments.ts';
import { deleteFederated, getFederated, patchFederated } from './federated.ts';
import { deleteGrant, getGrant, listGrantsOf } from './grants.ts';
import { deleteServicePrincipal, getDeleted, refuseKeyAction } from './objects.ts';
import { listDomains, searchSites } from './places.ts';
import {
  getAuthorizationPolicy,
  getSecurityDefaults,
  listAppManagementPolicies,
  listAppManagementPoliciesOf,
} from './policies.ts';
import {
  listMyMemberships,
  listMyRoles,
  listRoleAssignments,
  listRoleSchedules,
  listRolesOfPrincipal,
} from './roles.ts';

/**
 * What other programs ask Graph for and our commands never do: portals, scripts, and the programs whose exchanges were
 * recorded. Plugged into the practice tenant by tests.
 */
export const OTHER_PROGRAMS: Routes = {
  'GET domains': routeTo(READ_DOMAINS, listDomains),
  'GET me/transitivememberof': routeTo(READ_ME, listMyMemberships),
  'GET me/memberof': routeTo(READ_ME, listMyMemberships),
  'GET me/transitivememberof/microsoft.graph.directoryrole': routeTo(READ_ME, listMyRoles),
  'GET me/memberof/microsoft.graph.directoryrole': routeTo(READ_ME, listMyRoles),
  'GET sites': routeTo(READ_SITES, searchSites),
  'POST applications/{}/addkey': routeTo(WRITE_APPLICATIONS, refuseKeyAction),
  'POST applications/{}/removekey': routeTo(WRITE_APPLICATIONS, refuseKeyAction),
  'GET applications/{}/federatedidentitycredentials/{}': routeTo(READ_APPLICATIONS, getFederated),
  'PATCH applications/{}/federatedidentitycredentials/{}': routeTo(WRITE_APPLICATIONS, patchFederated),
  'DELETE applications/{}/federatedidentitycredentials/{}': routeTo(WRITE_APPLICATIONS, deleteFederated),
  'GET applications/{}/appmanagementpolicies': routeTo(READ_POLICIES, listAppManagementPoliciesOf),
  'GET directory/deleteditems/{}': routeTo(READ_APPLICATIONS, getDeleted),
  'DELETE serviceprincipals/{}': routeTo(WRITE_APPLICATIONS, deleteServicePrincipal),
  'POST serviceprincipals/{}/approleassignedto': routeTo(WRITE_ASSIGNMENTS, assignRole),
  'DELETE serviceprincipals/{}/approleassignedto/{}': routeTo(WRITE_ASSIGNMENTS, removeAssignment),
  'GET serviceprincipals/{}/oauth2permissiongrants': routeTo(READ_GRANTS, listGrantsOf),
  'GET serviceprincipals/{}/transitivememberof/microsoft.graph.directoryrole': routeTo(
    READ_APPLICATIONS,
    listRolesOfPrincipal,
  ),
  'GET oauth2permissiongrants/{}': routeTo(READ_GRANTS, getGrant),
  'DELETE oauth2permissiongrants/{}': routeTo(WRITE_GRANTS, deleteGrant),
  'GET rolemanagement/directory/roleassignments': routeTo(READ_ROLE_ASSIGNMENTS, listRoleAssignments),
  'GET rolemanagement/directory/roleassignmentschedulerequests': routeTo(
    READ_ROLE_SCHEDULES,
    listRoleSchedules,
  ),
  'GET policies/identitysecuritydefaultsenforcementpolicy': routeTo(READ_POLICIES, getSecurityDefaults),
  'GET policies/appmanagementpolicies': routeTo(READ_POLICIES, listAppManagementPolicies),
  'GET policies/authorizationpolicy': routeTo(READ_POLICIES, getAuthorizationPolicy),
};
