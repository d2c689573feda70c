import { MICROSOFT_GRAPH_APP_ID, nameBasedGuid } from '../../core/ids.ts';
import type { JsonObject } from '../json.ts';
import type { AppManagementPolicyRecord, PasswordRestriction, UriRestriction } from '../state-settings.ts';
import { assertRole, CONDITIONAL_ACCESS_READERS, POLICY_READERS } from './access.ts';
import { type Call, contextOf } from './call.ts';
import { page } from './query.ts';
import type { OperationReply } from './reply.ts';

export const restrictionView = (restriction: PasswordRestriction): JsonObject => ({
  ...restriction,
  excludeActors: null,
});

const uriRestrictionView = (restriction: UriRestriction | null): JsonObject | null =>
  restriction && { ...restriction, excludeActors: null };

/** The URI restrictions as Graph shows them; null where they were never set (recording 50). */
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

/** The Conditional Access policies that fit the tenant's behaviour (facts: graph.md §4.4). */
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
