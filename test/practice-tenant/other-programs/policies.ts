import { assertRole, POLICY_READERS } from '../../../src/practice-tenant/graph/access.ts';
import { applicationAt } from '../../../src/practice-tenant/graph/applications-read.ts';
import { type Call, refOf } from '../../../src/practice-tenant/graph/call.ts';
import { restrictionView } from '../../../src/practice-tenant/graph/policies.ts';
import { page, single } from '../../../src/practice-tenant/graph/query.ts';
import type { OperationReply } from '../../../src/practice-tenant/graph/reply.ts';
import type { JsonObject } from '../../../src/practice-tenant/json.ts';
import type { CustomAppManagementPolicy } from '../../../src/practice-tenant/state-settings.ts';

const customView = ({
  id,
  displayName,
  isEnabled,
  passwordCredentials,
}: CustomAppManagementPolicy): JsonObject => ({
  id,
  deletedDateTime: null,
  displayName,
  description: null,
  isEnabled,
  restrictions: { passwordCredentials: passwordCredentials.map(restrictionView), keyCredentials: [] },
});

const CUSTOM = { context: 'policies/appManagementPolicies', type: 'appManagementPolicy', units: 1 };

export function listAppManagementPolicies(call: Call): OperationReply {
  assertRole(call, POLICY_READERS);
  return page(call, call.directory.state.policies.customAppManagement, customView, CUSTOM);
}

export function listAppManagementPoliciesOf(call: Call): OperationReply {
  assertRole(call, POLICY_READERS);
  const { id } = applicationAt(call, refOf(call));
  const own = call.directory.state.policies.customAppManagement.filter(({ appliesTo }) =>
    appliesTo.includes(id),
  );
  return page(call, own, customView, CUSTOM);
}

export function getAuthorizationPolicy(call: Call): OperationReply {
  const body = {
    id: 'authorizationPolicy',
    deletedDateTime: null,
    displayName: 'Authorization Policy',
    description: 'Used to manage authorization related settings across the company.',
    allowInvitesFrom: 'everyone',
    allowedToSignUpEmailBasedSubscriptions: true,
    allowedToUseSSPR: true,
    allowEmailVerifiedUsersToJoinOrganization: false,
    allowUserConsentForRiskyApps: null,
    blockMsolPowerShell: false,
    guestUserRoleId: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
    defaultUserRolePermissions: {
      allowedToCreateApps: call.directory.state.policies.allowedToCreateApps,
      allowedToCreateSecurityGroups: true,
      allowedToCreateTenants: true,
      allowedToReadBitlockerKeysForOwnedDevice: true,
      allowedToReadOtherUsers: true,
      permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy'],
    },
  };
  return single(call, body, { context: 'policies/authorizationPolicy', type: 'authorizationPolicy' });
}

export const getSecurityDefaults = (call: Call): OperationReply =>
  single(
    call,
    {
      id: '00000000-0000-0000-0000-000000000005',
      displayName: 'Security Defaults',
      description:
        'Security defaults is a set of basic identity security mechanisms recommended by Microsoft.',
      isEnabled: false,
    },
    { context: 'policies/identitySecurityDefaultsEnforcementPolicy', type: 'policyBase' },
  );
