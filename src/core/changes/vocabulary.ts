import type { WantedScope } from '../blueprint.ts';
import type { AppId, AppWord, ScopeId } from '../ids.ts';
import type { Platform } from '../tenant.ts';

/** The API that a permission belongs to. */
export type ResourceWord = 'server-api' | 'microsoft-graph';

/** Gives the app id of one of the two apps, a placeholder while it does not exist. */
export type AppIdOf = (app: AppWord) => AppId;

/** A delegated permission by id and name. */
export interface NamedScope {
  readonly id: ScopeId;
  readonly value: string;
}

/** A scope that is to be published under an id. */
export type NewScope = WantedScope & { readonly id: ScopeId };

/** The settings that the request which creates an application can carry, which saves a request for each. */
export interface ApplicationDraft {
  readonly displayName: string;
  readonly uniqueName: string;
  readonly isFallbackPublicClient: boolean;
  readonly redirectUris: { readonly platform: Platform; readonly uris: readonly string[] };
  readonly tokenVersion: 2 | null;
  readonly scopes: readonly NewScope[];
  readonly requiredPermissions: readonly {
    readonly resource: ResourceWord;
    readonly scopes: readonly NamedScope[];
  }[];
}
