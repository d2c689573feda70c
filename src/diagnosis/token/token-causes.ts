import { type Cause, cause } from '../catalogue/entry.ts';
import { byApply, byHand } from '../catalogue/fixes.ts';
import { tokenIsAppOnly, tokenIsForAnother, tokenIsForGraph, tokenIsIdToken } from '../evidence/token.ts';
import { type CauseFinding, type CauseTest, proved, refuted } from '../situation.ts';
import { type ClaimName, claimVerdicts } from './claim-verdicts.ts';
import { expectedOf } from './expected.ts';
import type { TokenFacts } from './token-facts.ts';

type Applies = (token: TokenFacts) => boolean;
type OfClaim = (claim: ClaimName, applies: Applies) => CauseTest;

/** A test by one claim: wrong proves the cause, right refutes it, absent or unknown decides nothing. */
const ofClaims =
  (now: Date): OfClaim =>
  (claim, applies) =>
  (situation) => {
    const { token } = situation.knowledge;
    if (token === null || !applies(token)) return null;
    const judged = claimVerdicts(token, expectedOf(situation), now).find((one) => one.claim === claim);
    if (judged === undefined || judged.value === null || judged.verdict === 'unknown') return null;
    const because = `${claim} is ${judged.value}. ${judged.says}`;
    return judged.verdict === 'wrong' ? proved(because) : refuted(because);
  };

/** Claims that every access token of Entra has. */
const NEVER_LEFT_OUT: readonly ClaimName[] = ['aud', 'iss', 'tid', 'azp', 'ver', 'exp'];

/** Proved where an access token lacks one of these. */
const claimLeftOut =
  (now: Date): CauseTest =>
  (situation) => {
    const { token } = situation.knowledge;
    if (token?.kind !== 'access') return null;
    const missing = claimVerdicts(token, expectedOf(situation), now).filter(
      ({ claim, value, verdict }) => NEVER_LEFT_OUT.includes(claim) && value === null && verdict === 'wrong',
    );
    return missing.length === 0
      ? null
      : proved(missing.map(({ claim, says }) => `${claim}: ${says}`).join(' '));
  };

/** Whether the audience is the server's with capital letters. */
const respelledAudience: CauseTest = ({ knowledge: { token }, serverAppId }) => {
  if (token?.format !== 'jwt' || serverAppId === null || token.forGraph) return null;
  const respelled = token.audience.find(
    (one) => one !== one.toLowerCase() && one.toLowerCase().includes(serverAppId),
  );
  return respelled === undefined
    ? refuted('Its audience (aud) is in lower case.')
    : proved(`Its audience (aud) is spelled ${respelled}.`);
};

const madeElsewhere: CauseTest = ({ knowledge: { token } }): CauseFinding | null => {
  if (token?.format !== 'jwt') return null;
  return token.kind === 'foreign'
    ? proved(
        `Its issuer (iss) is ${token.issuer ?? 'not named'}, and it has neither the tenant (tid) nor the version (ver) that every token of Entra has.`,
      )
    : refuted('It has the marks of a token of Entra.');
};

const isUserToken: Applies = ({ kind, forGraph }) => kind === 'access' && !forGraph;
const isOfServer: Applies = ({ kind, forGraph }) => kind !== 'id' && !forGraph;
const any: Applies = () => true;

const SEND_SCOPE = byHand('Request {clientScopes} in the client and gateway', 'server', 'ExposeAnApi');

/** Causes that lie in the kind of token or its audience. */
const KINDS: readonly Cause[] = [
  cause(
    'not-an-entra-token',
    'Another server than Entra made it, such as the OAuth proxy of the gateway: nobody can exchange it, and nothing in the tenant explains it',
    byHand('Read the token that the gateway itself got from Entra, in the log of the gateway'),
    { evidence: madeElsewhere },
  ),
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
    { evidence: respelledAudience, check: 'server-api.identifier-uri' },
  ),
];

/** All ways in which a token for the server can be wrong; `now` decides on expiry. */
export function tokenCauses(now: Date): readonly Cause[] {
  const ofClaim = ofClaims(now);
  return [...KINDS, ...issuedWrongly(ofClaim), claimsLeftOut(now), ...outOfTime(ofClaim)];
}

function issuedWrongly(ofClaim: OfClaim): readonly Cause[] {
  return [
    cause('other-tenant', 'It comes from another tenant', byHand('Sign in at {authority}'), {
      evidence: ofClaim('tid', any),
    }),
    cause(
      'other-issuer',
      'Entra of this cloud and tenant did not issue it',
      byHand('Sign in at {authority}'),
      {
        evidence: ofClaim('iss', any),
        follows: ['other-tenant'],
      },
    ),
    cause(
      'v1-token',
      '{server} issued it as a v1 token; v2 validators refuse its issuer and audience',
      byApply('Set the access token version of {server} to 2', 'server', 'Overview'),
      { evidence: ofClaim('ver', isOfServer), check: 'server-api.token-version' },
    ),
    cause('scope-missing', 'It lacks the scope {scopeName}', SEND_SCOPE, {
      evidence: scopeOf(ofClaim),
    }),
    issuedToAnother(ofClaim),
  ];
}

function issuedToAnother(ofClaim: OfClaim): Cause {
  return cause(
    'other-client',
    'It was issued to another client than {client}',
    byHand('Configure {clientAppId} in the MCP client', 'client', 'Overview'),
    { evidence: ofClaim('azp', isUserToken) },
  );
}

function claimsLeftOut(now: Date): Cause {
  return cause(
    'claim-left-out',
    'It lacks what every access token of Entra says',
    byHand('Send the access token'),
    {
      evidence: claimLeftOut(now),
    },
  );
}

function outOfTime(ofClaim: OfClaim): readonly Cause[] {
  return [
    cause('expired', 'It has ended', byHand('Refresh it, or sign in again'), {
      evidence: ofClaim('exp', any),
    }),
    cause('not-yet-valid', 'It is not valid yet', byHand('Set the clocks by NTP'), {
      evidence: ofClaim('nbf', any),
    }),
  ];
}

/** The test by `scp`, which is also proved for a user's token without any scope. */
function scopeOf(ofClaim: OfClaim): CauseTest {
  const named = ofClaim('scp', isUserToken);
  return (situation) => {
    const { token, blueprint } = situation.knowledge;
    const wanted = blueprint?.serverApi.scope.value;
    const isBare = token !== null && isUserToken(token) && token.scopes.length === 0;
    return isBare && wanted !== undefined
      ? proved(`Its scopes (scp) are none; ${wanted} is missing.`)
      : named(situation);
  };
}
