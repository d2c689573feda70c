import type { Facet, Platform } from './tenant.ts';

/** A credential as far as anybody may see it: never its value. Federated ones do not end. */
export interface ShownCredential {
  readonly kind: 'secret' | 'certificate' | 'federated';
  readonly displayName: string;
  readonly keyId: string | null;
  readonly startDateTime: string | null;
  readonly endDateTime: string | null;
}

/** Permissions that an app asks for on one resource, by name where the name is known. */
export interface ShownPermissions {
  readonly resource: string;
  readonly delegated: readonly string[];
  readonly application: readonly string[];
}

export interface ShownGrant {
  readonly resource: string;
  readonly for: 'everybody' | 'one user';
  readonly scopes: readonly string[];
}

/** An app registration as it is, with what hangs on it. */
export interface ShownRegistration {
  readonly displayName: string;
  readonly appId: string;
  readonly objectId: string;
  readonly createdDateTime: string | null;
  readonly uniqueName: string | null;
  readonly signInAudience: string;
  readonly allowPublicClientFlows: boolean | null;
  readonly redirectUris: Readonly<Record<Platform, readonly string[]>>;
  readonly identifierUris: readonly string[];
  readonly tokenVersion: number | null;
  readonly scopes: readonly {
    readonly value: string;
    readonly enabled: boolean;
    readonly consentBy: 'User' | 'Admin';
  }[];
  /** App ids of clients that get tokens for this API without anybody's consent. */
  readonly preAuthorizedClients?: readonly string[];
  readonly permissions: readonly ShownPermissions[];
  readonly servicePrincipal: {
    readonly objectId: string;
    readonly accountEnabled: boolean;
    readonly assignmentRequired: boolean;
  } | null;
  readonly grants: readonly ShownGrant[];
  readonly credentials: readonly ShownCredential[];
  readonly owners: readonly string[];
}

/** What `show` shows; null for an app that is not registered or could not be read. */
export interface Registrations {
  readonly serverApi: ShownRegistration | null;
  readonly clientApp: ShownRegistration | null;
  /** Facets that could not be read, with the reason and the permission that would show them. */
  readonly unreadable: readonly {
    readonly facet: Facet;
    readonly detail: string;
    readonly permission: string | null;
  }[];
}
