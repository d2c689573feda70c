import { MICROSOFT_GRAPH_APP_ID } from '../../core/ids.ts';

/** The claims of a token as they were decoded, nothing of it verified. */
export type Claims = Readonly<Record<string, unknown>>;

/** What a pasted token says about itself. Nothing of it is verified: it is read, never trusted. */
export interface TokenFacts {
  /** `jwt` could be read; `encrypted` and `opaque` cannot be by anybody but their addressee. */
  readonly format: 'jwt' | 'encrypted' | 'opaque';
  /** `foreign` was made by another server than Entra, such as the OAuth proxy of a gateway. */
  readonly kind: 'access' | 'id' | 'app-only' | 'foreign' | 'unknown';
  /** From `ver`: decides issuer and audience. */
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

const GRAPH_AUDIENCE =
  /^https:\/\/(?:graph\.microsoft\.(?:com|us)|dod-graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn)\/?$/i;
/** Every host of Entra that signs tokens: workforce clouds, v1, B2C and external tenants. */
const ENTRA_ISSUER =
  /^https:\/\/(?:login\.microsoftonline\.(?:com|us)|login\.partner\.microsoftonline\.cn|sts\.windows\.net|sts\.chinacloudapi\.cn|[\w-]+\.(?:b2clogin|ciamlogin)\.com)(?:\/|$)/i;

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

/** A token that nobody here can read. */
export function unreadableToken(format: 'encrypted' | 'opaque'): TokenFacts {
  return { format, ...UNREADABLE };
}

/** What decoded claims say. */
export function tokenFacts(claims: Claims): TokenFacts {
  const audience = listOf(claims.aud);
  return {
    format: 'jwt',
    kind: kindOf(claims),
    version: claims.ver === '1.0' ? 1 : claims.ver === '2.0' ? 2 : null,
    forGraph: audience.some(
      (one) => one.toLowerCase() === MICROSOFT_GRAPH_APP_ID || GRAPH_AUDIENCE.test(one),
    ),
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
  if (isForeign(claims)) return 'foreign';
  if (typeof claims.scp === 'string') return 'access';
  if (claims.idtyp === 'app') return 'app-only';
  const hasCaller = 'appid' in claims || 'azp' in claims;
  if (hasCaller && (Array.isArray(claims.roles) || (claims.oid !== undefined && claims.oid === claims.sub)))
    return 'app-only';
  return 'nonce' in claims || !hasCaller ? 'id' : 'unknown';
}

/** Every token of Entra names its tenant and its version; one that has neither, and another issuer, is no token of Entra. */
function isForeign(claims: Claims): boolean {
  const fromEntra = typeof claims.iss === 'string' && ENTRA_ISSUER.test(claims.iss);
  return !fromEntra && claims.tid === undefined && claims.ver === undefined;
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
