import { redirectHoldsUrl, uriIsNotWanted, uriUnregistered } from '../evidence/redirect.ts';
import { promptIsConsent, scopeIsBare, tenantIsShared } from '../evidence/request.ts';
import { severalResources } from '../evidence/scope.ts';
import { URI_OF_MCP_CLIENT } from './causes/redirect.ts';
import { RESOURCE_PARAMETER, SCOPE_WITHOUT_RESOURCE } from './causes/resource.ts';
import { cause, entry, withProof } from './entry.ts';
import { byHand, byRowOfLog, bySignInLog, byVerifying } from './fixes.ts';

const NO_DYNAMIC_REGISTRATION = cause(
  'no-dynamic-registration',
  'Entra registers no clients by itself, and the client has no client id configured',
  byHand(
    'Configure {clientAppId} as the client id in the MCP client (`entra-mcp-setup client-config <client>` prints where), or let the gateway do the registration',
    'client',
    'Overview',
  ),
);
const ADVERTISED_ISSUER = byVerifying(
  'Advertise {authority}/v2.0 with the tenant id, not its domain, common or organizations, under authorization_servers',
  'endpoint.issuer-metadata',
);

/** What MCP clients print before anybody signs in (facts: mcp.md §1, §6). */
export const DISCOVERY_ENTRIES = [
  entry('symptom:no-dynamic-registration', {
    hops: ['client-registration'],
    meaning:
      'The MCP client wants to register itself with the authorization server, and Entra offers no such registration.',
    causes: [
      NO_DYNAMIC_REGISTRATION,
      cause(
        'client-id-not-read',
        'A client id is configured, but not where this client looks for it',
        byHand('Compare the file and key with what `entra-mcp-setup client-config <client>` prints'),
      ),
    ],
    wording: [
      'dynamic client registration',
      'does not support dynamic registration',
      'dynamic registration not supported',
      'dynamic registration is not supported',
      'dynamic registration failed',
      'no registration endpoint',
      'registration endpoint not found',
      'registration endpoint is missing',
      'client registration failed',
      'failed to register client',
      'failed to register oauth client',
      'could not register client',
      'registration endpoint not available',
      'no client id configured',
      'existing oauth client information is required',
      'oauthregistrationerror',
      'registration failed 40',
      'invalidclientmetadata',
      'path redirect uris',
    ],
  }),
  entry('symptom:issuer-differs-from-metadata', {
    hops: ['discovery'],
    meaning:
      'The metadata of the authorization server names another issuer than the address it was looked up with, which clients must refuse.',
    causes: [
      cause(
        'issuer-for-all-tenants',
        'The server advertises common or organizations, or a domain; the metadata of Entra then names tenantid in braces, or the tenant id',
        ADVERTISED_ISSUER,
        { check: 'endpoint.issuer-metadata' },
      ),
      cause(
        'issuer-with-other-spelling',
        'The advertised address differs in a slash at its end, or lacks /v2.0',
        ADVERTISED_ISSUER,
        { check: 'endpoint.issuer-metadata' },
      ),
    ],
    wording: [
      'issuer mismatch',
      'mismatched issuer',
      'issuer does not match',
      'issuer … does not match',
      'does not match expected issuer',
      'unexpected issuer',
      'expected issuer',
      'issuer in metadata',
      'issuer identifier mismatch',
      'unexpected issuer value',
      'issuer … must match',
      'did not match the issuer returned by provider',
      'did not match the issuer url returned by provider',
      'configuration metadata did not match the requested issuer',
      'issuer in discovery document',
    ],
  }),
  entry('symptom:pkce-not-advertised', {
    hops: ['discovery'],
    meaning:
      'The client refuses the authorization server because its metadata does not advertise PKCE with S256. Entra does PKCE, and does not say so.',
    causes: [
      cause(
        'entra-does-not-advertise-pkce',
        'The metadata of Entra has no code_challenge_methods_supported; nobody can mend it there',
        byHand(
          'Use a client that does not insist, or let the gateway be the authorization server and advertise S256',
        ),
        { check: 'endpoint.pkce' },
      ),
    ],
    wording: [
      'code challenge methods supported',
      'does not support pkce',
      'pkce not supported',
      'pkce is not supported',
      'pkce support is required',
      'does not support code challenge method',
      'does not support s256',
      'incompatible auth server does not support code challenge',
    ],
  }),
  entry('symptom:metadata-not-found', {
    hops: ['discovery'],
    meaning:
      'The client does not find the metadata that lead from the MCP server to its authorization server.',
    causes: [
      cause(
        'resource-metadata-missing',
        'The server publishes no /.well-known/oauth-protected-resource, or its 401 does not name it',
        byVerifying(
          'Serve what `entra-mcp-setup resource-metadata` prints, and name it in WWW-Authenticate',
          'endpoint.resource-metadata',
        ),
        { check: 'endpoint.resource-metadata' },
      ),
      cause(
        'client-tries-one-address',
        'The client tries the address of RFC 8414 alone; Entra answers only where openid-configuration is appended',
        byHand('Use a newer client, or let the gateway answer at the address that the client asks'),
      ),
      cause(
        'answer-is-no-json',
        'A page in HTML or a redirect to a sign-in page answers in place of the metadata',
        byHand('Let the address of the metadata be open to everybody, and answer in JSON'),
      ),
    ],
    wording: [
      'trying to load well known oauth metadata',
      'failed to discover oauth',
      'failed to discover authorization server',
      'failed to discover protected resource',
      'failed to fetch authorization server metadata',
      'failed to load oauth metadata',
      'could not discover authorization server',
      'no valid oauth metadata',
      'oauth metadata not found',
      'does not implement oauth 2 0 protected resource metadata',
      'protected resource metadata not found',
      'failed to parse oauth metadata',
      'well known oauth authorization server 404',
      'invalid oauth error response syntaxerror',
      'does not implement oauth',
      'does not support response type',
      'no authorization support detected',
      'failed to get authorization server metadata',
    ],
  }),
  entry('symptom:resource-differs-from-metadata', {
    hops: ['discovery'],
    meaning: 'The metadata name another resource than the address that the client connects to.',
    causes: [
      cause(
        'resource-advertised-otherwise',
        'The member resource is not the URL that clients use, byte for byte: a slash, http for https behind a proxy, another host',
        byVerifying('Advertise as resource exactly the URL that clients use', 'endpoint.resource'),
        { check: 'endpoint.resource' },
      ),
    ],
    wording: [
      'protected resource … does not match expected',
      'resource … does not match expected resource',
      'protected resource … does not match',
      'resource identifier mismatch',
      'resource url mismatch',
    ],
  }),
  entry('symptom:sign-in-address', {
    hops: ['client-signin', 'gateway'],
    meaning:
      'The address of a sign-in, without an error: what it asks for can be held against the registration.',
    causes: [
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
];
