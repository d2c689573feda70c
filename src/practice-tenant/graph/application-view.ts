import { isObject, type JsonObject } from '../json.ts';
import type { ApplicationRecord, AppRole, KeyRecord, PasswordRecord } from '../state.ts';

/** Properties an application shows that nothing here interprets, with the values of a fresh one (recording 01). */
export const APPLICATION_DEFAULTS: JsonObject = {
  applicationTemplateId: null,
  disabledByMicrosoftStatus: null,
  description: null,
  groupMembershipClaims: null,
  isDeviceOnlyAuthSupported: null,
  nativeAuthenticationApisEnabled: null,
  notes: null,
  serviceManagementReference: null,
  tokenEncryptionKeyId: null,
  samlMetadataUrl: null,
  defaultRedirectUri: null,
  certification: null,
  optionalClaims: null,
  servicePrincipalLockConfiguration: null,
  requestSignatureVerification: null,
  addIns: [],
  info: {
    logoUrl: null,
    marketingUrl: null,
    privacyStatementUrl: null,
    supportUrl: null,
    termsOfServiceUrl: null,
  },
  parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
  verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
};

export const passwordView = (password: PasswordRecord): JsonObject => ({
  customKeyIdentifier: null,
  displayName: password.displayName,
  endDateTime: password.endDateTime,
  hint: password.hint,
  keyId: password.keyId,
  secretText: null,
  startDateTime: password.startDateTime,
});

/** `key` is null in lists and plain reads; only `$select=keyCredentials` shows it (facts: graph.md §1.3). */
const keyView = (key: KeyRecord, shown: 'key' | 'no-key'): JsonObject => ({
  customKeyIdentifier: key.customKeyIdentifier,
  displayName: key.displayName,
  endDateTime: key.endDateTime,
  key: shown === 'key' ? key.key : null,
  keyId: key.keyId,
  startDateTime: key.startDateTime,
  type: 'AsymmetricX509Cert',
  usage: 'Verify',
});

export const appRoleView = (role: AppRole): JsonObject => ({ ...role, origin: 'Application' });

function optionalClaimView(claim: unknown): JsonObject {
  return { additionalProperties: [], source: null, ...(isObject(claim) ? claim : {}) };
}

function optionalClaimsView(claims: unknown): JsonObject | null {
  if (!isObject(claims)) return null;
  const lists = ['accessToken', 'idToken', 'saml2Token'].map((name) => {
    const list = claims[name];
    return [name, Array.isArray(list) ? list.map(optionalClaimView) : []] as const;
  });
  return Object.fromEntries(lists);
}

/** The order a view shows collections in: the 201 keeps the request's, reads have another (recordings 05 and 06). */
export type Order = 'as-written' | 'as-read';

export interface ApplicationLook {
  readonly order: Order;
  readonly keys: 'key' | 'no-key';
  readonly publisherDomain: string;
}

/** Creation time: fractional digits on the 201 only (recordings 01 and 03). */
const timeIn = (stamp: string, order: Order): string =>
  order === 'as-written' ? stamp : `${stamp.slice(0, 19)}Z`;

function settingsView(
  app: ApplicationRecord,
  inOrder: <Item>(items: readonly Item[]) => readonly Item[],
): JsonObject {
  const webUris = inOrder(app.web.redirectUris);
  return {
    api: {
      ...app.api,
      oauth2PermissionScopes: app.api.oauth2PermissionScopes.map((scope) => ({ ...scope })),
    },
    appRoles: inOrder(app.appRoles).map(appRoleView),
    publicClient: { redirectUris: inOrder(app.publicClient.redirectUris) },
    requiredResourceAccess: inOrder(app.requiredResourceAccess).map((resource) => ({ ...resource })),
    web: {
      ...app.web,
      redirectUris: webUris,
      redirectUriSettings: webUris.map((uri) => ({ uri, index: null })),
    },
    spa: { redirectUris: inOrder(app.spa.redirectUris) },
  };
}

/** An application as Graph shows it. */
export function applicationView(app: ApplicationRecord, look: ApplicationLook): JsonObject {
  const inOrder = <Item>(items: readonly Item[]): readonly Item[] =>
    look.order === 'as-read' ? items.toReversed() : items;
  return {
    id: app.id,
    deletedDateTime: app.deletedDateTime,
    appId: app.appId,
    createdDateTime: timeIn(app.createdDateTime, look.order),
    displayName: app.displayName,
    identifierUris: app.identifierUris,
    isFallbackPublicClient: app.isFallbackPublicClient,
    publisherDomain: look.publisherDomain,
    signInAudience: app.signInAudience,
    tags: app.tags,
    uniqueName: app.uniqueName,
    ...APPLICATION_DEFAULTS,
    ...app.other,
    optionalClaims: optionalClaimsView(app.other.optionalClaims),
    keyCredentials: app.keys.map((key) => keyView(key, look.keys)),
    passwordCredentials: app.passwords.map(passwordView),
    ...settingsView(app, inOrder),
  };
}
