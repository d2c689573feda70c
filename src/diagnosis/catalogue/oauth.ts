import { says } from '../evidence/says.ts';
import { CLIENT_CONSENT_FOR_WALL, USERS_MAY_NOT_CONSENT } from './causes/consent.ts';
import { cause, entry } from './entry.ts';
import { byHand, bySignInLog } from './fixes.ts';

const LOOK_UP = bySignInLog('Look up the correlation id in the sign-in log for the number behind it');
const NUMBER_UNKNOWN = cause(
  'number-unknown',
  'The OAuth error alone does not say which setting is behind it',
  LOOK_UP,
);

/** OAuth errors, for texts without a number or with an unknown one. Too general to be proved by a check. */
export const OAUTH_ENTRIES = [
  entry('oauth:invalid_client', {
    hops: ['obo', 'gateway', 'client-signin'],
    meaning: 'Entra did not accept who is asking: the client id or its credential.',
    causes: [
      cause(
        'credential-refused',
        'Secret, certificate or client type do not fit the app',
        byHand(
          'Compare id and credential of {server} where the failure happened',
          'server',
          'CertificatesAndSecrets',
        ),
      ),
      NUMBER_UNKNOWN,
    ],
    wording: ['client authentication failed e g unknown client'],
  }),
  entry('oauth:invalid_grant', {
    hops: ['obo', 'gateway', 'client-signin'],
    meaning:
      'The code, refresh token or user token that was presented does not count, or consent is missing for it.',
    causes: [
      cause(
        'grant-over',
        'It has ended, was used before, or belongs to another app',
        byHand('Sign in again'),
      ),
      cause('consent-or-policy', 'Consent is missing, or a policy wants the user to sign in again', LOOK_UP),
    ],
    wording: ['the provided authorization grant'],
  }),
  entry('oauth:invalid_scope', {
    hops: ['client-signin', 'gateway', 'obo'],
    meaning: 'The scope of the request is not one that Entra can use.',
    causes: [
      cause(
        'scope-not-as-exposed',
        'The scope differs from {scope}',
        byHand(
          'Send {clientScopes} in client and gateway, {graphScopes} in the server',
          'server',
          'ExposeAnApi',
        ),
      ),
    ],
  }),
  entry('oauth:invalid_resource', {
    hops: ['client-signin', 'gateway', 'obo'],
    meaning: 'Entra does not know the API that the scope begins with.',
    causes: [
      cause(
        'resource-not-as-registered',
        'The scope does not begin with {identifierUri}',
        byHand('Send {scope}', 'server', 'ExposeAnApi'),
      ),
    ],
  }),
  entry('oauth:invalid_target', {
    hops: ['client-signin', 'gateway'],
    meaning: 'The resource parameter of the request does not fit its scopes.',
    causes: [
      cause(
        'resource-parameter-sent',
        'The MCP client adds a resource parameter',
        byHand('Let the gateway drop it'),
      ),
    ],
  }),
  entry('oauth:invalid_request', {
    hops: ['client-signin', 'gateway', 'obo'],
    meaning: 'The request is not built as Entra expects it.',
    causes: [NUMBER_UNKNOWN],
  }),
  entry('oauth:invalid_token', {
    hops: ['gateway', 'graph'],
    meaning: 'A server did not accept the token it was given.',
    causes: [
      cause(
        'token-refused',
        'Audience, issuer, version or end of the token are not what the server expects',
        byHand('Read the token with `entra-mcp-setup diagnose --token-stdin`'),
      ),
    ],
  }),
  entry('oauth:unauthorized_client', {
    hops: ['client-signin', 'gateway', 'obo'],
    meaning: 'The app may not make this kind of request here, or is unknown in this tenant.',
    causes: [NUMBER_UNKNOWN],
  }),
  entry('oauth:access_denied', {
    hops: ['client-signin', 'gateway', 'consent'],
    meaning: 'The sign-in ended without a grant: somebody declined, or was not allowed to consent.',
    causes: [
      CLIENT_CONSENT_FOR_WALL,
      USERS_MAY_NOT_CONSENT,
      cause('user-cancelled', 'The user pressed Cancel or Back', byHand('Sign in again and accept')),
    ],
    next: ['The text has no AADSTS number. The sign-in log has it: look for this time, user and app.'],
  }),
  entry('oauth:interaction_required', {
    hops: ['obo', 'client-signin'],
    meaning: 'A policy wants the user to do something, and nobody could ask them.',
    causes: [
      cause(
        'challenge-not-passed-on',
        'The server has to pass the claims of the error on to the client',
        byHand('Answer 401 with the claims in WWW-Authenticate'),
      ),
      NUMBER_UNKNOWN,
    ],
  }),
  entry('oauth:consent_required', {
    hops: ['client-signin', 'obo', 'consent'],
    meaning: 'Consent is missing for what was asked.',
    causes: [
      cause(
        'consent-link-not-opened',
        'Each user has to open the consent link of the connection once, and the program may not have shown it',
        byHand('Open the link in the answer or its log as that user, then try again'),
        {
          sign: says(/consent_?link|oauth_consent_request|CONSENT_REQUIRED/, 'The answer asks one user.'),
          onlySigned: true,
        },
      ),
      CLIENT_CONSENT_FOR_WALL,
      USERS_MAY_NOT_CONSENT,
    ],
    wording: [
      'consent is required for this user',
      'ask for user consent',
      'resourcerequiresconsent',
      'code consent required',
      'oauth consent request',
    ],
  }),
  entry('oauth:login_required', {
    hops: ['client-signin'],
    meaning: 'A silent sign-in found no session.',
    causes: [cause('no-session', 'Nobody is signed in', byHand('Sign in with a prompt'))],
  }),
  entry('oauth:temporarily_unavailable', {
    hops: ['client-signin', 'gateway', 'obo'],
    meaning: 'Entra is out for a moment.',
    causes: [
      cause('service-out', 'A passing fault of the service', byHand('Try again, with growing pauses')),
    ],
    waiting: 'A few minutes.',
  }),
  entry('oauth:authorization_declined', {
    hops: ['admin-signin', 'client-signin'],
    meaning: 'The user declined the device code sign-in.',
    causes: [cause('user-declined', 'The user pressed Cancel', byHand('Begin again and accept'))],
  }),
];

/** Hints by suberror (facts: troubleshooting.md §1.6). */
export const SUBERRORS: Readonly<Record<string, string>> = {
  consent_required: 'The suberror consent_required says that consent is missing.',
  basic_action: 'The suberror basic_action says that the user can solve it by signing in.',
  additional_action: 'The suberror additional_action says that something outside the sign-in has to be done.',
  message_only: 'The suberror message_only says that no interaction will help.',
  user_password_expired: 'The suberror user_password_expired says that the password has expired.',
  bad_token: 'The suberror bad_token says that the stored token no longer counts: sign in again.',
  device_authentication_failed:
    'The suberror device_authentication_failed says that the device could not prove itself.',
  client_mismatch: 'The suberror client_mismatch says that the token was issued to another client.',
  protection_policy_required:
    'The suberror protection_policy_required says that an app protection policy has to be met.',
  cancel: 'The suberror cancel says that the user went back or cancelled.',
};
