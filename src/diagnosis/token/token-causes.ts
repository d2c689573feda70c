import { issuersOf } from '../authority.ts';
import { type Cause, cause } from '../catalogue/entry.ts';
import { byApply, byHand } from '../catalogue/fixes.ts';
import { facetOf, same } from '../evidence/facets.ts';
import { tokenIsAppOnly, tokenIsForAnother, tokenIsForGraph, tokenIsIdToken } from '../evidence/token.ts';
import { type Evidence, type Finding, proved, refuted, type Situation } from '../situation.ts';
import type { TokenFacts } from './token-facts.ts';

type Claim = (token: TokenFacts, situation: Situation) => Finding | null;

/** Entra allows five minutes between two clocks. */
const CLOCK_SKEW_SECONDS = 300;

function ofToken(claim: Claim): Evidence {
  return (situation) => {
    const { token } = situation.knowledge;
    return token?.format === 'jwt' ? claim(token, situation) : null;
  };
}

const expired =
  (now: Date): Claim =>
  ({ expiresAt }) => {
    if (expiresAt === null) return null;
    const end = `${new Date(expiresAt * 1000).toISOString().slice(0, 19)}Z`;
    return expiresAt * 1000 <= now.getTime()
      ? proved(`It ended at ${end}.`)
      : refuted(`It is valid until ${end}.`);
  };

const tooEarly =
  (now: Date): Claim =>
  ({ notBefore }) => {
    if (notBefore === null) return null;
    const early = (notBefore - CLOCK_SKEW_SECONDS) * 1000 > now.getTime();
    const start = `${new Date(notBefore * 1000).toISOString().slice(0, 19)}Z`;
    return early
      ? proved(`It is valid from ${start} on: a clock is wrong.`)
      : refuted(`It has been valid since ${start}.`);
  };

/** The audience of a Graph token says nothing of the server's setting. */
const versionOne: Claim = ({ version, forGraph, kind }) => {
  if (version === null || forGraph || kind === 'id') return null;
  return version === 1 ? proved('Its version (ver) is 1.0.') : refuted('Its version (ver) is 2.0.');
};

const otherTenant: Claim = ({ tenantId }, { knowledge }) => {
  const ours = facetOf(knowledge, 'organization')?.tenantId ?? guidOrNull(knowledge.blueprint?.tenant);
  if (tenantId === null || ours === null) return null;
  return same(tenantId, ours)
    ? refuted(`It is of the tenant ${tenantId}.`)
    : proved(`It is of the tenant ${tenantId}, not of ${ours}.`);
};

/** Graph's tokens keep the issuer of v1 wherever they are asked for. */
const otherIssuer: Claim = ({ issuer, tenantId, version, forGraph }, { knowledge: { blueprint } }) => {
  if (issuer === null || forGraph) return null;
  const expected = issuersOf(
    { tenantId: tenantId ?? issuer.split('/')[3] ?? null, version },
    blueprint?.cloud ?? null,
  );
  return expected.includes(issuer)
    ? refuted(`Its issuer (iss) is ${issuer}.`)
    : proved(`Its issuer (iss) is ${issuer}, not ${expected.join(' or ')}.`);
};

function guidOrNull(text: string | undefined): string | null {
  return text !== undefined && /^[0-9a-f]{8}-/i.test(text) ? text : null;
}

const withoutScope: Claim = ({ scopes, kind, forGraph }, { knowledge: { blueprint } }) => {
  const wanted = blueprint?.serverApi.scope.value;
  if (wanted === undefined || kind !== 'access' || forGraph) return null;
  return scopes.some((scope) => same(scope, wanted))
    ? refuted(`Its scopes (scp) are ${scopes.join(' ')}.`)
    : proved(`Its scopes (scp) are ${scopes.join(' ') || 'none'}; ${wanted} is missing.`);
};

const otherClient: Claim = ({ clientAppId, kind, forGraph }, situation) => {
  if (clientAppId === null || situation.clientAppId === null || kind !== 'access' || forGraph) return null;
  return same(clientAppId, situation.clientAppId)
    ? refuted('It was issued to {client}.')
    : proved(`It was issued to ${clientAppId}, not to {client}.`);
};

/** Entra compares the audience character for character when the token is exchanged (facts: graph.md §2). */
const respelledAudience: Claim = ({ audience, forGraph }, { serverAppId }) => {
  if (serverAppId === null || forGraph) return null;
  const respelled = audience.find(
    (one) => one !== one.toLowerCase() && one.toLowerCase().includes(serverAppId),
  );
  return respelled === undefined
    ? refuted('Its audience (aud) is in lower case.')
    : proved(`Its audience (aud) is spelled ${respelled}.`);
};

const SEND_SCOPE = byHand('Request {clientScopes} in the client and gateway', 'server', 'ExposeAnApi');

/** What a token can be that is not one for the server, the most telling first. */
const TIMELESS_CAUSES: readonly Cause[] = [
  cause(
    'token-for-graph',
    'It is a token for Microsoft Graph, which nobody else can check or exchange',
    SEND_SCOPE,
    { evidence: tokenIsForGraph },
  ),
  cause(
    'id-token',
    'It is an ID token: it tells the client who signed in, and opens nothing',
    byHand('Send the access token'),
    { evidence: tokenIsIdToken },
  ),
  cause(
    'app-only-token',
    'It belongs to an app without a user, so it cannot be exchanged on behalf of one',
    byHand('Sign a user in'),
    { evidence: tokenIsAppOnly },
  ),
  cause('token-for-another-api', 'Its audience is not {server}', SEND_SCOPE, {
    evidence: tokenIsForAnother,
  }),
  cause(
    'audience-respelled',
    'Its audience is the Application ID URI of {server} in another spelling, which the exchange refuses (AADSTS500131)',
    byApply('Write the Application ID URI of {server} in lower case', 'server', 'ExposeAnApi'),
    { evidence: ofToken(respelledAudience), check: 'server-api.identifier-uri' },
  ),
  cause('other-tenant', 'It comes from another tenant', byHand('Sign in at {authority}'), {
    evidence: ofToken(otherTenant),
  }),
  cause('other-issuer', 'Entra of this cloud and tenant did not issue it', byHand('Sign in at {authority}'), {
    evidence: ofToken(otherIssuer),
  }),
  cause(
    'v1-token',
    '{server} issued it as a v1 token; v2 validators refuse its issuer and audience',
    byApply('Set the access token version of {server} to 2', 'server', 'Overview'),
    {
      evidence: ofToken(versionOne),
      check: 'server-api.token-version',
    },
  ),
  cause('scope-missing', 'It lacks the scope {scopeName}', SEND_SCOPE, { evidence: ofToken(withoutScope) }),
  cause(
    'other-client',
    'It was issued to another client than {client}',
    byHand('Configure {clientAppId} in the MCP client', 'client', 'Overview'),
    { evidence: ofToken(otherClient) },
  ),
];

/** Every way a token for the server can be wrong, at a moment. */
export function tokenCauses(now: Date): readonly Cause[] {
  return [
    ...TIMELESS_CAUSES,
    cause('expired', 'It has ended', byHand('Refresh it, or sign in again'), {
      evidence: ofToken(expired(now)),
    }),
    cause('not-yet-valid', 'It is not valid yet', byHand('Set the clocks by NTP'), {
      evidence: ofToken(tooEarly(now)),
    }),
  ];
}
