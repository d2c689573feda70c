import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { Principal } from '../principals.ts';
import type { UserRecord } from '../state.ts';
import { MEMBER_ROLE_ID } from '../well-known.ts';
import { secondsNow, type TokenExchange } from './exchange.ts';
import { isGraph, type Wanted } from './scopes.ts';

export const ACCESS_TOKEN_SECONDS = 3599;

/** How the client proved itself: not at all, by secret, by certificate (claims `appidacr`, `azpacr`). */
export type ClientAuthLevel = '0' | '1' | '2';

export interface TokenSubject {
  readonly client: Principal;
  readonly proof: ClientAuthLevel;
}

/** What a token says about who uses it: a user with scopes, or the client itself with app roles. */
export type Subject =
  | { readonly kind: 'user'; readonly user: UserRecord; readonly scopes: readonly string[] }
  | { readonly kind: 'app'; readonly roles: readonly string[] };

type Claims = Readonly<Record<string, string | number | readonly string[]>>;

/** The same user has another `sub` at each application. */
const pairwise = (userId: string, appId: string): string =>
  createHash('sha256').update(`${userId}/${appId}`).digest('base64url');

function subjectClaims(subject: Subject, { client }: TokenSubject, resource: Principal): Claims {
  if (subject.kind === 'app') {
    return {
      idtyp: 'app',
      oid: client.id,
      sub: client.id,
      ...(subject.roles.length === 0 ? {} : { roles: subject.roles }),
    };
  }
  const { user, scopes } = subject;
  return {
    name: user.displayName,
    oid: user.id,
    sub: pairwise(user.id, resource.appId),
    scp: scopes.join(' '),
    ...(isGraph(resource) ? { idtyp: 'user', wids: [...user.roles, MEMBER_ROLE_ID] } : {}),
  };
}

function userNames(subject: Subject, version: 1 | 2): Claims {
  if (subject.kind === 'app') return {};
  const { userPrincipalName, givenName, surname } = subject.user;
  if (version === 2) return { preferred_username: userPrincipalName };
  return {
    upn: userPrincipalName,
    unique_name: userPrincipalName,
    given_name: givenName,
    family_name: surname,
  };
}

/**
 * `aud` of a v1 token is the identifier asked for, of a v2 token the app id (facts: graph.md §2). A URI registered
 * with upper-case letters keeps its own spelling: reported for a token whose version is not told (company-communicator#214
 * by graph.md §2), and in v2 tokens too, or the fault `wrong-audience` could be met only together with `v1-tokens`.
 */
function audienceOf({ resource, identifier }: Wanted, version: 1 | 2): string {
  const registered = resource.identifierUris.find((uri) => uri.toLowerCase() === identifier.toLowerCase());
  if (registered !== undefined && registered !== identifier) return registered;
  return version === 2 ? resource.appId : identifier;
}

/** The resource decides the token's shape; Microsoft Graph's is always v1 (facts: graph.md §2). */
const versionOf = ({ resource }: Wanted): 1 | 2 =>
  resource.application?.api.requestedAccessTokenVersion === 2 ? 2 : 1;

export function accessTokenClaims(
  exchange: TokenExchange,
  caller: TokenSubject,
  wanted: Wanted,
  subject: Subject,
): JWTPayload {
  const { state, outside } = exchange.directory;
  const version = versionOf(wanted);
  const { appId } = caller.client;
  const now = secondsNow(exchange);
  return {
    aud: audienceOf(wanted, version),
    iss:
      version === 2
        ? `https://${exchange.host}/${state.tenant.id}/v2.0`
        : `https://sts.windows.net/${state.tenant.id}/`,
    iat: now,
    nbf: now,
    exp: now + ACCESS_TOKEN_SECONDS,
    ...(version === 2
      ? { azp: appId, azpacr: caller.proof }
      : { acr: '1', app_displayname: caller.client.displayName, appid: appId, appidacr: caller.proof }),
    ...subjectClaims(subject, caller, wanted.resource),
    ...userNames(subject, version),
    tid: state.tenant.id,
    uti: outside.uuid().replaceAll('-', ''),
    ver: version === 2 ? '2.0' : '1.0',
  };
}

export function idTokenClaims(
  exchange: TokenExchange,
  client: Principal,
  user: UserRecord,
  nonce: string | null,
): JWTPayload {
  const { tenant } = exchange.directory.state;
  const now = secondsNow(exchange);
  return {
    aud: client.appId,
    iss: `https://${exchange.host}/${tenant.id}/v2.0`,
    iat: now,
    nbf: now,
    exp: now + ACCESS_TOKEN_SECONDS,
    name: user.displayName,
    oid: user.id,
    preferred_username: user.userPrincipalName,
    sub: pairwise(user.id, client.appId),
    tid: tenant.id,
    ver: '2.0',
    ...(nonce === null ? {} : { nonce }),
  };
}
