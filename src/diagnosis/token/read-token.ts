import { GRAPH_APP_ID } from '../evidence/facets.ts';
import type { TokenFacts } from './token-facts.ts';

/** Longer than any token Entra issues; a paste beyond that is not one. */
const LONGEST = 100_000;
const TOKEN_CHARACTERS = /[A-Za-z0-9_.-]+/g;
/** Header, payload, signature; encrypted tokens have five parts. */
const SIGNED_PARTS = 3;
const ENCRYPTED_PARTS = 5;
const GRAPH_AUDIENCE =
  /^https:\/\/(?:graph\.microsoft\.(?:com|us)|dod-graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn)\/?$/i;

const UNREADABLE: TokenFacts = {
  format: 'opaque',
  kind: 'unknown',
  version: null,
  forGraph: false,
  audience: [],
  issuer: null,
  tenantId: null,
  clientAppId: null,
  scopes: [],
  roles: [],
  issuedAt: null,
  notBefore: null,
  expiresAt: null,
};

type Claims = Readonly<Record<string, unknown>>;

/**
 * The claims of a pasted token. Its signature is not checked: what is read here explains, and decides nothing about
 * access.
 */
export function readToken(text: string): TokenFacts {
  const joined = text
    .slice(0, LONGEST)
    .replace(/Bearer\s+/gi, ':')
    .replace(/[\s"']+/g, '');
  const candidates = (joined.match(TOKEN_CHARACTERS) ?? []).map((one) => one.split('.'));
  if (candidates.some(({ length }) => length === ENCRYPTED_PARTS))
    return { ...UNREADABLE, format: 'encrypted' };
  const signed = candidates.find(({ length }) => length === SIGNED_PARTS) ?? [];
  const claims = claimsOf(signed[1] ?? '');
  return claims === null ? UNREADABLE : factsOf(claims);
}

function claimsOf(payload: string): Claims | null {
  try {
    const claims: unknown = JSON.parse(utf8(payload));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? { ...claims } : null;
  } catch {
    return null;
  }
}

function utf8(base64url: string): string {
  return new TextDecoder().decode(
    Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0)),
  );
}

function factsOf(claims: Claims): TokenFacts {
  const audience = listOf(claims.aud);
  return {
    format: 'jwt',
    kind: kindOf(claims),
    version: claims.ver === '1.0' ? 1 : claims.ver === '2.0' ? 2 : null,
    forGraph: audience.some((one) => one === GRAPH_APP_ID || GRAPH_AUDIENCE.test(one)),
    audience,
    issuer: textOf(claims.iss),
    tenantId: textOf(claims.tid),
    clientAppId: textOf(claims.azp) ?? textOf(claims.appid),
    scopes: (textOf(claims.scp) ?? '').split(' ').filter((scope) => scope !== ''),
    roles: listOf(claims.roles),
    issuedAt: secondsOf(claims.iat),
    notBefore: secondsOf(claims.nbf),
    expiresAt: secondsOf(claims.exp),
  };
}

/** Only access tokens name scopes; only those of apps say so or have the app itself as subject. */
function kindOf(claims: Claims): TokenFacts['kind'] {
  if (typeof claims.scp === 'string') return 'access';
  if (claims.idtyp === 'app') return 'app-only';
  const hasCaller = 'appid' in claims || 'azp' in claims;
  if (hasCaller && (Array.isArray(claims.roles) || (claims.oid !== undefined && claims.oid === claims.sub)))
    return 'app-only';
  return 'nonce' in claims || !hasCaller ? 'id' : 'unknown';
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function listOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one): one is string => typeof one === 'string');
}

/** What a date can hold (ECMA-262 §21.4.1.1); a token may say anything. */
const LAST_SECOND = 8.64e12;

function secondsOf(value: unknown): number | null {
  return typeof value === 'number' && Math.abs(value) <= LAST_SECOND ? value : null;
}
