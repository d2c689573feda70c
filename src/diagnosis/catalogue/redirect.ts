import {
  heldUrlIsUnregistered,
  noUriAtAll,
  redirectHoldsUrl,
  uriIsNoGateway,
  uriIsNotWanted,
  uriIsWanted,
  uriOnOtherApp,
  uriUnregistered,
} from '../evidence/redirect.ts';
import { URI_OF_MCP_CLIENT } from './causes/redirect.ts';
import { cause, numbered } from './entry.ts';
import { byApply, byHand } from './fixes.ts';

const CLIENT_URI_MISSING = cause(
  'client-redirect-uri-missing',
  'A redirect URI that the chain uses is not registered on {client}',
  byApply(
    'Register {redirectUris} on {client} as Mobile and desktop applications',
    'client',
    'Authentication',
  ),
  { check: 'client-app.redirect-uri', app: 'client', sign: uriIsWanted('client') },
);
const CALLBACK_MISSING = cause(
  'gateway-callback-missing',
  'The callback of the gateway is not registered on {server}',
  byApply('Register {callbackUrl} on {server} as Web', 'server', 'Authentication'),
  {
    check: 'server-api.redirect-uri',
    app: 'server',
    evidence: uriIsNoGateway,
    sign: uriIsWanted('server'),
  },
);
const NO_URI = cause(
  'no-redirect-uri',
  'The app has no redirect URI at all',
  byApply('Register {redirectUris} on {client}', 'client', 'Authentication'),
  {
    evidence: noUriAtAll,
  },
);

/** Redirect URIs that do not match. */
export const REDIRECT_ENTRIES = [
  numbered('50011', {
    causes: [
      cause(
        'redirect-path-holds-url',
        'A setting that takes the path of the callback holds a whole address, so the base address stands twice',
        byHand('Set the path alone, such as /auth/callback'),
        { sign: redirectHoldsUrl, evidence: heldUrlIsUnregistered, names: 'any', onlySigned: true },
      ),
      URI_OF_MCP_CLIENT,
      CALLBACK_MISSING,
      CLIENT_URI_MISSING,
      cause(
        'redirect-uri-of-other-app',
        'Client id and redirect URI of the request belong to different apps',
        byHand(
          'Use the id of {server} with the gateway callback, and the id of {client} with the loopback address',
          'client',
          'Authentication',
        ),
        { evidence: uriOnOtherApp },
      ),
      cause(
        'redirect-uri-differs',
        'The request sends a redirect URI that is registered nowhere: another host (localhost is not 127.0.0.1), path, letter case, trailing slash or port',
        byHand(
          'Register exactly the URI of the message, or configure the client to send a registered one',
          'client',
          'Authentication',
        ),
        {
          evidence: uriUnregistered,
          names: 'any',
          sign: uriIsNotWanted,
          follows: ['redirect-uri-of-mcp-client', 'redirect-path-holds-url'],
        },
      ),
      cause(
        'redirect-uri-is-new',
        'The URI was added only minutes ago',
        byHand('Wait five minutes and try again'),
      ),
    ],
    waiting: 'A new redirect URI counts after three to five minutes.',
    next: [
      "The error stays on Microsoft's page: neither client nor gateway sees it. Copy the redirect URI and the app id from there.",
      'The portal does not let you type http://127.0.0.1; `entra-mcp-setup apply --yes` registers it.',
    ],
    wording: [
      'specified in the request does not match the redirect uris configured for the application',
      'specified in the request does not match the reply urls configured for the application',
      'does not match the reply addresses configured for the application',
    ],
  }),
  numbered('500112', {
    causes: [
      cause(
        'redirect-uri-changes',
        'The gateway sends different callbacks in the two requests: a slash, http for https behind a proxy, a query',
        byHand('Send the same redirect URI in both requests; the message prints both'),
      ),
      cause(
        'port-changes',
        'The client listens on another port than the one it announced',
        byHand('Announce the port that is listened on'),
      ),
    ],
    wording: [
      'the reply address … does not match the reply address … provided when requesting authorization code',
    ],
  }),
  numbered('500113', {
    causes: [
      NO_URI,
      CLIENT_URI_MISSING,
      CALLBACK_MISSING,
      cause(
        'consent-without-redirect',
        'The consent page was opened for an app without redirect URI; the consent itself may stand',
        byHand('Look whether the consent was stored', 'client', 'ApiPermissions'),
      ),
    ],
    wording: ['no reply address is registered for the application'],
  }),
  numbered('900971', {
    causes: [
      cause(
        'redirect-uri-left-out',
        'The request leaves redirect_uri out although the app has several',
        byHand('Send redirect_uri, exactly as registered'),
      ),
      NO_URI,
    ],
    wording: ['no reply address provided'],
  }),
];
