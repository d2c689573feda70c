import { isMicrosoftGraph } from '../../core/cloud.ts';

/** The decoded claims of a token. */
export type Claims = Readonly<Record<string, unknown>>;

/** What the claims of a pasted token say. Nothing of it is verified. */
export interface TokenFacts {
  /** `encrypted` and `opaque` tokens can be read only by their recipient. */
  readonly format: 'jwt' | 'encrypted' | 'opaque';
  /** `foreign` was made by another server than Entra, such as the OAuth proxy of a gateway. */
  readonly kind: 'access' | 'id' | 'app-only' | 'foreign' | 'unknown';
  /** From `ver`; the form of issuer and audience depends on it. */
  readonly version: 1 | 2 | null;
  readonly forGraph: boolean;
  readonly audience: readonly string[];
  readonly issuer: string | null;
  readonly tenantId: string | null;
  /** The client the token was issued to: `azp` (v2) or `appid` (v1). */
  readonly clientAppId: string | null;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** Seconds since 1970. */
  readonly issuedAt: number | null;
  readonly notBefore: number | null;
  readonly expiresAt: number | null;
}

const ENTRA_ISSUER =
  /^https:\/\/(?:login\.microsoftonline\.(?:com|us)|login\.partner\.microsoftonline\.cn|sts\.windows\.net|sts\.chinacloudapi\.cn|[\w-]+\.(?:b2clogin|ciamlogin)\.com)(?:\/|$)/i;

/** Whether the issuer is one of Entra's: of its clouds, of v1 tokens, of B2C or of external tenants. */
export function isEntraIssuer(issuer: string): boolean {
  return ENTRA_ISSUER.test(issuer);
}

const UNREADABLE = {
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
} as const;

/** The facts of a token that cannot be decoded. */
export function unreadableToken(format: 'encrypted' | 'opaque'): TokenFacts {
  return { format, ...UNREADABLE };
}

/** The facts of decoded claims. */
export function tokenFacts(claims: Claims): TokenFacts {
  const audience = listOf(claims.aud);
  return {
    format: 'jwt',
    kind: kindOf(claims),
    version: claims.ver === '1.0' ? 1 : claims.ver === '2.0' ? 2 : null,
    forGraph: audience.some(isMicrosoftGraph),
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

/** Only access tokens have scopes; app-only ones say so, have roles, or have the app itself as subject. */
function kindOf(claims: Claims): TokenFacts['kind'] {
  if (isForeign(claims)) return 'foreign';
  if (typeof claims.scp === 'string') return 'access';
  if (claims.idtyp === 'app') return 'app-only';
  const hasCaller = 'appid' in claims || 'azp' in claims;
  if (hasCaller && (Array.isArray(claims.roles) || (claims.oid !== undefined && claims.oid === claims.sub)))
    return 'app-only';
  return 'nonce' in claims || !hasCaller ? 'id' : 'unknown';
}

/** Whether another server than Entra issued it: tokens of Entra have its issuer, a tenant and a version. */
function isForeign(claims: Claims): boolean {
  const fromEntra = typeof claims.iss === 'string' && isEntraIssuer(claims.iss);
  return !fromEntra && claims.tid === undefined && claims.ver === undefined;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function listOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one): one is string => typeof one === 'string');
}

/** The largest time of a Date (ECMA-262 §21.4.1.1), in seconds. */
const LAST_SECOND = 8.64e12;

function secondsOf(value: unknown): number | null {
  return typeof value === 'number' && Math.abs(value) <= LAST_SECOND ? value : null;
}
