import type { Facet, Platform } from './tenant.ts';

/** A credential without its value. Federated ones have neither key id nor dates. */
export interface ShownCredential {
  readonly kind: 'secret' | 'certificate' | 'federated';
  readonly displayName: string;
  readonly keyId: string | null;
  readonly startDateTime: string | null;
  readonly endDateTime: string | null;
  /** Whether the blueprint records it or names it. Absent in results of versions before 1.1, like every optional member here. */
  readonly isKept?: boolean;
  /** Who is known to use it; empty where no file beside the blueprint tells. */
  readonly readBy?: readonly CredentialReader[];
}

/** Where the value of a credential is stored, which server presents it, or which issuer's tokens are accepted in its place. */
export interface CredentialReader {
  readonly kind: 'file' | 'key-vault' | 'server' | 'issuer';
  /** A path, an address, or issuer and subject. */
  readonly where: string;
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
  /** The one user, by sign-in name where it is readable, else by object id; null for everybody. */
  readonly principal?: string | null;
  /** Always null: Graph v1.0 keeps no date of a delegated grant. The audit log has it. */
  readonly since?: null;
}

/** An application permission that was granted: the app acts as itself. */
export interface ShownRole {
  readonly resource: string;
  readonly permission: string;
  /** ISO 8601. */
  readonly since: string | null;
}

/** What a permission allows, in the words of the API that publishes it. */
export interface PermissionWords {
  readonly resource: string;
  readonly permission: string;
  readonly kind: 'delegated' | 'application';
  readonly says: string;
}

/** An app registration as it is, with its service principal, grants, credentials and owners. */
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
  /** Application permissions granted; null where they could not be read. */
  readonly roles?: readonly ShownRole[] | null;
  readonly credentials: readonly ShownCredential[];
  readonly owners: readonly string[];
}

/** What `show` shows; null for an app that is not registered or could not be read. */
export interface Registrations {
  readonly serverApi: ShownRegistration | null;
  readonly clientApp: ShownRegistration | null;
  readonly permissionWords?: readonly PermissionWords[];
  /** Facets that could not be read, with the reason and the permission that would show them. */
  readonly unreadable: readonly {
    readonly facet: Facet;
    readonly detail: string;
    readonly permission: string | null;
  }[];
}

/** The file that the tenant was compared with or read from, down to its bytes and commit. */
export interface Source {
  readonly kind: 'blueprint' | 'snapshot';
  readonly file: string;
  /** Hexadecimal SHA-256 of the file's bytes. */
  readonly sha256: string;
  /** The commit that is checked out where the file lies, and whether the file is the one in it; null outside of git. */
  readonly commit: {
    readonly id: string;
    readonly file: 'committed' | 'modified' | 'untracked';
  } | null;
  /** Of a snapshot: when and by which version it was taken. */
  readonly takenAt?: string;
  readonly takenBy?: string;
}
