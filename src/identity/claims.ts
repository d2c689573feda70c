import { decodeJwt } from 'jose';
import { asId, DIRECTORY_ROLES, type TenantId } from '../core/ids.ts';

/** The claims of a token, read without checking its signature: a hint for people, never a proof. */
export interface TokenClaims {
  readonly audience: string | null;
  readonly issuer: string | null;
  readonly tenantId: TenantId | null;
  readonly objectId: string | null;
  /** `azp` of a v2 token, `appid` of a v1 token: the client it was issued to. */
  readonly clientId: string | null;
  readonly version: string | null;
  readonly scopes: readonly string[];
  readonly appRoles: readonly string[];
  /** Display names of the directory roles in `wids`, as far as they matter here. */
  readonly directoryRoles: readonly string[];
  readonly userName: string | null;
  readonly applicationName: string | null;
  /** True for a token without a user in it. */
  readonly isAppOnly: boolean;
  /** ISO 8601. */
  readonly notBefore: string | null;
  readonly expiresAt: string | null;
  /** Every claim as sent. */
  readonly all: Readonly<Record<string, unknown>>;
}

/** The claims of a JWT, or null when `token` is none. */
export function readClaims(token: string): TokenClaims | null {
  const all = decodeClaims(token.trim());
  return all === null ? null : claimsOf(all);
}

/** Every claim of a compact JWT as sent, or null when it is none. The one place where a token is decoded. */
export function decodeClaims(compact: string): Readonly<Record<string, unknown>> | null {
  try {
    return decodeJwt(compact);
  } catch {
    return null;
  }
}

function claimsOf(all: Readonly<Record<string, unknown>>): TokenClaims {
  const tenantId = text(all.tid);
  return {
    audience: text(all.aud),
    issuer: text(all.iss),
    tenantId: tenantId === null ? null : asId<TenantId>(tenantId),
    objectId: text(all.oid),
    clientId: text(all.azp) ?? text(all.appid),
    version: text(all.ver),
    scopes: words(text(all.scp)),
    appRoles: texts(all.roles),
    directoryRoles: texts(all.wids).flatMap((id) => DIRECTORY_ROLES[id.toLowerCase()] ?? []),
    userName: text(all.upn) ?? text(all.preferred_username) ?? text(all.unique_name),
    applicationName: text(all.app_displayname),
    isAppOnly: isAppOnly(all),
    notBefore: time(all.nbf),
    expiresAt: time(all.exp),
    all,
  };
}

/** `idtyp` is optional in tokens for custom APIs; without it, a token that has neither `scp` nor a user is app-only. */
function isAppOnly(all: Readonly<Record<string, unknown>>): boolean {
  if (all.idtyp !== undefined) return all.idtyp === 'app';
  return all.scp === undefined && all.upn === undefined && all.preferred_username === undefined;
}

function text(claim: unknown): string | null {
  return typeof claim === 'string' && claim !== '' ? claim : null;
}

function texts(claim: unknown): readonly string[] {
  return Array.isArray(claim) ? claim.filter((entry): entry is string => typeof entry === 'string') : [];
}

function words(claim: string | null): readonly string[] {
  return claim === null ? [] : claim.split(/\s+/).filter((word) => word !== '');
}

/** JWT times are seconds since 1970; beyond the year 275760 a Date has no ISO form. */
function time(claim: unknown): string | null {
  if (typeof claim !== 'number') return null;
  const date = new Date(claim * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
