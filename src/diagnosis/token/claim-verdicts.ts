import { CLOUD_NAMES, CLOUDS, type Cloud } from '../../core/cloud.ts';
import { PERSONAL_ACCOUNTS_TENANT } from '../../core/ids.ts';
import type { ClaimVerdict } from '../../core/report.ts';
import { issuersOf } from '../authority.ts';
import { same } from '../evidence/facets.ts';
import type { TokenFacts } from './token-facts.ts';

/** What the claims of a token for the server must be. Null: not known, and not judged. */
export interface Expected {
  readonly tenantId: string | null;
  readonly cloud: Cloud | null;
  readonly serverAppId: string | null;
  /** Application ID URIs of the server. */
  readonly identifierUris: readonly string[];
  readonly scope: string | null;
  /** The client app, and clients that the server pre-authorises. */
  readonly clientAppIds: readonly string[];
}

export type ClaimName = ClaimVerdict['claim'];

/** The difference between two clocks that Entra tolerates. */
const CLOCK_SKEW_SECONDS = 300;

type Judged = Pick<ClaimVerdict, 'verdict' | 'says'>;
type Judge = (token: TokenFacts, expected: Expected, now: Date) => Judged;

const right = (says: string): Judged => ({ verdict: 'right', says });
const wrong = (says: string): Judged => ({ verdict: 'wrong', says });
const open = (says: string): Judged => ({ verdict: 'unknown', says });

/** Entra compares an audience character for character when the token is exchanged (facts: graph.md §2). */
const audience: Judge = (token, { serverAppId, identifierUris }) => {
  const [named] = token.audience;
  if (named === undefined) return wrong('It names nobody the token is for.');
  if (token.forGraph)
    return wrong('The token is for Microsoft Graph, which nobody else can check or exchange.');
  const accepted = [...(serverAppId === null ? [] : [serverAppId]), ...identifierUris];
  if (accepted.length === 0) return open('The app id of the server is not known here.');
  if (token.audience.some((one) => accepted.includes(one))) return right('It is the server’s own.');
  const respelled = token.audience.find((one) => accepted.some((ours) => same(ours, one)));
  return respelled === undefined
    ? wrong(`It is not ${accepted.join(' or ')}.`)
    : wrong(`It is spelled ${respelled}; audiences are compared character by character.`);
};

/** Tokens for Graph always have the issuer of v1. */
const issuer: Judge = ({ issuer: named, tenantId, version, forGraph }, expected) => {
  if (named === null) return wrong('It names no issuer.');
  if (forGraph) return open('Tokens for Microsoft Graph keep the issuer of v1.');
  const tenant = expected.tenantId ?? tenantId;
  if (tenant === null) return wrong(`${named} cannot be held against a tenant, since the token names none.`);
  const issuers = issuersOf({ tenantId: tenant, version }, expected.cloud);
  if (issuers.includes(named)) return ofTheTenant(named, expected.cloud);
  const cloud = foreignCloud(named, expected.cloud);
  return wrong(
    cloud === null ? `It is not ${issuers.join(' or ')}.` : `It is an issuer of the cloud ${cloud}.`,
  );
};

/** The verdict on an issuer of the tenant. Where the cloud is not known, one of a national cloud stays open. */
function ofTheTenant(named: string, expected: Cloud | null): Judged {
  const its = expected === null ? foreignCloud(named, 'public') : null;
  return its === null
    ? right('It is that of the tenant.')
    : open(`It is an issuer of the cloud ${its}: right only where the tenant is in it.`);
}

/** The cloud of the issuer, where it is another than the expected one; else null. */
function foreignCloud(named: string, expected: Cloud | null): Cloud | null {
  const its = CLOUD_NAMES.find((cloud) => named.startsWith(`${CLOUDS[cloud].authority}/`));
  if (its === undefined || expected === null || CLOUDS[its].authority === CLOUDS[expected].authority)
    return null;
  return its;
}

