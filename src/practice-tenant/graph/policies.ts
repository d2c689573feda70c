import { MICROSOFT_GRAPH_APP_ID, nameBasedGuid } from '../../core/ids.ts';
import type { JsonObject } from '../json.ts';
import type {
  AppManagementPolicyRecord,
  CustomAppManagementPolicy,
  PasswordRestriction,
  UriRestriction,
} from '../state-settings.ts';
import { assertRole, CONDITIONAL_ACCESS_READERS, POLICY_READERS } from './access.ts';
import { applicationAt } from './applications-read.ts';
import { type Call, contextOf, refOf } from './call.ts';
import { page, single } from './query.ts';
import type { OperationReply } from './reply.ts';

const restrictionView = (restriction: PasswordRestriction): JsonObject => ({
  ...restriction,
  excludeActors: null,
});

const uriRestrictionView = (restriction: UriRestriction | null): JsonObject | null =>
  restriction && { ...restriction, excludeActors: null };

/** Null in a tenant that neither Microsoft nor anybody else has set them for (recording 50). */
function uriRestrictionsView(policy: AppManagementPolicyRecord): JsonObject | null {
  const { nonDefaultUriAddition, uriAdditionWithoutUniqueTenantIdentifier } = policy;
  if (nonDefaultUriAddition === null && uriAdditionWithoutUniqueTenantIdentifier === null) return null;
  return {
    nonDefaultUriAddition: uriRestrictionView(nonDefaultUriAddition),
    uriAdditionWithoutUniqueTenantIdentifier: uriRestrictionView(uriAdditionWithoutUniqueTenantIdentifier),
  };
}

export function getDefaultAppManagementPolicy(call: Call): OperationReply {
  assertRole(call, POLICY_READERS);
  const { appManagement } = call.directory.state.policies;
  const body = {
    '@odata.context': contextOf(call, 'policies/defaultAppManagementPolicy/$entity'),
    id: appManagement.id,
    deletedDateTime: null,
    displayName: 'Default app management tenant policy',
    description:
      'Default tenant policy that enforces app management restrictions on applications and service principals. To apply policy to targeted resources, create a new policy under appManagementPolicies collection.',
    isEnabled: appManagement.isEnabled,
    applicationRestrictions: {
      passwordCredentials: appManagement.passwordCredentials.map(restrictionView),
      keyCredentials: [],
      identifierUris: uriRestrictionsView(appManagement),
    },
    servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
  };
  return { status: 200, body };
}

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

interface AccessRule {
  readonly displayName: string;
  readonly conditions: JsonObject;
  readonly control: 'block' | 'mfa';
}

const EVERYBODY = { users: { includeUsers: ['All'] } };
const EVERYTHING = { ...EVERYBODY, applications: { includeApplications: ['All'] } };

const DEVICE_CODE_BLOCK: AccessRule = {
  displayName: 'Block device code flow',
  conditions: { ...EVERYTHING, authenticationFlows: { transferMethods: 'deviceCodeFlow' } },
  control: 'block',
};
const BROWSER_BLOCK: AccessRule = { displayName: 'Block browsers', conditions: EVERYTHING, control: 'block' };
const GRAPH_MFA: AccessRule = {
  displayName: 'MFA for Microsoft Graph',
  conditions: { ...EVERYBODY, applications: { includeApplications: [MICROSOFT_GRAPH_APP_ID] } },
  control: 'mfa',
};

/** The policies that cause what the tenant's behaviour says (facts: graph.md §4.4). */
function rulesOf({ directory }: Call): readonly AccessRule[] {
  const { deviceCode, browser, onBehalfOf } = directory.state.behaviour;
  return [
    ...(deviceCode === 'blocked' ? [DEVICE_CODE_BLOCK] : []),
    ...(browser === 'blocked' ? [BROWSER_BLOCK] : []),
    ...(onBehalfOf === 'interaction-required' ? [GRAPH_MFA] : []),
  ];
}

export function listConditionalAccess(call: Call): OperationReply {
  assertRole(call, CONDITIONAL_ACCESS_READERS);
  const view = ({ displayName, conditions, control }: AccessRule): JsonObject => ({
    id: nameBasedGuid(`policy:${displayName}`),
    displayName,
    createdDateTime: call.directory.state.tenant.createdDateTime,
    modifiedDateTime: null,
    state: 'enabled',
    conditions: { clientAppTypes: ['all'], ...conditions },
    grantControls: { operator: 'OR', builtInControls: [control] },
    sessionControls: null,
  });
  const listing = {
    context: 'identity/conditionalAccess/policies',
    type: 'conditionalAccessPolicy',
    units: 1,
  };
  return page(call, rulesOf(call), view, listing);
}
