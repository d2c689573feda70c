import type { Sign } from '../situation.ts';
import { CLIENT_CONSENT_MISSING, GRAPH_CONSENT_MISSING } from './causes/consent.ts';
import { cause, numbered, withProof } from './entry.ts';
import { byHand } from './fixes.ts';

const BEGIN_AGAIN = byHand('Begin the sign-in again');
const VERIFIER_REPLACED = cause(
  'pkce-verifier-replaced',
  "The gateway puts its own PKCE challenge in place of the client's, or redeems with another verifier",
  byHand('Let one party own PKCE, and keep one verifier per state'),
);
const SIGN_INS_OVERLAP = cause(
  'sign-ins-overlap',
  'Two sign-ins at once overwrote the stored verifier',
  byHand('Keep one verifier per state, then begin again'),
);
const CODE_DAMAGED = cause(
  'code-damaged',
  'The code was cut at an &, decoded twice, or copied by hand',
  byHand('Pass the code on unchanged, and begin again'),
);

const speaksOfScopes: Sign = ({ failure: { excerpt } }) =>
  /scopes[\s+]{1,3}requested/i.test(excerpt) ? 'The message speaks of scopes that are not granted.' : null;

const grantIsOver: Sign = ({ failure: { excerpt, suberror } }) =>
  suberror === 'bad_token' || /grant is expired|subError['"]?: *['"]?bad_token/i.test(excerpt)
    ? 'The text says that the grant is over.'
    : null;

/** Codes that cannot be redeemed. */
export const CODE_REDEMPTION_ENTRIES = [
  numbered('54005', {
    causes: [
      cause(
        'code-redeemed-twice',
        'Client and gateway, or two workers, both redeem the code; or the callback page was loaded again',
        byHand('Let one party redeem the code, once; begin the sign-in again'),
      ),
      cause('answer-lost', 'A retry followed an answer that got lost', BEGIN_AGAIN),
    ],
    wording: ['authorization code was already redeemed'],
  }),
  numbered('70000', {
    causes: [
      withProof(CLIENT_CONSENT_MISSING, {
        check: 'client-app.admin-consent',
        app: 'client',
        sign: speaksOfScopes,
      }),
      withProof(GRAPH_CONSENT_MISSING, {
        check: 'server-api.graph-consent',
        app: 'server',
        sign: speaksOfScopes,
      }),
      cause(
        'grant-over',
        'The refresh token has ended or was taken back, by age, a new password or a policy',
        byHand('Sign in again; where that is needed every few hours, a policy on session length says so'),
        { sign: grantIsOver, onlySigned: true },
      ),
      CODE_DAMAGED,
      cause('code-expired', 'The code was redeemed too late', BEGIN_AGAIN),
      cause(
        'token-of-other-client',
        'The refresh token belongs to another app, tenant or cloud',
        byHand('Drop the stored token, and sign in again'),
      ),
    ],
    wording: [
      'one or more scopes requested are unauthorized or expired',
      'the provided access grant is invalid or malformed',
      'the provided value for the code parameter is not valid',
      'the provided value for the input parameter refresh token',
      'transmission data parser failure',
    ],
  }),
  numbered('50148', {
    causes: [
      cause(
        'verifier-not-sent',
        'The token request carries no code_verifier',
        byHand('Send the code_verifier of this sign-in'),
      ),
      VERIFIER_REPLACED,
      SIGN_INS_OVERLAP,
    ],
    wording: [
      'code verifier does not match the code challenge supplied in the authorization request for pkce',
    ],
  }),
  numbered('501481', {
    causes: [
      VERIFIER_REPLACED,
      SIGN_INS_OVERLAP,
      cause(
        'challenge-method-differs',
        'One side uses S256 and the other plain',
        byHand('Use S256 on both sides'),
      ),
    ],
    wording: ['code verifier does not match the code challenge supplied in the authorization request'],
  }),
  numbered('50147', {
    causes: [
      cause(
        'challenge-encoded-wrongly',
        'The challenge is not the base64url form, without padding, of a SHA-256 digest',
        byHand('Build a challenge of 43 characters, with S256'),
      ),
    ],
    wording: ['size of the code challenge parameter'],
  }),
  numbered('9002313', {
    causes: [
      CODE_DAMAGED,
      cause(
        'parameters-encoded-twice',
        'Parameters are encoded twice, or sent twice',
        byHand('Encode each parameter once'),
      ),
      cause(
        'grant-and-parameters-differ',
        'The parameters do not belong to the grant type',
        byHand('Compare the request with the documentation of its grant'),
      ),
    ],
    wording: ['invalid request request is malformed or invalid'],
  }),
];
