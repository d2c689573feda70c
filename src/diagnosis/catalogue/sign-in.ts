import { answerLacksIssuer } from '../evidence/answer.ts';
import { redirectHoldsUrl, uriIsNotWanted, uriUnregistered } from '../evidence/redirect.ts';
import { promptIsConsent, scopeIsBare, tenantIsShared } from '../evidence/request.ts';
import { severalResources } from '../evidence/scope.ts';
import { URI_OF_MCP_CLIENT } from './causes/redirect.ts';
import { V1_ADDRESS } from './causes/request.ts';
import { RESOURCE_PARAMETER, SCOPE_WITHOUT_RESOURCE } from './causes/resource.ts';
import { cause, entry, withProof } from './entry.ts';
import { byHand, byRowOfLog, bySignInLog } from './fixes.ts';

/** Texts of clients and gateways about a sign-in that had begun: its URL, its answer, its state (facts: mcp.md §6). */
export const SIGN_IN_ENTRIES = [
  entry('symptom:sign-in-address', {
    hops: ['client-signin', 'gateway'],
    isLogged: true,
    meaning:
      'The address of a sign-in, without an error: what it asks for can be held against the registration.',
    causes: [
      { ...V1_ADDRESS, onlySigned: true },
      cause(
        'redirect-path-holds-url',
        'A setting that takes the path of the callback holds a whole address',
        byHand('Set the path alone, such as /auth/callback'),
        { sign: redirectHoldsUrl, names: 'any', onlySigned: true },
      ),
      URI_OF_MCP_CLIENT,
      cause(
        'redirect-uri-differs',
        'Its redirect URI is registered nowhere',
        byHand(
          'Register exactly that URI, or configure the client to send a registered one',
          'client',
          'Authentication',
        ),
        { evidence: uriUnregistered, names: 'any', sign: uriIsNotWanted, onlySigned: true },
      ),
      { ...RESOURCE_PARAMETER, onlySigned: true },
      withProof(SCOPE_WITHOUT_RESOURCE, { sign: scopeIsBare, onlySigned: true }),
      cause(
        'several-apis-in-scope',
        'It asks for scopes of two APIs at once',
        byHand('Request {clientScopes}'),
        {
          sign: severalResources,
          onlySigned: true,
        },
      ),
      cause(
        'prompt-forced',
        'It carries prompt=consent, which brings the consent page back although consent exists',
        byHand('Take prompt=consent out of the configuration of the client or gateway'),
        { sign: promptIsConsent, onlySigned: true },
      ),
      cause(
        'shared-endpoint',
        'It goes to an address for all tenants, while both apps belong to one',
        byHand('Use {authority} in the client, the gateway and the server'),
        { sign: tenantIsShared, onlySigned: true },
      ),
      cause(
        'asks-as-it-should',
        'Nothing in the address itself speaks against it',
        bySignInLog('Open it in a browser, and diagnose the number that the page shows'),
      ),
    ],
    next: ['Open the address in a browser: the page shows the AADSTS number, if it fails.'],
  }),
  entry('symptom:ids-only', {
    hops: ['client-signin', 'gateway'],
    isLogged: true,
    meaning: 'The text has no number that says why, only ids under which the sign-in log keeps the failure.',
    causes: [
      cause(
        'number-in-sign-in-log',
        'The program hides the AADSTS number; the row of the sign-in log with this trace or correlation id has it',
        byRowOfLog(
          'Look the id up in the sign-in log: under "Request ID" for a trace id, among the non-interactive sign-ins too',
        ),
      ),
    ],
    next: [
      'A localised page keeps the number: it stands under "Troubleshooting details", and in the address bar as error_description.',
    ],
    weak: true,
    wording: ['mcp token exchange failed', 'authorization with the mcp server failed', 'entra trace id'],
  }),
  entry('symptom:overlapping-sign-ins', {
    hops: ['client-signin', 'gateway'],
    meaning: 'The answer of the sign-in does not belong to the sign-in that waits for it.',
    causes: [
      cause(
        'sign-ins-overlap',
        'Two sign-ins ran at once, the page was loaded again, or the cookie with the state got lost',
        byHand('Close every other attempt and begin the sign-in again'),
      ),
      cause(
        'callback-host-differs',
        'The callback comes back on another host than the sign-in began on, so its cookie is not sent',
        byHand('Use one host name everywhere: localhost and 127.0.0.1 are two'),
      ),
    ],
    wording: [
      'state mismatch',
      'invalid state parameter',
      'checks state argument is missing',
      'unable to verify authorization request state',
      'state parameter does not match',
      'oauth state missing or invalid',
      'correlation failed',
      'oauth state was missing or invalid',
      'mismatching state',
      'state not equal in request and response',
      'authorization request not found',
      'idx21323',
      'idx21324',
      'idx21329',
      'idx21330',
      'idx21349',
      'state parameter mismatch',
      'invalid or expired authorization transaction',
      'invalid or expired transaction',
      'unable to obtain csrf cookie',
      'csrf token mismatch',
      'nonce mismatch',
      'hash value cannot be processed because it is empty',
      'hash empty error',
      'oauth authorization failed invalid state',
      'message invalid state',
      'invalid nonce',
      'no session state found',
      'invalidstateexception',
      'csrf detected',
      'callbackcsrferror',
      'state cookie found',
    ],
  }),
  entry('symptom:callback-port-taken', {
    hops: ['client-signin'],
    meaning: 'The client cannot listen for the answer: another program has the port.',
    causes: [
      cause(
        'port-taken',
        'Another copy of the client, or another program, listens on that port',
        byHand('End the other program, or configure another port and register its redirect URI'),
      ),
    ],
    wording: ['eaddrinuse', 'address already in use', 'callback port … in use'],
  }),
  entry('symptom:issuer-of-answer-differs', {
    hops: ['client-signin', 'gateway'],
    meaning:
      'The client refuses the answer of the sign-in: its parameter iss (RFC 9207) is missing, or names another authorization server than the one that was asked.',
    causes: [
      cause(
        'answer-without-issuer',
        'The metadata promise iss in every answer (authorization_response_iss_parameter_supported), and the answer has none',
        byHand(
          'Let the gateway send iss with every answer, or take the promise out of its metadata; Entra promises nothing',
        ),
        { sign: answerLacksIssuer, onlySigned: true },
      ),
      cause(
        'answer-of-another-issuer',
        'The gateway advertises itself as authorization server and passes on the answer of Entra, or advertises an issuer in another spelling',
        byHand(
          'Let iss of the answer and issuer of the metadata be the same, byte for byte: both of the gateway, or both {authority}/v2.0',
        ),
      ),
    ],
    wording: [
      'missing required issuer',
      'iss parameter mismatch',
      'iss mismatch',
      'authorization response issuer',
      'iss in authorization response',
      'authorization response iss parameter',
      'oauth callback issuer',
      'rfc 9207',
    ],
  }),
  entry('symptom:pkce-verifier-refused', {
    hops: ['gateway', 'client-signin'],
    meaning:
      'The OAuth server of the gateway refuses the code: its PKCE verifier does not belong to its challenge.',
    causes: [
      cause(
        'pkce-verifier-replaced',
        'Two parties do PKCE for one code, or two sign-ins ran at once and one overwrote the verifier of the other',
        byHand('Let one party own PKCE, keep one verifier per state, and begin the sign-in again'),
      ),
    ],
    wording: ['invalid pkce code verifier', 'pkce verification failed', 'incorrect code verifier'],
  }),
  entry('symptom:redirect-uri-not-loopback', {
    hops: ['client-signin'],
    meaning: 'MSAL opens the browser of the system, and then listens on the loopback address alone.',
    causes: [
      cause(
        'system-browser-wants-loopback',
        'The program is configured with another redirect URI than http://localhost',
        byHand(
          'Configure and register http://localhost on {client} as Mobile and desktop applications',
          'client',
          'Authentication',
        ),
      ),
    ],
    wording: ['only loopback redirect uri is supported'],
  }),
  entry('symptom:redirect-uri-of-package', {
    hops: ['client-signin'],
    meaning:
      'MSAL refuses the redirect URI before it asks Entra: on a phone it must be made of the name and the signature of the app.',
    causes: [
      cause(
        'package-or-signature-differs',
        'The app was signed with another key, or its redirect URI is not declared in the app itself',
        byHand(
          'Register the URI that the message or the portal computes (msauth…), and declare its scheme in the app',
          'client',
          'Authentication',
        ),
      ),
    ],
    wording: [
      'doesnt match with the one generated with package name and signature hash',
      'not registered in the apps info plist',
      'redirect uri in the configuration file',
    ],
  }),
  entry('symptom:connector-signed-out', {
    hops: ['client-signin'],
    isLogged: true,
    meaning:
      'The connector of Copilot Studio or Power Platform got no token for this user: its connection has no sign-in that counts.',
    causes: [
      cause(
        'connection-not-signed-in',
        'The user has not signed in to the connection, or the sign-in is over and its refresh is refused',
        byHand(
          'Open the connections of that user, sign in to this one again, and read the AADSTS number on the page if it fails',
        ),
      ),
      cause(
        'connection-settings-differ',
        'Addresses, scope, client id or secret of the connector are not those of {client}, or its redirect URI is not registered',
        byHand(
          'Compare them with what `entra-mcp-setup client-config copilot-studio --allow-client-secret` prints',
          'client',
          'Authentication',
        ),
      ),
    ],
    next: [
      'The sign-in log has the AADSTS number: look for this time and user, among the non-interactive sign-ins too.',
    ],
    wording: [
      'code oautherror',
      'oautherror conversation id',
      'connectionauthorizationfailed',
      'connection is not authenticated',
      'could not exchange code for token',
      'login failed could not exchange',
    ],
  }),
];
