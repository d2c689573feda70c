import type { Endpoint } from './endpoint.ts';
import type {
  AppId,
  ApplicationObjectId,
  AppWord,
  KeyId,
  ScopeId,
  ServicePrincipalId,
  TenantId,
} from './ids.ts';

/** What was read, or why it could not be. "Could not look" is never "fine". */
export type Reading<Value> =
  | { readonly state: 'read'; readonly value: Value }
  | {
      readonly state: 'unreadable';
      readonly because: 'forbidden' | 'unlicensed' | 'failed';
      /** One sentence for people, with the service's own code. */
      readonly detail: string;
      /** The delegated permission that would show it, when one is known. */
      readonly permission: string | null;
    };

/** A facet that no request was made for. Compared by identity, which tells it from one that the service refused. */
export const UNREAD: Extract<Reading<never>, { readonly state: 'unreadable' }> = {
  state: 'unreadable',
  because: 'failed',
  detail: 'It was not read.',
  permission: null,
};

export type Platform = 'publicClient' | 'web' | 'spa';
export const PLATFORMS: readonly Platform[] = ['publicClient', 'web', 'spa'];

export interface PublishedScope {
  readonly id: ScopeId;
  readonly value: string;
  readonly type: 'User' | 'Admin';
  readonly isEnabled: boolean;
  readonly adminConsentDisplayName: string;
  readonly adminConsentDescription: string;
  readonly userConsentDisplayName: string;
  readonly userConsentDescription: string;
}

export interface PasswordCredential {
  readonly keyId: KeyId;
  readonly displayName: string | null;
  /** The first three characters of its value. */
  readonly hint: string | null;
  readonly startDateTime: string | null;
  readonly endDateTime: string;
}

export interface KeyCredential {
  readonly keyId: KeyId;
  readonly displayName: string | null;
  /** SHA-1 thumbprint, upper-case hexadecimal; null when Graph shows none. */
  readonly thumbprint: string | null;
  /** As Graph shows it: the certificates that stay are sent back with a new one. */
  readonly customKeyIdentifier: string | null;
  readonly startDateTime: string | null;
  readonly endDateTime: string;
  /** `AsymmetricX509Cert` and `Verify` for a certificate that an app signs in with; null where they were not read. */
  readonly type: string | null;
  readonly usage: string | null;
}

