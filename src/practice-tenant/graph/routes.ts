import {
  type Access,
  CREATE_APPLICATIONS,
  READ_APPLICATIONS,
  READ_AUDIT_LOG,
  READ_CONDITIONAL_ACCESS,
  READ_DRIVES,
  READ_FILES,
  READ_GRANTS,
  READ_ME,
  READ_ORGANIZATION,
  READ_POLICIES,
  READ_SITES,
  READ_USERS,
  WRITE_APPLICATIONS,
  WRITE_GRANTS,
} from './access.ts';
import { listAssignedTo, listAssignments } from './app-role-assignments.ts';
import { answerCreateApplication } from './applications-create.ts';
import { getApplication, listApplications } from './applications-read.ts';
import { answerDeleteApplication, patchApplication } from './applications-write.ts';
import type { Call } from './call.ts';
import { listDeletedApplications, listDeletedServicePrincipals, purge, restore } from './deleted-items.ts';
import { createFederated, listFederated } from './federated.ts';
import { getDrive, getRootSite, listFiles } from './files.ts';
import { createGrant, listGrants, patchGrant } from './grants.ts';
import { listOrganization } from './organization.ts';
import { answerAddOwner, listOwners, listPrincipalOwners, removeOwner } from './owners.ts';
import { addPassword, removePassword } from './passwords.ts';
import { getDriveOf, getMe, getUser, listMembershipsOf } from './people.ts';
import { getDefaultAppManagementPolicy, listConditionalAccess } from './policies.ts';
import type { OperationReply } from './reply.ts';
import {
  answerCreateServicePrincipal,
  getServicePrincipal,
  listServicePrincipals,
  patchServicePrincipal,
} from './service-principals.ts';
import { listSignIns } from './sign-ins.ts';

export interface Route {
  readonly access: Access;
  readonly answer: (call: Call) => OperationReply;
}

/** Operations by method and path in lower case; `{}` stands for an object's id or alternate key. */
export type Routes = Readonly<Record<string, Route>>;

export const routeTo = (access: Access, answer: (call: Call) => OperationReply): Route => ({
  access,
  answer,
});

/** The operations that our own commands send, which are all that practice needs. */
export const ROUTES: Routes = {
  'GET organization': routeTo(READ_ORGANIZATION, listOrganization),
  'GET me': routeTo(READ_ME, getMe),
  'GET me/drive': routeTo(READ_FILES, getDrive),
  'GET me/drive/root/children': routeTo(READ_FILES, listFiles),
  'GET sites/root': routeTo(READ_SITES, getRootSite),
  'GET users/{}': routeTo(READ_USERS, getUser),
  'GET users/{}/memberof': routeTo({ ...READ_ME, scopes: READ_ME.scopes.slice(1) }, listMembershipsOf),
  'GET users/{}/drive': routeTo(READ_DRIVES, getDriveOf),
  'GET applications': routeTo(READ_APPLICATIONS, listApplications),
  'POST applications': routeTo(CREATE_APPLICATIONS, answerCreateApplication),
  'GET applications/{}': routeTo(READ_APPLICATIONS, getApplication),
  'PATCH applications/{}': routeTo(WRITE_APPLICATIONS, patchApplication),
  'DELETE applications/{}': routeTo(WRITE_APPLICATIONS, answerDeleteApplication),
  'POST applications/{}/addpassword': routeTo(WRITE_APPLICATIONS, addPassword),
  'POST applications/{}/removepassword': routeTo(WRITE_APPLICATIONS, removePassword),
  'GET applications/{}/owners': routeTo(READ_APPLICATIONS, listOwners),
  'POST applications/{}/owners/$ref': routeTo(WRITE_APPLICATIONS, answerAddOwner),
  'DELETE applications/{}/owners/{}/$ref': routeTo(WRITE_APPLICATIONS, removeOwner),
  'GET applications/{}/federatedidentitycredentials': routeTo(READ_APPLICATIONS, listFederated),
  'POST applications/{}/federatedidentitycredentials': routeTo(WRITE_APPLICATIONS, createFederated),
  'GET directory/deleteditems/microsoft.graph.application': routeTo(
    READ_APPLICATIONS,
    listDeletedApplications,
  ),
  'GET directory/deleteditems/microsoft.graph.serviceprincipal': routeTo(
    READ_APPLICATIONS,
    listDeletedServicePrincipals,
  ),
  'POST directory/deleteditems/{}/restore': routeTo(WRITE_APPLICATIONS, restore),
  'DELETE directory/deleteditems/{}': routeTo(WRITE_APPLICATIONS, purge),
  'GET serviceprincipals': routeTo(READ_APPLICATIONS, listServicePrincipals),
  'POST serviceprincipals': routeTo(WRITE_APPLICATIONS, answerCreateServicePrincipal),
  'GET serviceprincipals/{}': routeTo(READ_APPLICATIONS, getServicePrincipal),
  'PATCH serviceprincipals/{}': routeTo(WRITE_APPLICATIONS, patchServicePrincipal),
  'GET serviceprincipals/{}/approleassignedto': routeTo(READ_APPLICATIONS, listAssignedTo),
  'GET serviceprincipals/{}/owners': routeTo(READ_APPLICATIONS, listPrincipalOwners),
  'GET serviceprincipals/{}/approleassignments': routeTo(READ_APPLICATIONS, listAssignments),
  'GET oauth2permissiongrants': routeTo(READ_GRANTS, listGrants),
  'POST oauth2permissiongrants': routeTo(WRITE_GRANTS, createGrant),
  'PATCH oauth2permissiongrants/{}': routeTo(WRITE_GRANTS, patchGrant),
  'GET policies/defaultappmanagementpolicy': routeTo(READ_POLICIES, getDefaultAppManagementPolicy),
  'GET identity/conditionalaccess/policies': routeTo(READ_CONDITIONAL_ACCESS, listConditionalAccess),
  'GET auditlogs/signins': routeTo(READ_AUDIT_LOG, listSignIns),
};
