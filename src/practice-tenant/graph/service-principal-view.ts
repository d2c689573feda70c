import type { JsonObject } from '../json.ts';
import type { Principal } from '../principals.ts';
import type { PracticeState } from '../state.ts';
import { MICROSOFT_TENANT_ID } from '../well-known.ts';
import { appRoleView } from './application-view.ts';

/** Properties of a service principal that nothing here interprets (recording 09). */
export const SERVICE_PRINCIPAL_DEFAULTS: JsonObject = {
  alternativeNames: [],
  applicationTemplateId: null,
  description: null,
  disabledByMicrosoftStatus: null,
  loginUrl: null,
  notes: null,
  notificationEmailAddresses: [],
  preferredSingleSignOnMode: null,
  preferredTokenSigningKeyThumbprint: null,
  tokenEncryptionKeyId: null,
  samlSingleSignOnSettings: null,
  addIns: [],
  info: {
    logoUrl: null,
    marketingUrl: null,
    privacyStatementUrl: null,
    supportUrl: null,
    termsOfServiceUrl: null,
  },
  keyCredentials: [],
  passwordCredentials: [],
  resourceSpecificApplicationPermissions: [],
  verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
};

/** What a service principal copies from its registration (facts: graph.md §1.8). */
function copied({
  application,
  appId,
  displayName,
  identifierUris,
  replyUrls,
  scopes,
  appRoles,
}: Principal): JsonObject {
  const description = application?.other.description;
  return {
    appDisplayName: displayName,
    appDescription: typeof description === 'string' ? description : null,
    displayName,
    homepage: application?.web.homePageUrl ?? null,
    logoutUrl: application?.web.logoutUrl ?? null,
    replyUrls,
    servicePrincipalNames: [appId, ...identifierUris],
    signInAudience: application?.signInAudience ?? 'AzureADMultipleOrgs',
    appRoles: appRoles.map(appRoleView),
    oauth2PermissionScopes: scopes.map((scope) => ({ ...scope })),
  };
}

/** A service principal as Graph shows it. */
export function servicePrincipalView(state: PracticeState, principal: Principal): JsonObject {
  const { record, application } = principal;
  return {
    id: record.id,
    deletedDateTime: record.deletedDateTime,
    accountEnabled: record.accountEnabled,
    appId: record.appId,
    appOwnerOrganizationId: application === null ? MICROSOFT_TENANT_ID : state.tenant.id,
    appRoleAssignmentRequired: record.appRoleAssignmentRequired,
    createdDateTime: record.createdDateTime,
    servicePrincipalType: 'Application',
    tags: record.tags,
    ...SERVICE_PRINCIPAL_DEFAULTS,
    ...copied(principal),
    ...record.other,
  };
}