export interface FederatedCredential {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

/** The permissions that an app requests on one API: an element of Graph's `requiredResourceAccess`. */
export interface RequiredResource {
  readonly resourceAppId: AppId;
  readonly scopeIds: readonly ScopeId[];
  /** App roles (application permissions). Never wanted, but written back so that a change of scopes does not lose them. */
  readonly roleIds: readonly string[];
}

/** A client that gets tokens for these scopes of an API without anybody's consent. */
export interface PreAuthorizedClient {
  readonly appId: AppId;
  readonly scopeIds: readonly ScopeId[];
}

/** An app registration. Collections are sets: Graph reorders them between reads. */
export interface Application {
  readonly objectId: ApplicationObjectId;
  readonly appId: AppId;
  readonly displayName: string;
  readonly uniqueName: string | null;
  readonly createdDateTime: string | null;
  readonly signInAudience: string;
  readonly isFallbackPublicClient: boolean | null;
  readonly redirectUris: Readonly<Record<Platform, readonly string[]>>;
  readonly identifierUris: readonly string[];
  readonly tokenVersion: number | null;
  readonly scopes: readonly PublishedScope[];
  readonly preAuthorizedClients: readonly PreAuthorizedClient[];
  readonly requiredResources: readonly RequiredResource[];
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly keyCredentials: readonly KeyCredential[];
  readonly tags: readonly string[];
}

/** The members of a new registration that were not set when it was created. */
export const BLANK_REGISTRATION: Omit<Application, 'objectId' | 'appId' | 'displayName' | 'uniqueName'> = {
  createdDateTime: null,
  signInAudience: '',
  isFallbackPublicClient: null,
  redirectUris: { publicClient: [], web: [], spa: [] },
  identifierUris: [],
  tokenVersion: null,
  scopes: [],
  preAuthorizedClients: [],
  requiredResources: [],
  passwordCredentials: [],
  keyCredentials: [],
  tags: [],
};

export interface ServicePrincipal {
  readonly objectId: ServicePrincipalId;
  readonly appId: AppId;
  readonly accountEnabled: boolean;
  readonly assignmentRequired: boolean;
}

/** Microsoft Graph's own service principal in this tenant: where permission ids are looked up. */
export interface GraphPrincipal {
  readonly objectId: ServicePrincipalId;
  readonly scopes: readonly {
    readonly id: ScopeId;
    readonly value: string;
    readonly type: 'User' | 'Admin';
  }[];
}

export interface Grant {
  readonly id: string;
  readonly clientId: ServicePrincipalId;
  readonly resourceId: ServicePrincipalId;
  readonly consentType: 'AllPrincipals' | 'Principal';
  readonly principalId: string | null;
  readonly scopes: readonly string[];
}

export interface Owner {
  readonly objectId: string;
  readonly displayName: string | null;
  readonly userPrincipalName: string | null;
}

/** How an owner is named to people: sign-in name, else display name, else object id. */
export function ownerName({ userPrincipalName, displayName, objectId }: Owner): string {
  return userPrincipalName ?? displayName ?? objectId;
}

export interface Organization {
  readonly tenantId: TenantId;
  readonly displayName: string;
  readonly verifiedDomains: readonly string[];
  readonly initialDomain: string | null;
}

/** The restrictions of the tenant's app management policy that apply to an app created now. Lifetimes are days; null: no limit. */
export interface AppManagementPolicy {
  readonly secretsForbidden: boolean;
  readonly maxSecretDays: number | null;
  readonly maxCertificateDays: number | null;
  /** `api://{appId}` and `api://{tenantId}/{appId}` only, unless the app receives v2 tokens. */
  readonly onlyDefaultIdentifierUris: boolean;
  /** New Application ID URIs must hold the tenant's id, the app's id or a verified domain, also where v2 tokens are received. */
  readonly onlyUniqueIdentifierUris: boolean;
}

/** Another app of the same display name. */
export interface Namesake {
  readonly appId: AppId;
  readonly displayName: string;
  readonly createdDateTime: string | null;
  readonly uniqueName: string | null;
}

/** Who is assigned to a service principal; asked only where assignment is required. */
export interface Assignments {
  /** True when at least one user or group is assigned. */
  readonly any: boolean;
}

/** An application permission that an app holds: with it the app acts as itself, without a user. */
export interface GrantedRole {
  readonly appRoleId: string;
  /** As the API that publishes it calls it; null where that could not be read. */
  readonly permission: string | null;
  /** Object id of that API's service principal. */
  readonly resourceId: string;
  /** Its display name; null where Graph shows none. */
  readonly resource: string | null;
  /** When it was granted; delegated grants have no such date in Graph v1.0. */
  readonly createdDateTime: string | null;
}

/** A permission as the API that publishes it calls it. */
export interface NamedPermission {
  readonly id: string;
  readonly value: string;
  /** What it allows, in the words of the API. */
  readonly displayName: string | null;
}

/** An API that one of the apps asks for or is granted, with those of its permissions that matter here. */
export interface NamedResource {
  readonly objectId: string;
  readonly appId: string;
  readonly displayName: string;
  readonly scopes: readonly NamedPermission[];
  readonly roles: readonly NamedPermission[];
}

/** Names for the ids in grants, which only `show` reads. */
export interface GrantedAccess {
  readonly resources: readonly NamedResource[];
  /** The users of grants for a single user. */
  readonly people: readonly Owner[];
  /** The lists of grants that were read in part, since they are too long. */
  readonly cut: readonly ('clientGrants' | 'serverGrants')[];
}

/** Every facet a check may read, by name. */
export interface Facets {
  readonly organization: Organization;
  readonly clientApplication: Application | null;
  readonly clientPrincipal: ServicePrincipal | null;
  readonly clientOwners: readonly Owner[];
  readonly clientGrants: readonly Grant[];
  /** Application permissions that the app holds on others. */
  readonly clientRoles: readonly GrantedRole[];
  /** Who is assigned to the app. */
  readonly clientAssignments: Assignments;
  readonly clientNamesakes: readonly Namesake[];
  readonly serverApplication: Application | null;
  readonly serverPrincipal: ServicePrincipal | null;
  readonly serverOwners: readonly Owner[];
  readonly serverGrants: readonly Grant[];
  readonly serverRoles: readonly GrantedRole[];
  readonly serverAssignments: Assignments;
  readonly serverNamesakes: readonly Namesake[];
  readonly clientFederatedCredentials: readonly FederatedCredential[];
  readonly serverFederatedCredentials: readonly FederatedCredential[];
  readonly graphPrincipal: GraphPrincipal | null;
  readonly appManagementPolicy: AppManagementPolicy;
  /** What the MCP server's address answers; read only on request, and from there instead of from the tenant. */
  readonly endpoint: Endpoint;
  /** Read by `show` alone, for no check. */
  readonly access: GrantedAccess;
}

export type Facet = keyof Facets;

type Optional = 'endpoint' | 'access';

/** The tenant as far as it was read: what every check judges, and what a snapshot file holds. */
export type Tenant = { readonly [Name in Exclude<Facet, Optional>]: Reading<Facets[Name]> } & {
  readonly [Name in Optional]?: Reading<Facets[Name]>;
};

export function read<Value>(value: Value): Reading<Value> {
  return { state: 'read', value };
}

/** The value of a facet, or null where it could not be read. */
export function facetOf<Name extends Facet>(tenant: Partial<Tenant>, facet: Name): Facets[Name] | null {
  const reading = tenant[facet] as Reading<Facets[Name]> | undefined;
  return reading?.state === 'read' ? reading.value : null;
}

/** The registrations by app; null for one that is not there, or could not be read. */
export function registrationsIn(tenant: Partial<Tenant>): Readonly<Record<AppWord, Application | null>> {
  return {
    client: facetOf(tenant, 'clientApplication'),
    server: facetOf(tenant, 'serverApplication'),
  };
}
