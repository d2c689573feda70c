import { answerBodyIsError } from '../evidence/answer.ts';
import { V1_ADDRESS } from './causes/request.ts';
import { cause, entry } from './entry.ts';
import { byHand, bySignInLog, byTest } from './fixes.ts';

/** What a client says of an answer of the sign-in that is not what it waited for. */
export const ANSWER_ENTRIES = [
  entry('symptom:answer-without-code', {
    hops: ['client-signin', 'gateway'],
    isLogged: true,
    meaning: 'The browser came back to the client or gateway without a code.',
    causes: [
      cause(
        'error-in-answer',
        'Entra sent back an error in place of a code, and the program does not show it',
        bySignInLog('Read error and error_description in the address bar, or look at the sign-in log'),
      ),
      cause(
        'answer-in-another-form',
        'The code came where the program does not look: behind #, or as a form',
        byHand('Ask with response_type=code, and with response_mode=query or without one'),
      ),
    ],
    wording: [
      'code field required',
      'at least one from code state nonce is needed',
      'insufficient parameters for oauth2 callback',
      'insufficient parameters for oauth callback',
      'missing authorization code',
      'no code in callback',
      'no code in the callback',
      'no code parameter',
      'missing code parameter',
      'authorization code not found in',
      'authmissingcodeparam',
      'no authorization code in',
      'oauth callback missing code',
    ],
  }),
  entry('symptom:callback-not-served', {
    hops: ['client-signin', 'gateway'],
    meaning: 'Entra sent the browser back, and nothing answers at that redirect URI.',
    causes: [
      cause(
        'callback-not-served',
        'Host, port or path of the redirect URI is not where the client or gateway listens, or it no longer runs',
        byHand(
          'Register, and send, the address that the program serves; the browser has to reach it from where it runs',
          'client',
          'Authentication',
        ),
      ),
    ],
    wording: ['localhost refused to connect', '127 0 0 1 refused to connect', 'cannot get … callback'],
  }),
  entry('symptom:answer-without-access-token', {
    hops: ['client-signin', 'gateway'],
    meaning: 'The answer of the token endpoint holds no access token for the MCP server.',
    causes: [
      cause(
        'answer-is-an-error',
        'The answer is an error, and the client reads it as a token',
        byHand('Diagnose error and error_description of the answer'),
        { sign: answerBodyIsError, onlySigned: true },
      ),
      cause(
        'only-openid-scopes',
        'Only openid and the like were asked for, so only an id token came back',
        byHand('Request {clientScopes}'),
      ),
    ],
    wording: [
      'validation error for oauthtoken access token',
      'no access token in response',
      'no access token in the response',
      'no access token in token response',
      'response missing access token',
      'response did not contain an access token',
      'response does not contain an access token',
      'response body access token property must be a string',
      'access token not found in response',
      'access token invalid type expected string received undefined',
    ],
  }),
  entry('symptom:code-exchange-answer-hidden', {
    hops: ['gateway', 'client-signin'],
    isLogged: true,
    meaning:
      'The user signed in, and the code was not exchanged for a token; the log keeps the answer of Entra to itself.',
    causes: [
      cause(
        'credential-refused',
        'The secret that is configured there is wrong, has ended, or is the id of the secret',
        byTest('Compare client id and secret there with {server}, or try the secret here'),
      ),
      cause(
        'code-not-taken',
        'The code was used before, came late, or the redirect URI of the exchange is another than that of the sign-in',
        bySignInLog('Begin the sign-in again, and look for the number in the sign-in log'),
      ),
    ],
    weak: true,
    wording: [
      'the email or password provided is incorrect',
      'unable to exchange external code',
      'failed to exchange authorization code',
      'failed to exchange code',
      'failed to exchange the code',
      'unable to exchange authorization code',
      'unable to exchange code',
      'could not exchange authorization code',
      'error exchanging code',
      'code exchange failed',
      'failed to retrieve token',
      'token request failed code',
      'identity provider login failure',
    ],
  }),
  entry('symptom:answer-of-version-one', {
    hops: ['client-signin', 'gateway'],
    meaning: 'The answer of the token endpoint is that of version 1, which writes its numbers as text.',
    causes: [V1_ADDRESS],
    wording: [
      'expires in message expected number received string',
      'expires in message invalid input expected number received string',
      'path expires in … expected number received string',
      'expected number received string path expires in',
      'expected number code invalid type path expires in',
    ],
  }),
];
