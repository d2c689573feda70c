import type { JsonObject } from './json.ts';

/** How the tenant behaves apart from what it holds; the defaults are those of a healthy tenant. */
export interface PracticeBehaviour {
  deviceCode: 'allowed' | 'blocked' | 'blocked-on-page' | 'declined';
  /** Seconds between polls. Entra says 5 (recording 30); 1 keeps a rehearsal short. */
  deviceCodeInterval: number;
  /** Seconds that a device code is valid; absent for as many as with Entra (recording 30). */
  deviceCodeLifetime?: number | undefined;
  browser: 'allowed' | 'blocked';
  onBehalfOf: 'allowed' | 'interaction-required';
  replication: 'immediate' | 'slow';
  throttling: 'none' | 'frequent';
  signInLog: 'licensed' | 'unlicensed';
  directoryReads: 'allowed' | 'forbidden';
  /** Creating an application by PATCH on its unique name. */
  upsert: 'allowed' | 'refused';
  // How the practice MCP server fails; absent in tenants that were saved before there was one.
  endpointChallenge?: 'missing';
  endpointMetadata?: 'missing';
  endpointResource?: 'other' | 'slash';
  endpointIssuer?: 'common';
  endpointScopes?: 'bare';
  endpointTokens?: 'unchecked';
}

export interface PasswordRestriction {
  readonly restrictionType: 'passwordAddition' | 'passwordLifetime';
  readonly state: 'enabled' | 'disabled';
  readonly maxLifetime: string | null;
  readonly restrictForAppsCreatedAfterDateTime: string | null;
}

export interface UriRestriction {
  readonly state: 'enabled' | 'disabled';
  readonly excludeAppsReceivingV2Tokens: boolean;
  readonly excludeSaml: boolean;
  readonly isStateSetByMicrosoft: boolean;
  readonly restrictForAppsCreatedAfterDateTime: string | null;
}

/** The tenant-wide app management policy, by the names of Graph's tenantAppManagementPolicy. */
export interface AppManagementPolicyRecord {
  readonly id: string;
  readonly isEnabled: boolean;
  readonly passwordCredentials: readonly PasswordRestriction[];
  /** Null where it was never set (recording 50). It applies by its own state, whatever `isEnabled` says. */
  readonly nonDefaultUriAddition: UriRestriction | null;
  readonly uriAdditionWithoutUniqueTenantIdentifier: UriRestriction | null;
}

/** A policy of its own for some applications, in place of the tenant-wide one. */
export interface CustomAppManagementPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly isEnabled: boolean;
  readonly passwordCredentials: readonly PasswordRestriction[];
  /** Object ids of the applications it is assigned to. */
  readonly appliesTo: readonly string[];
}

export interface PracticePolicies {
  appManagement: AppManagementPolicyRecord;
  customAppManagement: readonly CustomAppManagementPolicy[];
  allowedToCreateApps: boolean;
}

/** The key that signs this tenant's tokens, as JWK. It protects nothing: the tenant does not exist. */
export interface SigningKey {
  readonly kid: string;
  readonly privateJwk: JsonObject;
  readonly publicJwk: JsonObject;
}
