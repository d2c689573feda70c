import { namesAbsoluteMetadata, namesRelativeMetadata, speaksOfFirewall } from '../evidence/answer.ts';
import { says } from '../evidence/says.ts';
import { cause, entry } from './entry.ts';
import { byHand, byReadingToken, byVerifying } from './fixes.ts';

/** Failures that keep a sign-in from beginning (facts: mcp.md §1). */
export const CHALLENGE_ENTRIES = [
  entry('symptom:sign-in-not-begun', {
    hops: ['discovery', 'client-signin'],
    meaning:
      'The MCP server answers 401 and names its metadata, as it should before a sign-in. The client does not go on from there.',
    causes: [
      cause(
        'challenge-address-relative',
        'resource_metadata holds a path instead of a whole address, which clients pass over',
        byVerifying('Name the whole https address in resource_metadata', 'endpoint.challenge'),
        { sign: namesRelativeMetadata, onlySigned: true },
      ),
      cause(
        'challenge-not-followed',
        'The client waits for somebody to begin the sign-in, or has no client id that it could begin one with',
        byHand(
          'Begin the sign-in in the client (its button or command for authentication), with {clientAppId} as its client id (`entra-mcp-setup client-config <client>`)',
        ),
        { sign: namesAbsoluteMetadata },
      ),
      cause(
        'metadata-behind-challenge-fails',
        'The address in resource_metadata, or what it leads to, does not answer as the client needs it',
        byVerifying('Check every step that follows the 401', 'endpoint.resource-metadata'),
        { check: 'endpoint.resource-metadata' },
      ),
    ],
    wording: [
      'auth required when send initialize request',
      'authrequired',
      'needs authentication',
      'oauth authentication required',
      'without oauth configuration please authenticate',
      'failed to connect to mcp server authentication required',
      'bearer resource metadata',
      'open connection manager to verify your credentials',
    ],
  }),
  entry('symptom:access-proxy-in-front', {
    hops: ['discovery', 'mcp-server'],
    meaning:
      'Something in front of the MCP server answers in its place: an access proxy with a sign-in page of its own, a firewall, a bot protection.',
    causes: [
      cause(
        'access-proxy-answers',
        'An access proxy (Cloudflare Access, Entra application proxy, App Service authentication) sends a page or a redirect to its own sign-in, which no MCP client can follow',
        byVerifying(
          'Let the MCP address and /.well-known/oauth-protected-resource through without that sign-in, or let the proxy answer 401 with WWW-Authenticate',
          'endpoint.challenge',
        ),
        { check: 'endpoint.challenge' },
      ),
      cause(
        'firewall-answers',
        'A firewall or bot protection blocks the addresses or the user agent of the MCP client',
        byHand('Look at its log for the time of the failure, and let the client through'),
        { sign: speaksOfFirewall },
      ),
    ],
    wording: [
      'unexpected content type text html',
      'cloudflareaccess com',
      'cloudflare access',
      'cdn cgi access login',
      'msappproxy net',
      'expected json got text html',
      'received html instead of json',
      'unable to find your access application',
      'the request could not be satisfied … request blocked',
      'the request is blocked azure ref',
      'the request is blocked … azure ref',
      'sorry you have been blocked',
      'attention required cloudflare',
      'incapsula incident id',
      'cf error code 1020',
    ],
  }),
  entry('symptom:server-answers-403', {
    hops: ['gateway', 'mcp-server'],
    meaning: 'Gateway or server knows the caller and denies the request.',
    causes: [
      cause(
        'function-key-missing',
        'Azure Functions wants its own key too (x-functions-key), whatever token is sent',
        byHand('Send the key, or set webhookAuthorizationLevel in host.json to Anonymous'),
        { sign: says(/WebJobsAuthLevel/, 'The scheme is that of keys.'), onlySigned: true },
      ),
      cause(
        'scope-not-requested',
        'The token lacks the scope or role that is wanted there',
        byReadingToken('Compare scp with what the server wants: {scopeName}'),
      ),
      cause(
        'client-not-listed',
        'Only named clients or users are let in there',
        byHand('Look at the list of allowed clients and users of the gateway and of the server'),
        { sign: says(/not entitled|entitlement|licen[sc]ed/i, 'It is about who is entitled.') },
      ),
      cause(
        'firewall-answers',
        'A firewall or bot protection in front of the server answers',
        byHand('Look at its log for the time of the failure'),
      ),
    ],
    weak: true,
    wording: [
      'returned an http error with code 403',
      'error posting to endpoint http 403',
      'non 200 status code 403',
      '403 status sending message to',
      'webjobsauthlevel was forbidden',
      'caller is not entitled',
    ],
  }),
];
