import { SERVER_FLOWS_ON } from './causes/client-type.ts';
import {
  APP_ONLY_TOKEN,
  AUDIENCE_RESPELLED,
  CLOCK_IS_WRONG,
  ID_TOKEN_FORWARDED,
  SERVER_USES_CLIENT_ID,
  TOKEN_EXPIRED,
  TOKEN_FOR_ANOTHER,
  TOKEN_FOR_CLIENT,
  TOKEN_FOR_GRAPH,
} from './causes/token.ts';
import { cause, entry } from './entry.ts';
import { byHand, byReadingToken } from './fixes.ts';

const READ_THE_TOKEN =
  'Read the user token with `entra-mcp-setup diagnose --token-stdin`: its audience must be {serverAppId} or {identifierUri}.';
const TOKEN_OF_OTHER_TENANT = cause(
  'token-of-other-tenant',
  'The token comes from another tenant or cloud, or was cut',
  byReadingToken('Compare issuer and tenant of the token with {authority}'),
);
const CUSTOM_SIGNING_KEY = cause(
  'custom-signing-key',
  '{server} has a signing key of its own (SAML, claims mapping), and tokens signed with it cannot be exchanged',
  byHand('Remove the custom signing key, or use a separate app for it', 'server', 'EnterpriseApplication'),
);

/** The user token that the server presents in the on-behalf-of exchange. */
export const ASSERTION_ENTRIES = [
  entry('50013', {
    name: 'InvalidAssertion',
    hops: ['obo'],
    meaning: 'Entra cannot accept the user token that the server presented.',
    causes: [
      TOKEN_FOR_GRAPH,
      TOKEN_FOR_ANOTHER,
      AUDIENCE_RESPELLED,
      TOKEN_EXPIRED,
      CUSTOM_SIGNING_KEY,
      TOKEN_OF_OTHER_TENANT,
    ],
    next: [
      READ_THE_TOKEN,
      'The app id 00000000-0000-0000-0000-000000000000 in the message is normal and names nobody.',
    ],
    wording: [
      'assertion failed signature validation',
      'assertion contains an invalid signature',
      'assertion is invalid',
    ],
  }),
  entry('500131', {
    hops: ['obo'],
    meaning: 'The user token was issued for another app than the one that wants to exchange it.',
    causes: [AUDIENCE_RESPELLED, TOKEN_FOR_CLIENT, TOKEN_FOR_GRAPH, TOKEN_FOR_ANOTHER, SERVER_USES_CLIENT_ID],
    next: [READ_THE_TOKEN, 'A token keeps the audience it was issued with: sign in again after a change.'],
    wording: [
      'assertion audience does not match the client app presenting the assertion',
      'assertion audience claim does not match',
    ],
  }),
  entry('500133', {
    hops: ['obo'],
    meaning: 'The user token that the server presented has expired, or is not valid yet.',
    causes: [TOKEN_EXPIRED, CLOCK_IS_WRONG],
    next: ['The message prints the end of the token and the time at Entra.'],
    wording: ['assertion is not within its valid time range'],
  }),
  entry('240002', {
    name: 'RequiredClaimIsMissing',
    hops: ['obo'],
    meaning: 'An ID token was presented where only an access token can be exchanged.',
    causes: [
      ID_TOKEN_FORWARDED,
      cause(
        'no-api-scope-asked',
        'The client asked for openid and profile only, so there is no access token for {server}',
        byReadingToken('Request {clientScopes} in the client and gateway'),
      ),
    ],
    next: [READ_THE_TOKEN],
    wording: ['input id token cannot be used as'],
  }),
  entry('7000114', {
    hops: ['obo'],
    meaning:
      'The token that was presented belongs to an app without a user; only user tokens can be exchanged.',
    causes: [
      APP_ONLY_TOKEN,
      cause(
        'gateway-uses-own-identity',
        'The gateway calls the server as itself instead of passing the user token on',
        byHand('Let the gateway forward the user token'),
      ),
    ],
    next: [READ_THE_TOKEN],
    wording: ['is not allowed to make application on behalf of calls'],
  }),
  entry('7000113', {
    hops: ['obo', 'admin-signin'],
    meaning: 'An identity without a user tried the exchange, or tried to give admin consent.',
    causes: [
      APP_ONLY_TOKEN,
      SERVER_FLOWS_ON,
      cause(
        'consent-by-app',
        'Admin consent was attempted by a service principal',
        byHand('Sign in as a user who may consent'),
      ),
    ],
    wording: ['is not authorized to make application on behalf of calls'],
  }),
  entry('900384', {
    hops: ['obo'],
    meaning: 'The signature of a token in the request cannot be checked.',
    causes: [TOKEN_FOR_GRAPH, TOKEN_FOR_ANOTHER, TOKEN_OF_OTHER_TENANT],
    next: [READ_THE_TOKEN],
    wording: ['jwt token failed signature validation'],
  }),
  entry('50107', {
    name: 'InvalidRealmUri',
    hops: ['obo', 'client-signin'],
    meaning: 'The token or request names an issuer that Entra does not know.',
    causes: [
      TOKEN_OF_OTHER_TENANT,
      cause(
        'saml-grant',
        'The grant for SAML assertions was used',
        byHand('Use the grant for JWT assertions'),
      ),
    ],
    wording: ['requested federation realm object … does not exist'],
  }),
];
