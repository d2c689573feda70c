import { OWN_TOKEN_OF_GATEWAY } from './causes/gateway.ts';
import { cause, entry } from './entry.ts';
import { byHand, byReadingToken, byTest } from './fixes.ts';

/** Refusals of gateways, clients, browsers and services other than Microsoft Graph, in their own words. */
export const REFUSAL_ENTRIES = [
  entry('symptom:client-refused', {
    hops: ['gateway', 'mcp-server'],
    meaning: 'Gateway or server lets in named clients only, and the token was issued to another one.',
    causes: [
      cause(
        'client-not-listed',
        'The client that the token was issued to (azp, in v1 tokens appid) is not among those allowed there',
        byReadingToken('Compare azp with the list, and allow {clientAppId} there'),
      ),
      cause(
        'claim-of-other-name',
        'The gateway looks for a claim that tokens of Entra do not hold, such as client_id',
        byHand('Let it compare azp, or the audience'),
      ),
    ],
    wording: [
      'client application id is not among the allowed applications',
      'is not in the allowed client applications',
      'claim client id value mismatch',
      'application … is not allowed to access this resource',
      'client application … not in allowedapplications',
      'rbac access denied',
      'user does not exist in db',
    ],
  }),
  entry('symptom:client-unknown-to-gateway', {
    hops: ['gateway', 'client-registration'],
    meaning:
      'The OAuth server of the gateway does not know the client or the token that is shown to it: it has lost its records, or never had this one.',
    causes: [
      cause(
        'registration-lost',
        'The gateway was restarted or redeployed without storage for its registrations and tokens, while the client keeps the old ones',
        byHand(
          'Remove the stored sign-in of this server in the MCP client and connect again; give the gateway storage that lasts',
        ),
      ),
      cause(
        'other-client-id',
        'The client was given an id that the gateway does not list',
        byHand('Compare the client id in the MCP client with those that the gateway lists'),
      ),
    ],
    wording: [
      'client not registered',
      'clientid provided does not match',
      'client not found',
      'unregistered client',
      'was not found in the server s client registry',
      'jti mapping not found',
      'upstream token not found',
      'grant not found or authorization code expired',
    ],
  }),
  entry('symptom:granted-scope-differs', {
    hops: ['client-signin'],
    meaning: 'The client got a token, and refuses it: the scopes granted are not those that it asked for.',
    causes: [
      cause(
        'scope-advertised-short',
        'Entra names scopes in full ({scope}), and drops openid and the like; the client compares them with what the server advertises',
        byHand('Let the server advertise {scope}, and update the client library'),
      ),
    ],
    wording: ['server granted unauthorized scopes', 'scope has changed from'],
  }),
  entry('symptom:browser-refuses-answer', {
    hops: ['client-signin', 'discovery'],
    meaning:
      'The browser keeps the answer from the page, as the server that was asked allows no other origin.',
    causes: [
      cause(
        'page-asks-entra-itself',
        'A client that runs in a page asks Entra for metadata or a token itself; Entra answers pages of a single-page application only',
        byHand('Connect through the gateway or the proxy of the client, or use a client outside the browser'),
      ),
      cause(
        'origin-not-allowed',
        'The gateway or MCP server that was asked does not allow the origin of the page',
        byHand('Allow the origin in the CORS settings of the gateway'),
      ),
    ],
    wording: [
      'blocked by cors policy',
      'network error network request failed if the browser threw a cors error',
      'network request failed if the browser threw a cors error',
      'no access control allow origin header',
      'cors header access control allow origin missing',
    ],
  }),
  entry('symptom:sharepoint-refuses-audience', {
    hops: ['graph'],
    meaning: 'SharePoint itself was asked, and the token is for another API.',
    causes: [
      cause(
        'graph-token-at-sharepoint',
        'The token is for Microsoft Graph, but an address of SharePoint was asked',
        byTest('Ask graph.microsoft.com for the file, with the token of the exchange'),
      ),
      OWN_TOKEN_OF_GATEWAY,
    ],
    wording: ['audienceurivalidationfailedexception', 'invalid audience uri'],
  }),
  entry('symptom:sharepoint-refuses-app', {
    hops: ['graph'],
    meaning: 'SharePoint takes no token of an app alone that was got with a secret.',
    causes: [
      cause(
        'app-only-at-sharepoint',
        'The server called as itself, not on behalf of the user',
        byTest('Use the on-behalf-of exchange'),
      ),
    ],
    wording: [
      'unsupported app only token',
      'token type is not allowed',
      'attempted to perform an unauthorized operation 401 client error',
    ],
  }),
  entry('graph:MailboxNotEnabledForRESTAPI', {
    hops: ['graph'],
    meaning: 'The user has no mailbox that Microsoft Graph can read.',
    causes: [
      cause(
        'no-cloud-mailbox',
        'The mailbox is on-premises, inactive, or the user has no licence for one',
        byHand('Try with a user whose mailbox is in Exchange Online; consent cannot help'),
      ),
    ],
    wording: ['mailbox is either inactive soft deleted or is hosted on premise'],
  }),
  entry('graph:Directory_QuotaExceeded', {
    hops: ['client-registration', 'admin-signin'],
    meaning: 'The account or tenant may create no more objects in the directory.',
    causes: [
      cause(
        'quota-used-up',
        'An account without a directory role may own 250 objects, deleted ones counted for 30 days',
        byHand('Remove deleted apps for good, or sign in as Application Administrator'),
      ),
    ],
    wording: ['directory object quota limit', 'directory quotaexceeded'],
  }),
  entry('symptom:token-withheld', {
    hops: ['client-signin'],
    meaning: 'The agent service sends a Microsoft token to endpoints alone that it trusts.',
    causes: [
      cause(
        'endpoint-not-trusted',
        'Its connection passes a token of its own sign-in on, and the MCP server is not on its list',
        byHand('Let the connection use OAuth with {clientAppId} and the scope {scope}'),
      ),
    ],
    wording: ['token to untrusted'],
  }),
  entry('symptom:redirect-uri-not-taken', {
    hops: ['client-registration'],
    meaning: 'The registration refuses a redirect URI.',
    causes: [
      cause(
        'redirect-uri-form',
        'It is plain http on another host than localhost, or holds a fragment or a wildcard',
        byHand(
          'Use https, or http on localhost or 127.0.0.1, without a fragment',
          'client',
          'Authentication',
        ),
      ),
    ],
    wording: [
      'must start with https or http localhost',
      'redirect uris are not valid',
      'redirect uri … must use https',
      'redirect uris property contains a wildcard',
    ],
  }),
];
