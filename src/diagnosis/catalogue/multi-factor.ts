import { cause, numbered } from './entry.ts';
import { byHand, bySignInLog } from './fixes.ts';

const CHALLENGE_LOST = cause(
  'challenge-not-passed-on',
  'The exchange met a policy on Microsoft Graph that the first sign-in did not, and the server has nobody to ask',
  byHand(
    'Answer 401 with the claims of the error in WWW-Authenticate, so that the client signs in with them; or put {server} under the same policy',
  ),
);
const SERVER_LOCATION = cause(
  'location-of-server',
  'The policy looks at the network address, and the exchange comes from that of the server',
  bySignInLog('Look at the address in the sign-in log, and exempt that of the server'),
);
const NOT_REGISTERED = cause(
  'no-second-factor',
  'The user has registered no second factor',
  byHand('The user registers one at https://aka.ms/mfasetup'),
);
const SIGN_IN_AGAIN = byHand('Sign in again and answer the prompt');

/** A second factor is asked for. */
export const MULTI_FACTOR_ENTRIES = [
  numbered('50076', {
    causes: [
      CHALLENGE_LOST,
      SERVER_LOCATION,
      cause('flow-without-prompt', 'A silent or device code sign-in had no chance to ask', SIGN_IN_AGAIN),
    ],
    next: [
      'Pass the claims of the error on to the next sign-in; trying again with the same token fails the same way.',
    ],
    wording: ['you must use multi factor authentication to access'],
  }),
  numbered('50079', {
    causes: [NOT_REGISTERED, CHALLENGE_LOST],
    wording: [
      'you must enroll in multi factor authentication',
      'the user is required to use multi factor authentication',
    ],
  }),
  numbered('50072', {
    causes: [NOT_REGISTERED],
    wording: [
      'more information required your organization needs',
      'needs more information to keep your account secure',
      'user needs to enroll for second factor',
    ],
  }),
  numbered('50074', {
    causes: [cause('prompt-unanswered', 'The prompt was not answered', SIGN_IN_AGAIN)],
    wording: ['strong authentication is required'],
  }),
  numbered('50078', {
    causes: [
      cause('factor-too-old', 'A policy limits how long a second factor counts', SIGN_IN_AGAIN),
      CHALLENGE_LOST,
    ],
    wording: ['multi factor authentication has expired'],
  }),
  numbered('50158', {
    causes: [
      cause('terms-or-provider', 'Terms of use, or a control of another provider', SIGN_IN_AGAIN),
      CHALLENGE_LOST,
    ],
    wording: ['external security challenge not satisfied', 'external security challenge was not satisfied'],
  }),
];
