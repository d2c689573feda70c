import type { WantedScope } from '../blueprint.ts';
import type { AppId, AppWord, ScopeId } from '../ids.ts';
import type { Platform } from '../tenant.ts';

/** What an app asks permissions of. */
export type ResourceWord = 'server-api' | 'microsoft-graph';

/** The app id of one of the two apps; the placeholder where it does not exist yet. */
export type AppIdOf = (app: AppWord) => AppId;

/** A delegated permission by id and name. */
export interface NamedScope {
  readonly id: ScopeId;
  readonly value: string;
}

/** A scope that is to be published under an id. */
export type NewScope = WantedScope & { readonly id: ScopeId };

/** All that Graph accepts when an application is created, so that one request does what seven would. */
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