const tenant: Judge = ({ tenantId }, expected) => {
  if (tenantId === null) return wrong('It names no tenant, as every token of Entra does.');
  if (same(tenantId, PERSONAL_ACCOUNTS_TENANT))
    return wrong('It is the tenant of personal Microsoft accounts.');
  if (expected.tenantId === null) return open('The tenant id is not known here.');
  return same(tenantId, expected.tenantId)
    ? right('It is the tenant of this setup.')
    : wrong(`It is not ${expected.tenantId}.`);
};

const scope: Judge = ({ scopes, kind }, expected) => {
  if (kind === 'id') return wrong('An ID token has no scopes.');
  if (expected.scope === null) return open('The scope of the server is not known here.');
  const wanted = expected.scope;
  return scopes.some((one) => same(one, wanted))
    ? right(`It holds ${wanted}.`)
    : wrong(`${wanted} is missing.`);
};

const roles: Judge = ({ scopes }) =>
  scopes.length === 0
    ? wrong('Roles without scopes are those of an app without a user.')
    : open('Roles of the user beside the scopes.');

const client: Judge = ({ clientAppId }, { clientAppIds }) => {
  if (clientAppIds.length === 0) return open('The app id of the client is not known here.');
  if (clientAppId === null) return wrong('It does not say to whom the token was issued.');
  return clientAppIds.some((one) => same(one, clientAppId))
    ? right('It is the client of this setup.')
    : wrong(`It is not ${clientAppIds.join(' or ')}.`);
};

const version: Judge = (token) => {
  if (token.version === 2) return right('The server expects v2.');
  if (token.forGraph)
    return open('Tokens for Microsoft Graph are v1; it says nothing of the server’s setting.');
  return wrong('The server expects 2.0.');
};

const notBefore: Judge = (token, _expected, now) => {
  if (token.notBefore === null) return open('It does not say since when it is valid.');
  const early = (token.notBefore - CLOCK_SKEW_SECONDS) * 1000 > now.getTime();
  return early
    ? wrong(`It is valid from ${utcTime(token.notBefore)} on: a clock is wrong.`)
    : right(`It has been valid since ${utcTime(token.notBefore)}.`);
};

const expiry: Judge = ({ expiresAt }, _expected, now) => {
  if (expiresAt === null) return wrong('It does not say when it ends.');
  return expiresAt * 1000 <= now.getTime()
    ? wrong(`It ended at ${utcTime(expiresAt)}.`)
    : right(`It is valid until ${utcTime(expiresAt)}.`);
};

/** Seconds since 1970 as ISO 8601 in UTC. */
function utcTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

const JUDGES: Readonly<Record<ClaimName, Judge>> = {
  aud: audience,
  iss: issuer,
  tid: tenant,
  scp: scope,
  roles,
  azp: client,
  ver: version,
  nbf: notBefore,
  exp: expiry,
};

/**
 * The verdict on each claim that the server checks. `roles` is listed only where the token has some. All claims of a token that
 * Entra did not issue are `unknown`; a token that cannot be decoded has none.
 */
export function claimVerdicts(token: TokenFacts, expected: Expected, now: Date): readonly ClaimVerdict[] {
  if (token.format !== 'jwt') return [];
  return Object.entries(JUDGES).flatMap(([name, judge]) => {
    const claim = name as ClaimName;
    if (claim === 'roles' && token.roles.length === 0) return [];
    const judged =
      token.kind === 'foreign' ? open('The token is not one of Entra.') : judge(token, expected, now);
    return [{ claim, value: shownValue(claim, token), ...judged }];
  });
}

function shownValue(claim: ClaimName, token: TokenFacts): string | null {
  const listed = (values: readonly string[]) => (values.length === 0 ? null : values.join(' '));
  const values: Readonly<Record<ClaimName, string | null>> = {
    aud: listed(token.audience),
    iss: token.issuer,
    tid: token.tenantId,
    scp: listed(token.scopes),
    roles: listed(token.roles),
    azp: token.clientAppId,
    ver: token.version === null ? null : `${token.version}.0`,
    nbf: token.notBefore === null ? null : utcTime(token.notBefore),
    exp: token.expiresAt === null ? null : utcTime(token.expiresAt),
  };
  return values[claim];
}
