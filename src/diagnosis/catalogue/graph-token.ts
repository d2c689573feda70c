import {
  claimsChallenge,
  lacksPermissions,
  malformedBearer,
  tokenExpiredText,
  userTokenForwarded,
} from '../evidence/graph-answer.ts';
import { says } from '../evidence/says.ts';
import { tokenIsForAnother, tokenIsForGraph, tokenWasExpired } from '../evidence/token.ts';
import type { CauseTest } from '../situation.ts';
import { NOTHING_CONSENTED } from './causes/consent.ts';
import { cause, entry } from './entry.ts';
import { byHand, byReadingToken, byTest } from './fixes.ts';

/** A token that is not for Graph was sent to Graph: on-behalf-of was left out. */
const forwardedToken: CauseTest = (situation) => {
  const finding = tokenIsForGraph(situation);
  return finding && { ...finding, verdict: finding.verdict === 'proved' ? 'refuted' : 'proved' };
};

/** Graph refuses the token. */
export const GRAPH_TOKEN_ENTRIES = [
  entry('graph:InvalidAuthenticationToken', {
    hops: ['graph'],
    meaning: 'Microsoft Graph does not accept the token.',
    causes: [
      cause(
        'user-token-forwarded',
        'The server passed the user token on to Graph instead of exchanging it',
        byTest('Exchange the token on behalf of the user, then call Graph with the new one'),
        {
          evidence: forwardedToken,
          sign: userTokenForwarded,
        },
      ),
      cause(
        'broker-gave-no-token',
        'The sign-in broker of the client failed, so an empty token was sent',
        byHand('Sign in again in the client, without its broker where that can be set'),
        {
          sign: says(/platform_broker_error/i, 'The text speaks of the broker.'),
          onlySigned: true,
        },
      ),
      cause(
        'bearer-malformed',
        'The header holds something else than a token: "Bearer" twice, a JSON text, or nothing',
        byHand('Send "Authorization: Bearer" and the bare token'),
        { sign: malformedBearer },
      ),
      cause(
        'graph-token-expired',
        'A stored token has ended',
        byHand('Exchange the user token anew before the old one ends'),
        { evidence: tokenWasExpired, sign: tokenExpiredText },
      ),
      { ...NOTHING_CONSENTED, sign: lacksPermissions, onlySigned: true },
      cause(
        'access-revoked',
        'Password or session of the user changed (continuous access evaluation)',
        byHand('Send the claims of WWW-Authenticate with a new sign-in'),
        { sign: claimsChallenge },
      ),
    ],
    next: [
      'Read the token with `entra-mcp-setup diagnose --token-stdin`: its audience must be Microsoft Graph.',
    ],
    wording: [
      'access token validation failure',
      'access token is empty',
      'compacttoken parsing failed',
      'compacttoken validation failed',
      'lifetime validation failed the token is expired',
    ],
  }),
  entry('graph:unauthorized', {
    hops: ['graph'],
    meaning: 'Microsoft Graph does not accept the token.',
    causes: [
      cause(
        'no-graph-token',
        'No token, or one for another API, was sent',
        byReadingToken('Read the audience of the token'),
        { evidence: tokenIsForAnother },
      ),
    ],
  }),
];
