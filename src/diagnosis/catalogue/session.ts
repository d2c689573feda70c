import { cause, numbered } from './entry.ts';
import { byHand } from './fixes.ts';

const SIGN_IN_AGAIN = byHand('Sign in again, and drop the stored token of this user at the gateway');
const PASSWORD_CHANGED = cause(
  'session-revoked',
  'The password was changed, or an administrator revoked the sessions',
  SIGN_IN_AGAIN,
);
const UNUSED = cause(
  'refresh-token-unused',
  'Nobody used the stored refresh token for too long; 90 days by default',
  SIGN_IN_AGAIN,
);
const NORMAL = byHand('Go on with the sign-in; nothing needs changing');

/** Sessions and refresh tokens that ended, and pauses that are no failures. */
export const SESSION_ENTRIES = [
  numbered('50058', {
    causes: [
      cause(
        'no-session',
        'There is no session, or the browser blocks its cookie',
        byHand('Sign in with a prompt'),
      ),
    ],
    wording: ['but no user is signed in'],
  }),
  numbered('50089', {
    causes: [cause('page-left-open', 'The user was away', byHand('Begin the sign-in again'))],
    wording: ['flow token expired'],
  }),
  numbered('50132', {
    causes: [PASSWORD_CHANGED],
    wording: [
      'session is not valid due to password expiration or recent password change',
      'sso artifact is invalid or expired',
    ],
  }),
  numbered('50133', {
    causes: [PASSWORD_CHANGED],
    wording: ['revoked sso artifact'],
  }),
  numbered('50140', {
    causes: [cause('stay-signed-in-page', 'The log writes the pause down as an error', NORMAL)],
    wording: ['keep me signed in'],
  }),
  numbered('50173', {
    causes: [PASSWORD_CHANGED],
    next: ['The message prints when the token was issued and since when tokens of this user count.'],
    wording: ['the provided grant has expired due to it being revoked'],
  }),
  numbered('50196', {
    causes: [
      cause(
        'no-token-cache',
        'The gateway or server asks for a token at every call instead of keeping it, or retries without end',
        byHand('Keep tokens until they end, and stop after a few retries'),
      ),
    ],
    waiting: 'Entra answers again some minutes after the loop has stopped.',
    wording: ['client request loop', 'client loop'],
  }),
  numbered('50199', {
    causes: [cause('confirmation-page', 'The sign-in goes on once the user presses Continue', NORMAL)],
    next: ['A later row of the same correlation id tells how it ended, often with 53003.'],
    wording: ['user confirmation is required for this request'],
  }),
  numbered('70043', {
    causes: [
      cause('sign-in-frequency', 'The sign-in frequency of a Conditional Access policy', SIGN_IN_AGAIN),
    ],
    wording: ['expired or is invalid due to sign in frequency checks'],
  }),
  numbered('70008', {
    causes: [
      cause(
        'code-redeemed-late',
        'The code was redeemed minutes after it was issued',
        byHand('Redeem the code at once; begin the sign-in again'),
      ),
      UNUSED,
    ],
    wording: ['provided authorization code or refresh token has expired'],
  }),
  numbered('700082', {
    causes: [UNUSED],
    next: ['The message prints when the token was issued.'],
    wording: ['refresh token has expired due to inactivity'],
  }),
];
