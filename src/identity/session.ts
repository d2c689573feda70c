import type { Cloud } from '../core/cloud.ts';
import { isGuid, type TenantId } from '../core/ids.ts';
import { SetupError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import type { AuthMethod } from './auth-method.ts';
import { readClaims, type TokenClaims } from './claims.ts';

/** The signed-in account, by the claims of its token for Microsoft Graph. */
export interface SessionClaims {
  readonly tenantId: TenantId;
  readonly objectId: string | null;
  /** User principal name; for an app its name, else its id. */
  readonly principal: string;
  readonly kind: 'user' | 'servicePrincipal';
  /** Delegated permissions by name. */
  readonly scopes: readonly string[];
  /** Directory roles by name, as far as they matter here. */
  readonly roles: readonly string[];
  /** Application permissions by name. */
  readonly appRoles: readonly string[];
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** A signed-in operator. Tokens are kept in memory only. */
export interface Session {
  readonly method: AuthMethod;
  readonly cloud: Cloud;
  readonly claims: SessionClaims;
  /** A token for Microsoft Graph; another one where the current one is about to expire or was `refused`. */
  token(options?: { readonly refused: string }): Promise<string>;
  /** A token for another resource, such as Key Vault, requested at each call. `scopes` have the prefix of their API. */
  tokenFor(scopes: readonly string[]): Promise<string>;
}

/** A token as the SDK's credentials give it; the expiry is in milliseconds since 1970. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresOnTimestamp: number;
}

const RENEW_BEFORE_END_MS = 5 * 60_000;

/**
 * Opens a session. `request` gives a token for these scopes, without any for Microsoft Graph; it is called once now and
 * whenever a token has to be renewed. Throws `NOT_SIGNED_IN` where the token names no tenant.
 */
export async function openSession(
  identity: { readonly method: AuthMethod; readonly cloud: Cloud },
  request: (scopes?: readonly string[]) => Promise<IssuedToken>,
  clock: Clock,
): Promise<Session> {
  let held = hold(await request(), clock);
  let renewal: Promise<string> | null = null;
  const renew = async () => {
    try {
      held = hold(await request(), clock);
      return held.token;
    } finally {
      renewal = null;
    }
  };
  const claims = sessionClaims(held);
  const token = async (options?: { readonly refused: string }) => {
    const isRefused = options !== undefined && options.refused === held.token;
    if (!isRefused && clock.now().getTime() < held.renewAt) return held.token;
    renewal ??= renew();
    return renewal;
  };
  const tokenFor = async (scopes: readonly string[]) => (await request(scopes)).token;
  return { ...identity, claims, token, tokenFor };
}

interface HeldToken extends IssuedToken {
  readonly renewAt: number;
}

/** Tokens are renewed five minutes before their end, short-lived ones at half their life. */
function hold(issued: IssuedToken, clock: Clock): HeldToken {
  const life = issued.expiresOnTimestamp - clock.now().getTime();
  const margin = Math.min(RENEW_BEFORE_END_MS, Math.max(0, life / 2));
  return { ...issued, renewAt: issued.expiresOnTimestamp - margin };
}

function sessionClaims(issued: IssuedToken): SessionClaims {
  const claims = readClaims(issued.token);
  if (claims === null || claims.tenantId === null) {
    throw new SetupError(
      'NOT_SIGNED_IN',
      'The token names no tenant, so nothing can be done safely with it.',
      {
        advice: ['Sign in with another method: --auth device-code, browser or azure-cli.'],
      },
    );
  }
  return {
    tenantId: claims.tenantId,
    objectId: claims.objectId,
    principal: principalOf(claims),
    kind: claims.isAppOnly ? 'servicePrincipal' : 'user',
    scopes: claims.scopes,
    roles: claims.directoryRoles,
    appRoles: claims.appRoles,
    expiresAt: new Date(issued.expiresOnTimestamp).toISOString(),
  };
}

function principalOf(claims: TokenClaims): string {
  const ofUser = claims.isAppOnly ? null : claims.userName;
  return ofUser ?? claims.applicationName ?? claims.clientId ?? claims.objectId ?? 'unknown';
}

/** The ids and names of the tenant that was signed in to. */
export interface KnownTenant {
  readonly tenantId: string;
  readonly verifiedDomains: readonly string[];
}

/** Whether `asked`, a tenant id or a domain, is that tenant. */
export function tenantMatches(asked: string, known: KnownTenant): boolean {
  const wanted = asked.trim().toLowerCase();
  if (isGuid(wanted)) return wanted === known.tenantId.toLowerCase();
  return known.verifiedDomains.some((domain) => domain.toLowerCase() === wanted);
}

/**
 * Throws `WRONG_TENANT` for a session of another tenant than `asked`. A domain takes a request, by `resolve`; where the
 * organization was read, `tenantMatches` tells without one.
 */
export async function assertTenant(
  session: Session,
  asked: string,
  resolve: (domain: string) => Promise<TenantId>,
): Promise<void> {
  const wanted = isGuid(asked) ? asked : await resolve(asked);
  if (wanted.toLowerCase() !== session.claims.tenantId.toLowerCase())
    throw wrongTenant(session, asked, wanted);
}

/** The error for a session of another tenant; `wanted` is the id of the tenant that was asked for, where it is known. */
export function wrongTenant(session: Session, asked: string, wanted: string | null): SetupError {
  const { tenantId, principal } = session.claims;
  const name = wanted === null || wanted === asked ? asked : `${asked} (${wanted})`;
  return new SetupError(
    'WRONG_TENANT',
    `Signed in to tenant ${tenantId} as ${principal}, but asked for ${name}.`,
    {
      advice: [
        `To work in ${asked}: sign in with an account of that tenant.`,
        `To work in ${tenantId}: --tenant ${tenantId}.`,
      ],
    },
  );
}
