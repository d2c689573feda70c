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
import { cause, numbered } from './entry.ts';
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
  numbered('50013', {
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
  numbered('500131', {
    causes: [AUDIENCE_RESPELLED, TOKEN_FOR_CLIENT, TOKEN_FOR_GRAPH, TOKEN_FOR_ANOTHER, SERVER_USES_CLIENT_ID],
    next: [READ_THE_TOKEN, 'A token keeps the audience it was issued with: sign in again after a change.'],
    wording: [
      'assertion audience does not match the client app presenting the assertion',
      'assertion audience claim does not match',
    ],
  }),
  numbered('500133', {
    causes: [TOKEN_EXPIRED, CLOCK_IS_WRONG],
    next: ['The message prints the end of the token and the time at Entra.'],
    wording: ['assertion is not within its valid time range'],
  }),
  numbered('240002', {
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
  numbered('7000114', {
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
  numbered('7000113', {
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
  numbered('900384', {
    causes: [TOKEN_FOR_GRAPH, TOKEN_FOR_ANOTHER, TOKEN_OF_OTHER_TENANT],
    next: [READ_THE_TOKEN],
    wording: ['jwt token failed signature validation'],
  }),
  numbered('50107', {
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
