import { type AppId, MICROSOFT_GRAPH_APP_ID } from '../ids.ts';
import { union } from '../sets.ts';
import type {
  Application,
  Platform,
  PreAuthorizedClient,
  PublishedScope,
  RequiredResource,
} from '../tenant.ts';
import type { AppIdOf, NamedScope, NewScope, ResourceWord } from './vocabulary.ts';

/** The members of a registration that a PATCH writes. Collections are complete: Graph replaces them (facts: graph.md §1.6). */
export interface RegistrationEdit
  extends Partial<
    Pick<
      Application,
      | 'signInAudience'
      | 'isFallbackPublicClient'
      | 'identifierUris'
      | 'tokenVersion'
      | 'scopes'
      | 'preAuthorizedClients'
      | 'requiredResources'
    >
  > {
  /** The complete lists of the platforms that change. */
  readonly redirectUris?: Readonly<Partial<Record<Platform, readonly string[]>>>;
}

/** The registration after an edit. */
export function applyEdit(before: Application, { redirectUris, ...members }: RegistrationEdit): Application {
  return { ...before, ...members, redirectUris: { ...before.redirectUris, ...redirectUris } };
}

/** The edit as the body of its PATCH. `unsent` keeps a member that is not sent here from compiling. */
export function editBody(edit: RegistrationEdit): object {
  const { signInAudience, isFallbackPublicClient, redirectUris = {}, identifierUris, ...others } = edit;
  const { tokenVersion, scopes, preAuthorizedClients, requiredResources, ...unsent } = others;
  const api = {
    ...(tokenVersion !== undefined && { requestedAccessTokenVersion: tokenVersion }),
    ...(scopes && { oauth2PermissionScopes: scopes.map(scopeBody) }),
    ...(preAuthorizedClients && { preAuthorizedApplications: preAuthorizedClients.map(preAuthorizedBody) }),
  };
  return {
    ...(unsent satisfies Readonly<Record<string, never>>),
    ...(signInAudience !== undefined && { signInAudience }),
    ...(isFallbackPublicClient !== undefined && { isFallbackPublicClient }),
    // The URIs alone: `web.redirectUriSettings` sent back after a read is refused (facts: graph.md §1.6).
    ...Object.fromEntries(
      Object.entries(redirectUris).map(([platform, uris]) => [platform, { redirectUris: uris }]),
    ),
    ...(identifierUris && { identifierUris }),
    ...(Object.keys(api).length > 0 && { api }),
    ...(requiredResources && { requiredResourceAccess: requiredResources.map(requiredResourceBody) }),
  };
}

/** A scope as Graph takes it. `origin` is read-only and left out; absent texts stay null. */
function scopeBody(scope: PublishedScope): object {
  return {
    id: scope.id,
    value: scope.value || null,
    type: scope.type,
    isEnabled: scope.isEnabled,
    adminConsentDisplayName: scope.adminConsentDisplayName || null,
    adminConsentDescription: scope.adminConsentDescription || null,
    userConsentDisplayName: scope.userConsentDisplayName || null,
    userConsentDescription: scope.userConsentDescription || null,
  };
}

function preAuthorizedBody({ appId, scopeIds }: PreAuthorizedClient): object {
  return { appId, delegatedPermissionIds: scopeIds };
}

function requiredResourceBody({ resourceAppId, scopeIds, roleIds }: RequiredResource): object {
  return {
    resourceAppId,
    resourceAccess: [
      ...scopeIds.map((id) => ({ id, type: 'Scope' })),
      ...roleIds.map((id) => ({ id, type: 'Role' })),
    ],
  };
}

/** A new scope as the guide has it: enabled, and open to consent by users. */
export function publishedScope(scope: NewScope): PublishedScope {
  return { ...scope, type: 'User', isEnabled: true };
}

/** The scopes of the registration, with some members of the one of that name changed. */
export function withScope(
  { scopes }: Pick<Application, 'scopes'>,
  value: string,
  change: Partial<PublishedScope>,
): readonly PublishedScope[] {
  return scopes.map((scope) => (scope.value === value ? { ...scope, ...change } : scope));
}

/** The requested permissions of an app with these added; those on other APIs, and app roles, stay. */
export function withPermissions(
  { requiredResources }: Pick<Application, 'requiredResources'>,
  resourceAppId: AppId,
  scopes: readonly NamedScope[],
): readonly RequiredResource[] {
  const listed = requiredResources.find((one) => one.resourceAppId === resourceAppId);
  const scopeIds = union(
    listed?.scopeIds ?? [],
    scopes.map(({ id }) => id),
  );
  return [
    ...requiredResources.filter((one) => one !== listed),
    { resourceAppId, scopeIds, roleIds: listed?.roleIds ?? [] },
  ];
}

export function resourceAppIdOf(resource: ResourceWord, appIdOf: AppIdOf): AppId {
  return resource === 'microsoft-graph' ? MICROSOFT_GRAPH_APP_ID : appIdOf('server');
}
