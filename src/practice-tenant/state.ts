import type { JsonObject } from './json.ts';
import type { PracticeBehaviour, PracticePolicies, SigningKey } from './state-settings.ts';

export interface PermissionScope {
  readonly id: string;
  readonly value: string | null;
  readonly type: 'User' | 'Admin';
  readonly isEnabled: boolean;
  readonly adminConsentDisplayName: string | null;
  readonly adminConsentDescription: string | null;
  readonly userConsentDisplayName: string | null;
  readonly userConsentDescription: string | null;
}

export interface AppRole {
  readonly id: string;
  readonly value: string | null;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly isEnabled: boolean;
  readonly allowedMemberTypes: readonly string[];
}

/** A password credential as stored: the value itself is never kept, only what verifies it. */
export interface PasswordRecord {
  readonly keyId: string;
  readonly displayName: string | null;
  readonly hint: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
  readonly salt: string;
  readonly hash: string;
}

export interface KeyRecord {
  readonly keyId: string;
  readonly displayName: string;
  /** SHA-1 thumbprint, 40 upper-case hexadecimal digits (recording 05). */
  readonly customKeyIdentifier: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
  /** DER of the certificate, base64. */
  readonly key: string;
}

export interface FederatedRecord {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly description: string | null;
}

export interface ApiSettings {
  readonly acceptMappedClaims: boolean | null;
  readonly knownClientApplications: readonly string[];
  readonly requestedAccessTokenVersion: number | null;
  readonly oauth2PermissionScopes: readonly PermissionScope[];
  readonly preAuthorizedApplications: readonly {
    readonly appId: string;
    readonly delegatedPermissionIds: readonly string[];
  }[];
}

export interface WebSettings {
  readonly homePageUrl: string | null;
  readonly logoutUrl: string | null;
  readonly redirectUris: readonly string[];
  readonly implicitGrantSettings: JsonObject;
}

export interface RequiredResourceRecord {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: 'Scope' | 'Role' }[];
}

/** An app registration. Property names are those of Graph; what Graph never shows stands apart at the end. */
export interface ApplicationRecord {
  readonly id: string;
  readonly appId: string;
  readonly uniqueName: string | null;
  readonly createdDateTime: string;
  readonly deletedDateTime: string | null;
  readonly displayName: string;
  readonly signInAudience: string;
  readonly identifierUris: readonly string[];
  readonly isFallbackPublicClient: boolean | null;
  readonly tags: readonly string[];
  readonly api: ApiSettings;
  readonly web: WebSettings;
  readonly publicClient: { readonly redirectUris: readonly string[] };
  readonly spa: { readonly redirectUris: readonly string[] };
  readonly requiredResourceAccess: readonly RequiredResourceRecord[];
  readonly appRoles: readonly AppRole[];
  /** Properties nothing here interprets (`notes`, `info`, `optionalClaims` and the like). */
  readonly other: JsonObject;
  readonly passwords: readonly PasswordRecord[];
  readonly keys: readonly KeyRecord[];
  readonly federated: readonly FederatedRecord[];
  readonly owners: readonly string[];
}

export interface ServicePrincipalRecord {
  readonly id: string;
  readonly appId: string;
  readonly createdDateTime: string;
  readonly deletedDateTime: string | null;
  readonly accountEnabled: boolean;
  readonly appRoleAssignmentRequired: boolean;
  readonly tags: readonly string[];
  readonly other: JsonObject;
  /** Owners of the service principal, apart from those of its registration; none where absent. */
  readonly owners?: readonly string[];
}

export interface GrantRecord {
  readonly id: string;
  readonly clientId: string;
  readonly consentType: 'AllPrincipals' | 'Principal';
  readonly principalId: string | null;
  readonly resourceId: string;
  readonly scope: string;
}

export interface AppRoleAssignmentRecord {
  readonly id: string;
  readonly appRoleId: string;
  readonly createdDateTime: string;
  readonly principalId: string;
  readonly resourceId: string;
}

export interface UserRecord {
  readonly id: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly userPrincipalName: string;
  readonly jobTitle: string;
  /** Template ids of the directory roles this user holds, tenant-wide. */
  readonly roles: readonly string[];
  readonly files: readonly string[];
  /** This and the members below are absent for an enabled member with a licence who is in no group. */
  readonly accountEnabled?: boolean;
  readonly userType?: 'Member' | 'Guest';
  readonly hasLicence?: boolean;
  /** False until somebody with a licence opens OneDrive for the first time. */
  readonly hasDrive?: boolean;
  readonly groups?: readonly { readonly id: string; readonly displayName: string }[];
}

export interface SignInRecord {
  readonly id: string;
  readonly correlationId: string;
  readonly createdDateTime: string;
  readonly appId: string;
  readonly appDisplayName: string;
  readonly resourceId: string;
  readonly resourceDisplayName: string;
  readonly userId: string;
  readonly errorCode: number;
  readonly failureReason: string;
  readonly interaction: 'interactive' | 'non-interactive';
}

/** What the directory holds by collection; the name is the property of the state. */
export interface Collections {
  readonly applications: ApplicationRecord;
  readonly deletedApplications: ApplicationRecord;
  readonly servicePrincipals: ServicePrincipalRecord;
  readonly deletedServicePrincipals: ServicePrincipalRecord;
  readonly grants: GrantRecord;
  readonly appRoleAssignments: AppRoleAssignmentRecord;
}
export type CollectionName = keyof Collections;
export type CollectionArrays = { -readonly [Name in CollectionName]: readonly Collections[Name][] };

/** A write that some replicas have not seen yet. */
export interface LagRecord {
  readonly collection: CollectionName;
  readonly id: string;
  readonly until: number;
  readonly before: Collections[CollectionName] | null;
  /** Answers given since the write; every second one comes from a replica that lacks it. */
  answers: number;
}

/** One value that breaking a fault replaced: its path, the value before, and the value now. */
export interface FaultEdit {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

export interface BrokenFault {
  readonly id: string;
  readonly edits: readonly FaultEdit[];
}

/** The whole practice tenant as plain JSON, which the opened tenant changes in place. */
export interface PracticeState extends CollectionArrays {
  readonly formatVersion: 1;
  /** Raised with every change, so that indexes know when they are out of date. */
  revision: number;
  readonly tenant: {
    readonly id: string;
    readonly displayName: string;
    readonly initialDomain: string;
    readonly verifiedDomain: string;
    readonly createdDateTime: string;
  };
  readonly users: readonly UserRecord[];
  /** User principal name of the account that completes sign-ins. */
  signedInUser: string;
  readonly policies: PracticePolicies;
  readonly behaviour: PracticeBehaviour;
  lags: readonly LagRecord[];
  signIns: readonly SignInRecord[];
  /** Polls seen per device code, by the code's id. */
  readonly deviceCodePolls: Record<string, number>;
  redeemedCodes: readonly string[];
  readonly throttle: { requests: number; refusals: number };
  faults: readonly BrokenFault[];
  signingKey: SigningKey | null;
}
