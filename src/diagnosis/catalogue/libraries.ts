import { speaksOfWorkload } from '../evidence/answer.ts';
import { says } from '../evidence/says.ts';
import { CLIENT_CONSENT_MISSING, GRAPH_CONSENT_MISSING } from './causes/consent.ts';
import { TOKEN_FOR_ANOTHER, TOKEN_FOR_GRAPH } from './causes/token.ts';
import { cause, entry } from './entry.ts';
import { byHand, bySignInLog, byTest } from './fixes.ts';

const SIGN_IN_ANEW = byHand('Sign in anew, interactively');
const ANSWER_SWALLOWED =
  'Have the log print the whole answer of the sign-in service (error, error_description): its AADSTS number says which.';
const NO_CREDENTIAL = cause(
  'no-credential-configured',
  'The settings that name tenant, client id or credential are missing or empty where the program runs',
  byHand('Give the program the settings that `entra-mcp-setup env` writes, and restart it'),
);

/** What MSAL, Azure Identity and Microsoft.Identity.Web say themselves, without an answer of Entra (facts: mcp.md §6). */
export const LIBRARY_ENTRIES = [
  entry('symptom:exchange-answer-hidden', {
    hops: ['obo'],
    isLogged: true,
    meaning: 'The on-behalf-of exchange failed, and the log keeps the answer of Entra to itself.',
    causes: [
      TOKEN_FOR_GRAPH,
      TOKEN_FOR_ANOTHER,
      GRAPH_CONSENT_MISSING,
      cause(
        'number-not-logged',
        'The AADSTS number, which would say why, was not logged',
        byTest('Have the log print the AADSTS number, or make the exchange here'),
      ),
    ],
    next: [ANSWER_SWALLOWED, '`entra-mcp-setup test` makes the exchange and shows what comes back.'],
    weak: true,
    wording: [
      'onbehalfofcredential authentication failed',
      'failed to acquire graph api token',
      'failed to acquire graph token',
      'graph token acquisition failed',
      'failed to obtain graph api token',
      'failed to acquire token on behalf of',
      'acquiretokenonbehalfof',
      'token exchange error',
      'upstream token exchange failed',
      'obo token request failed',
      'retrieving agentic user token',
      'idw10501',
    ],
  }),
  entry('symptom:interaction-needed', {
    hops: ['obo', 'client-signin'],
    isLogged: true,
    meaning:
      'The library got no token without asking the user: consent is missing, the session is over, or a policy wants more.',
    causes: [
      cause(
        'challenge-not-passed-on',
        'The server does not pass the demand on to the client, which alone can ask the user',
        byHand('Answer 401 with the claims in WWW-Authenticate, and sign in again with them'),
      ),
      GRAPH_CONSENT_MISSING,
      CLIENT_CONSENT_MISSING,
    ],
    next: [ANSWER_SWALLOWED],
    wording: [
      'idw10502',
      'msaluirequiredexception',
      'interactionrequiredautherror',
      'interactionrequired',
      'authenticationrequirederror',
      'automatic authentication has been disabled',
      'idw10503 cannot determine the cloud instance',
    ],
  }),
  entry('symptom:no-cached-token', {
    hops: ['client-signin'],
    meaning: 'The library found no stored session or refresh token for this user.',
    causes: [
      cause(
        'never-signed-in',
        'Nobody has signed in with this client and account yet, or the cache was cleared',
        SIGN_IN_ANEW,
      ),
      cause(
        'cache-unreadable',
        'The store of tokens cannot be decrypted or opened: another account, machine or keychain wrote it',
        byHand('Delete the stored tokens of the program, and sign in again'),
        { sign: says(/decrypt|persistence ?error/i, 'The text speaks of the store.'), onlySigned: true },
      ),
      cause(
        'offline-access-missing',
        'offline_access was not asked for, so there is no refresh token to use',
        byHand('Request {clientScopes}'),
      ),
    ],
    wording: [
      'no tokens found',
      'no account in silent request',
      'no account found',
      'no account error',
      'no refresh token found',
      'login hint … no cached',
      'failed to acquire a token silently',
      'failed to silently acquire',
      'unable to sign without access token',
      'no accounts were found in the cache',
      'no stored tokens found',
      'token not found in the cache',
      'client authorization required',
      'multiple matching tokens detected',
      'of null reading accesstoken',
      'error decrypting data',
      'persistenceerror decryption failed',
      'of undefined reading accesstoken',
    ],
  }),
  entry('symptom:user-cancelled', {
    hops: ['client-signin', 'admin-signin'],
    meaning: 'The sign-in ended before it was finished.',
    causes: [
      cause('user-cancelled', 'The user closed the page or pressed Cancel', SIGN_IN_ANEW),
      cause(
        'error-on-microsoft-page',
        "The error stays on Microsoft's page and never reaches the redirect URI",
        bySignInLog('Copy what the page shows, and look at the sign-in log'),
      ),
    ],
    wording: [
      'user cancelled',
      'user canceled',
      'authentication canceled',
      'authentication cancelled',
      'user canceled authentication',
      'oauth callback timeout',
      'timed out waiting for the oauth callback',
      'timeout waiting for authorization',
      'monitor window timeout',
      'error getting token from server metadata canceled',
      'user did not consent to',
      'no authorization code received',
      'missing code or error in response',
      'interactivebrowsercredential authentication failed the operation was canceled',
    ],
  }),
  entry('symptom:no-credential', {
    hops: ['obo', 'mcp-server', 'admin-signin'],
    meaning: 'The program found no credential that it could sign in with; Entra was not asked.',
    causes: [
      NO_CREDENTIAL,
      cause(
        'workload-identity-not-there',
        'The pod has no token of workload identity: its label or service account is missing, so variables and token file are too',
        byHand(
          'Give the pod the label azure.workload.identity/use: "true" and a service account with azure.workload.identity/client-id',
        ),
        { sign: speaksOfWorkload, onlySigned: true },
      ),
      cause(
        'credential-for-elsewhere',
        'The default credential is made for a machine of Azure or a developer; the on-behalf-of exchange needs the secret or certificate of {server}',
        byHand(
          'Use OnBehalfOfCredential with the id and credential of {server}',
          'server',
          'CertificatesAndSecrets',
        ),
      ),
    ],
    weak: true,
    wording: [
      'defaultazurecredential failed to retrieve a token',
      'chainedtokencredential authentication failed',
      'chainedtokencredential failed to retrieve a token',
      'environmentcredential authentication unavailable',
      'environment variables are not fully configured',
      'idw10104',
      'idw10106',
      'idw10109',
      'clientid option must be provided',
      'both client secret and client certificate cannot be null',
      'a client credential must either be',
      'client credentials secret must not be empty',
      'invalid client credential',
      'defaultazurecredential failed to acquire a token',
      'workload options are not fully configured',
      'no client id specified',
      'no tenant id specified',
      'no token file specified',
      'azure identity token no such file',
      'not all values are present',
    ],
  }),
  entry('symptom:broker-hides-number', {
    hops: ['client-signin'],
    isLogged: true,
    meaning: 'The sign-in broker of Windows failed and hides the AADSTS number.',
    causes: [
      cause(
        'scope-given-as-resource',
        'A whole scope was given where an API belongs, or the API does not know the program that asks',
        byHand(
          'With Azure CLI use --scope {scope}, not --resource; then read the debug log for the AADSTS number',
        ),
      ),
      cause(
        'broker-in-the-way',
        'The broker itself fails',
        byHand('Sign in without it: az config set core.enable_broker_on_windows=false'),
        { sign: says(/window handle/i, 'The broker wants a window to stand before.') },
      ),
    ],
    wording: [
      'status incorrectconfiguration',
      'wam error',
      'native auth error',
      'statusinternal',
      'status interactionrequired … tag',
      'caa20002',
      'caa20003',
      'caa20004',
      'caa2000b',
      'broker error',
      'window handle must be configured',
    ],
  }),
  entry('symptom:managed-identity-unreachable', {
    hops: ['admin-signin', 'obo'],
    meaning:
      'The managed identity of this machine gave no token: its endpoint is not there, or refuses the audience.',
    causes: [
      cause(
        'no-managed-identity',
        'The program runs where there is no managed identity, or where none is assigned',
        byHand('Assign one, or sign in in another way (--auth)'),
      ),
      cause(
        'audience-not-offered',
        'The endpoint of this kind of machine, such as Cloud Shell, gives tokens for a few audiences only',
        byHand('Sign in by browser or with az login instead'),
      ),
    ],
    wording: [
      'failed to connect to msi',
      'managedidentitycredential authentication unavailable',
      'managed identity endpoint',
      'no managed identity endpoint found',
      'identity not found',
      'imds endpoint is not available',
      'attempted credentials managedidentitycredential',
    ],
  }),
  entry('symptom:redirect-uri-refused', {
    hops: ['gateway', 'client-registration'],
    meaning: 'A redirect URI is refused in words that are not those of Entra: the gateway has its own list.',
    causes: [
      cause(
        'redirect-uri-unknown-to-gateway',
        'The MCP client sends a redirect URI that the gateway does not know of this client',
        byHand('Let the client register itself with the gateway anew, or add its redirect URI there'),
      ),
    ],
    wording: [
      'redirect uri mismatch',
      'invalid redirect uri',
      'redirect uri not allowed',
      'redirect uri is not registered',
      'unregistered redirect uri',
      'redirect uri provided does not match any registered uri',
      'redirect uri … does not match allowed patterns',
    ],
  }),
  entry('symptom:opaque-refusal', {
    hops: ['gateway'],
    meaning:
      'A refusal in words that are not those of Entra: the OAuth server of the gateway or of the client made it.',
    causes: [
      cause(
        'refused-by-the-gateway',
        'The gateway compared client id, audience or redirect URI with its own records and found another value',
        byHand('Look at the log of the gateway for the time of the failure; nothing in Entra explains it'),
      ),
    ],
    wording: ['client id aud mismatch', 'client id mismatch', 'client id … does not match the token'],
  }),
];
