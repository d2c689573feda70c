import { find, peek } from './directory.ts';
import type { Directory } from './replicas.ts';
import type {
  ApplicationRecord,
  AppRole,
  PermissionScope,
  PracticeState,
  ServicePrincipalRecord,
} from './state.ts';
import { FIRST_PARTY_APPS } from './well-known.ts';

/** An application as this tenant sees it: its service principal, with what that copies from the registration. */
export interface Principal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly record: ServicePrincipalRecord;
  /** Null for Microsoft's own applications, which are registered elsewhere. */
  readonly application: ApplicationRecord | null;
  readonly identifierUris: readonly string[];
  readonly replyUrls: readonly string[];
  readonly scopes: readonly PermissionScope[];
  readonly appRoles: readonly AppRole[];
}

/** All redirect URIs of a registration, of any platform. */
export const registeredRedirectUris = (application: ApplicationRecord): readonly string[] => [
  ...application.web.redirectUris,
  ...application.spa.redirectUris,
  ...application.publicClient.redirectUris,
];

export function tokenPrincipal(
  record: ServicePrincipalRecord,
  application: ApplicationRecord | null,
): Principal | null {
  const { id, appId } = record;
  if (application !== null) {
    const { displayName, identifierUris, api, appRoles } = application;
    const replyUrls = registeredRedirectUris(application);
    const scopes = api.oauth2PermissionScopes;
    return { id, appId, displayName, record, application, identifierUris, replyUrls, scopes, appRoles };
  }
  const own = FIRST_PARTY_APPS.get(appId);
  if (own === undefined) return null;
  const { displayName, identifierUris, replyUrls, scopes, appRoles } = own;
  return { id, appId, displayName, record, application, identifierUris, replyUrls, scopes, appRoles };
}

/** The principal of an app id as a replica shows it, or null when it has no service principal here. */
export function principalByAppId(directory: Directory, appId: string): Principal | null {
  const record = find(directory, 'servicePrincipals', 'appId', appId);
  return record === null ? null : tokenPrincipal(record, find(directory, 'applications', 'appId', appId));
}

/** The principal with this object id, in the true copy. */
export function peekPrincipal(state: PracticeState, id: string): Principal | null {
  const record = peek(state, 'servicePrincipals', 'id', id);
  return record === null ? null : tokenPrincipal(record, peek(state, 'applications', 'appId', record.appId));
}

/** The principal that answers to a resource name: its app id or one of its identifier URIs, any case. */
export function principalByResourceName(directory: Directory, name: string): Principal | null {
  const wanted = name.toLowerCase();
  const byAppId = principalByAppId(directory, wanted);
  if (byAppId !== null) return byAppId;
  const named = directory.state.applications.find((application) =>
    application.identifierUris.some((uri) => uri.toLowerCase() === wanted),
  );
  const own = [...FIRST_PARTY_APPS.values()].find((app) => app.identifierUris.includes(wanted));
  const appId = named?.appId ?? own?.appId;
  const principal = appId === undefined ? null : principalByAppId(directory, appId);
  return principal?.identifierUris.some((uri) => uri.toLowerCase() === wanted) === true ? principal : null;
}
