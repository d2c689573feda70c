import type { CertificateFacts, WantedScope } from './blueprint.ts';
import type { AppWord, ScopeId } from './ids.ts';
import type { Platform } from './tenant.ts';

/** What an app asks permissions of. */
export type ResourceWord = 'server-api' | 'microsoft-graph';

/** A delegated permission by id and name. */
export interface NamedScope {
  readonly id: ScopeId;
  readonly value: string;
}

/** All that Graph accepts when an application is created, so that one request does what seven would. */
export interface ApplicationDraft {
  readonly displayName: string;
  readonly uniqueName: string;
  readonly isFallbackPublicClient: boolean;
  readonly redirectUris: { readonly platform: Platform; readonly uris: readonly string[] };
  readonly tokenVersion: 2 | null;
  readonly scopes: readonly (WantedScope & { readonly id: ScopeId })[];
  readonly requiredPermissions: readonly {
    readonly resource: ResourceWord;
    readonly scopes: readonly NamedScope[];
  }[];
}

/**
 * An intention as data. It names its app by word, never by an object id that may not exist yet; `graph/perform`
 * turns each kind into requests, `simulate` into the tenant that follows.
 */
export type Change =
  | { readonly kind: 'create-application'; readonly app: AppWord; readonly draft: ApplicationDraft }
  | { readonly kind: 'create-service-principal'; readonly app: AppWord }
  | { readonly kind: 'enable-service-principal'; readonly app: AppWord }
  | {
      readonly kind: 'set-sign-in-audience';
      readonly app: AppWord;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: 'set-fallback-public-client';
      readonly app: AppWord;
      readonly from: boolean | null;
      readonly to: boolean;
    }
  | {
      readonly kind: 'add-redirect-uris';
      readonly app: AppWord;
      readonly platform: Platform;
      readonly uris: readonly string[];
    }
  | {
      readonly kind: 'move-redirect-uris';
      readonly app: AppWord;
      readonly from: Platform;
      readonly to: Platform;
      readonly uris: readonly string[];
    }
  | {
      readonly kind: 'add-identifier-uri';
      readonly app: 'server';
      readonly uri: string;
      readonly replaces: readonly string[];
    }
  | {
      readonly kind: 'add-scope';
      readonly app: 'server';
      readonly scope: WantedScope & { readonly id: ScopeId };
    }
  | { readonly kind: 'enable-scope'; readonly app: 'server'; readonly value: string }
  | {
      readonly kind: 'set-scope-consent';
      readonly app: 'server';
      /** The scope as it is named now; `scope` says how all of it must be, the name included. */
      readonly value: string;
      readonly scope: WantedScope;
      /** The fields that differ, as they are now. */
      readonly from: Readonly<Partial<Record<keyof WantedScope | 'type', string | null>>>;
    }
  | {
      readonly kind: 'set-token-version';
      readonly app: 'server';
      readonly from: number | null;
      readonly to: 2;
    }
  | {
      readonly kind: 'add-permissions';
      readonly app: AppWord;
      readonly resource: ResourceWord;
      readonly scopes: readonly NamedScope[];
    }
  | {
      readonly kind: 'add-secret';
      readonly app: 'server';
      readonly displayName: string;
      /** ISO 8601, always sent: an empty body means two years, which trips lifetime policies (facts: graph.md §1.7). */
      readonly endDateTime: string;
      /** The lifetime that was asked for, in months, when policy made it shorter. */
      readonly cappedFromMonths: number | null;
    }
  | {
      readonly kind: 'add-certificate';
      readonly app: 'server';
      /** Null in a plan made before the certificate was created. */
      readonly certificate: CertificateFacts | null;
    }
  | {
      readonly kind: 'add-federated-credential';
      readonly app: 'server';
      readonly name: string;
      readonly issuer: string;
      readonly subject: string;
      readonly audience: string;
    }
  | {
      readonly kind: 'grant-consent';
      readonly app: AppWord;
      readonly resource: ResourceWord;
      /** Scopes of the tenant-wide grant before, empty when there is none. */
      readonly before: readonly string[];
      /** Scopes to add; those before stay. */
      readonly scopes: readonly string[];
    }
  | { readonly kind: 'add-owner'; readonly app: AppWord };

export type ChangeKind = Change['kind'];
