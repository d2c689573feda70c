import {
  audienceElsewhere,
  audienceIsAnotherApi,
  audienceIsAnotherApp,
  audienceIsClient,
  audienceIsGraph,
  issuerIsVersionOne,
  serverUsesClientId,
  tokenIsAppOnly,
  tokenIsForAnother,
  tokenIsForGraph,
  tokenIsIdToken,
  tokenIsVersionOne,
  tokenWasExpired,
} from '../../evidence/token.ts';
import { cause } from '../entry.ts';
import { byApply, byHand, byReadingToken } from '../fixes.ts';

/** Only a URI in another spelling changes the audience; a missing one fails earlier, with 500011. */
const isRespelled = ({ respelled }: Readonly<Record<string, unknown>>): boolean =>
  !Array.isArray(respelled) || respelled.length > 0;

export const TOKEN_FOR_GRAPH = cause(
  'token-for-graph',
  'The client or gateway asked for Microsoft Graph scopes, so the token is for Graph; nobody else can check or exchange it',
  byReadingToken('Request {scope} in the client and gateway, and nothing of Microsoft Graph'),
  { evidence: tokenIsForGraph, sign: audienceIsGraph },
);

export const TOKEN_FOR_ANOTHER = cause(
  'token-for-another-api',
  'The token was issued for another API than {server}',
  byReadingToken('Request {scope}; the audience of the token must be {serverAppId} or {identifierUri}'),
  { evidence: tokenIsForAnother, sign: audienceIsAnotherApi },
);

export const TOKEN_FOR_CLIENT = cause(
  'token-for-client',
  'The token was issued for {client} itself: an ID token was forwarded, or the client exposes a scope of its own',
  byHand('Forward the access token for {scope}', 'client', 'ExposeAnApi'),
  { evidence: audienceIsClient, sign: audienceIsAnotherApp },
);

export const SERVER_USES_CLIENT_ID = cause(
  'server-uses-client-id',
  'The MCP server is configured with the id of {client} instead of its own',
  byHand('Set AZURE_CLIENT_ID of the server to {serverAppId}', 'server', 'Overview'),
  { evidence: serverUsesClientId },
);

export const AUDIENCE_RESPELLED = cause(
  'identifier-uri-respelled',
  'The Application ID URI of {server} is registered in another spelling, such as with upper-case letters, and audiences are compared character by character',
  byApply('Register {identifierUri} in place of the other spelling', 'server', 'ExposeAnApi'),
  { check: 'server-api.identifier-uri', checkMeans: isRespelled, app: 'server', evidence: audienceElsewhere },
);

export const VERSION_ONE_TOKENS = cause(
  'v1-tokens',
  '{server} issues v1 access tokens, whose issuer and audience are not those a v2 validator expects',
  byApply(
    'Set the access token version of {server} to 2; tokens issued before stay as they are',
    'server',
    'Overview',
  ),
  {
    check: 'server-api.token-version',
    app: 'server',
    evidence: tokenIsVersionOne,
    sign: issuerIsVersionOne,
  },
);

export const ID_TOKEN_FORWARDED = cause(
  'id-token-forwarded',
  'An ID token was passed on instead of the access token',
  byReadingToken('Forward the access token; request {scope} so that there is one'),
  { evidence: tokenIsIdToken },
);

export const APP_ONLY_TOKEN = cause(
  'app-only-token',
  'The caller used its own identity without a user; on-behalf-of needs the token of a user',
  byHand('Sign a user in and pass their token on'),
  { evidence: tokenIsAppOnly },
);

export const TOKEN_EXPIRED = cause(
  'token-expired',
  'The user token had expired when the server used it: the gateway or a long job keeps an old one',
  byHand('Refresh the token before it ends (this needs offline_access), and answer 401 when it has ended'),
  { evidence: tokenWasExpired },
);

export const CLOCK_IS_WRONG = cause(
  'clock-is-wrong',
  'The clock of a machine differs from Entra by more than five minutes',
  byHand('Set the clocks by NTP, and use UTC when building assertions'),
);
