import { cause, entry } from './entry.ts';
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
  entry('50058', {
    name: 'UserInformationNotProvided',
    hops: ['client-signin'],
    meaning: 'A silent sign-in found nobody signed in.',
    causes: [
      cause(
        'no-session',
        'There is no session, or the browser blocks its cookie',
        byHand('Sign in with a prompt'),
      ),
    ],
    wording: ['but no user is signed in'],
  }),
  entry('50089', {
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The sign-in page stayed open too long.',
    causes: [cause('page-left-open', 'The user was away', byHand('Begin the sign-in again'))],
    wording: ['flow token expired'],
  }),
  entry('50132', {
    name: 'SsoArtifactInvalidOrExpired',
    hops: ['client-signin', 'obo'],
    meaning: 'The session no longer counts.',
    causes: [PASSWORD_CHANGED],
    wording: [
      'session is not valid due to password expiration or recent password change',
      'sso artifact is invalid or expired',
    ],
  }),
  entry('50133', {
    name: 'SsoArtifactRevoked',
    hops: ['client-signin', 'obo'],
    meaning: 'The session was revoked.',
    causes: [PASSWORD_CHANGED],
    wording: ['revoked sso artifact'],
  }),
  entry('50140', {
    name: 'KmsiInterrupt',
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The page "Stay signed in?" was shown: a pause, not a failure.',
    causes: [cause('stay-signed-in-page', 'The log writes the pause down as an error', NORMAL)],
    wording: ['keep me signed in'],
  }),
  entry('50173', {
    name: 'FreshTokenNeeded',
    hops: ['gateway', 'client-signin', 'obo'],
    meaning: 'The refresh token or session was revoked.',
    causes: [PASSWORD_CHANGED],
    next: ['The message prints when the token was issued and since when tokens of this user count.'],
    wording: ['the provided grant has expired due to it being revoked'],
  }),
  entry('50196', {
    name: 'LoopDetected',
    hops: ['gateway', 'client-signin'],
    meaning: 'The same request came too often in a short time.',
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
  entry('50199', {
    name: 'CmsiInterrupt',
    hops: ['admin-signin', 'client-signin'],
    meaning: 'The page "Are you trying to sign in to …?" was shown: a pause, not a failure.',
    causes: [cause('confirmation-page', 'The sign-in goes on once the user presses Continue', NORMAL)],
    next: ['A later row of the same correlation id tells how it ended, often with 53003.'],
    wording: ['user confirmation is required for this request'],
  }),
  entry('70043', {
    name: 'BadTokenDueToSignInFrequency',
    hops: ['gateway', 'client-signin', 'admin-signin'],
    meaning: 'A policy limits how long a session lasts, and this one is over.',
    causes: [
      cause('sign-in-frequency', 'The sign-in frequency of a Conditional Access policy', SIGN_IN_AGAIN),
    ],
    wording: ['expired or is invalid due to sign in frequency checks'],
  }),
  entry('70008', {
    name: 'ExpiredOrRevokedGrant',
    hops: ['gateway', 'client-signin'],
    meaning: 'The code or refresh token is too old.',
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
  entry('700082', {
    name: 'ExpiredOrRevokedGrantInactiveToken',
    hops: ['gateway', 'client-signin', 'admin-signin'],
    meaning: 'The refresh token went unused for too long.',
    causes: [UNUSED],
    next: ['The message prints when the token was issued.'],
    wording: ['refresh token has expired due to inactivity'],
  }),
];
