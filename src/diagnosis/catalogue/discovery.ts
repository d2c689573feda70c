import { says } from '../evidence/says.ts';
import { cause, entry } from './entry.ts';
import { byHand, byVerifying } from './fixes.ts';

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
      'user did not provide client details',
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
      'oauth client information must be saveable',
      'oauthregistrationerror',
      'registration failed 40',
      'invalidclientmetadata',
      'path redirect uris',
      'could not register with',
      'registration endpoint … not found in the oauth configuration',
      'no client id available',
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
      'issuer in metadata',
      'issuer mismatch in oauth metadata',
      'oauth metadata issuer',
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
        {
          sign: says(
            /login\.microsoftonline\.[a-z]{2,3}\/\.well-known\/oauth-authorization/i,
            'Entra has nothing at that address.',
          ),
        },
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
      'does not support grant type',
      'does not contain a resource metadata parameter',
      'no authorization servers found in authentication challenge',
      'failed to find well known',
      'path authorization servers',
      'path authorization endpoint',
      'path token endpoint',
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
      'resource uri in metadata … does not match',
      'resource property value … does not match',
    ],
  }),
];
