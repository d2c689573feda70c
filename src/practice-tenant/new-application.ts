import type { PracticeOutside } from './outside.ts';
import type { ApplicationRecord, ServicePrincipalRecord } from './state.ts';

/** Seconds precision, as directory reads show times. */
export const stampOf = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** Seven fractional digits, as the answer to a create shows them (recording 05). */
const longStampOf = (at: Date): string => at.toISOString().replace('Z', '6398Z');

const freshSettings = {
  api: {
    acceptMappedClaims: null,
    knownClientApplications: [],
    requestedAccessTokenVersion: null,
    oauth2PermissionScopes: [],
    preAuthorizedApplications: [],
  },
  web: {
    homePageUrl: null,
    logoutUrl: null,
    redirectUris: [],
    implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
  },
  publicClient: { redirectUris: [] },
  spa: { redirectUris: [] },
} as const satisfies Partial<ApplicationRecord>;

/** An application with the values of a fresh one (recording 01), nameless and without owner. */
export function newApplication(outside: PracticeOutside): ApplicationRecord {
  return {
    id: outside.uuid(),
    appId: outside.uuid(),
    uniqueName: null,
    createdDateTime: longStampOf(outside.now()),
    deletedDateTime: null,
    displayName: '',
    signInAudience: 'AzureADMyOrg',
    identifierUris: [],
    isFallbackPublicClient: null,
    tags: [],
    ...freshSettings,
    requiredResourceAccess: [],
    appRoles: [],
    other: {},
    passwords: [],
    keys: [],
    federated: [],
    owners: [],
  };
}

export const newServicePrincipal = (outside: PracticeOutside, appId: string): ServicePrincipalRecord => ({
  id: outside.uuid(),
  appId,
  createdDateTime: stampOf(outside.now()),
  deletedDateTime: null,
  accountEnabled: true,
  appRoleAssignmentRequired: false,
  tags: [],
  other: {},
});
