import {
  CALLBACK_ON_DESKTOP,
  CLIENT_FLOWS_OFF,
  CLIENT_ID_WITH_SECRET,
  GATEWAY_WITHOUT_SECRET,
  LOOPBACK_ON_WEB,
  SERVER_FLOWS_ON,
  SERVER_ID_AT_CLIENT,
  URI_ON_SPA,
} from './causes/client-type.ts';
import { cause, entry } from './entry.ts';
import { byHand } from './fixes.ts';

const NO_PKCE = cause(
  'no-pkce',
  'A server redeems the code without PKCE',
  byHand('Let the gateway use PKCE, or register its callback as Web', 'server', 'Authentication'),
);
const RULE =
  'The platform of the matched redirect URI decides between public and confidential; "Allow public client flows" counts only where no redirect URI is sent.';

/** Public where confidential was meant, or the reverse. */
export const CLIENT_TYPE_ENTRIES = [
  entry('7000218', {
    hops: ['client-signin', 'gateway', 'admin-signin'],
    meaning: 'Entra takes the caller for a confidential client, but it sent no credential.',
    causes: [LOOPBACK_ON_WEB, CLIENT_FLOWS_OFF, GATEWAY_WITHOUT_SECRET, SERVER_ID_AT_CLIENT],
    next: [RULE, 'Do not give {client} a secret: a desktop program cannot keep one.'],
    wording: ['the request body must contain the following parameter client assertion or client secret'],
  }),
  entry('70002', {
    name: 'InvalidClient',
    hops: ['gateway', 'obo', 'client-signin'],
    meaning:
      'The credential was not accepted. Usually a second number in the same text says why; alone it means that none was sent.',
    causes: [LOOPBACK_ON_WEB, CLIENT_FLOWS_OFF, GATEWAY_WITHOUT_SECRET, SERVER_ID_AT_CLIENT],
    next: ['Look for a second AADSTS number in the same message.', RULE],
    wording: ['the request body must contain the following parameter client secret or client assertion'],
  }),
  entry('700025', {
    name: 'InvalidClientPublicClientWithCredential',
    hops: ['obo', 'gateway', 'client-signin'],
    meaning: 'A secret was sent, but Entra takes the caller for a public client.',
    causes: [SERVER_FLOWS_ON, CALLBACK_ON_DESKTOP, CLIENT_ID_WITH_SECRET],
    next: [RULE],
    wording: ['client is public so neither client assertion nor client secret should be presented'],
  }),
  entry('9002325', {
    hops: ['gateway', 'client-signin'],
    meaning: 'The redirect URI belongs to a single-page application, and the code was redeemed without PKCE.',
    causes: [URI_ON_SPA, NO_PKCE],
    wording: ['proof key for code exchange is required for cross origin authorization code redemption'],
  }),
  entry('9002326', {
    hops: ['client-signin', 'gateway'],
    meaning: 'A browser redeemed the code, but the redirect URI is not that of a single-page application.',
    causes: [
      cause(
        'browser-client',
        'The MCP client runs in a browser, such as MCP Inspector',
        byHand(
          "Register that client's URI as a single-page application, or let the gateway redeem the code",
          'client',
          'Authentication',
        ),
      ),
      cause(
        'origin-added',
        'A proxy adds an Origin header',
        byHand('Take the Origin header out at the proxy'),
      ),
    ],
    wording: ['cross origin token redemption is permitted only for the single page application client type'],
  }),
  entry('9002327', {
    hops: ['client-signin', 'gateway'],
    meaning:
      'The redirect URI is that of a single-page application, but a server or desktop program redeemed the code.',
    causes: [URI_ON_SPA],
    wording: [
      'tokens issued for the single page application client type may only be redeemed via cross origin requests',
    ],
  }),
  entry('700054', {
    hops: ['client-signin', 'gateway'],
    meaning: 'An ID token was asked for directly, which this app does not allow.',
    causes: [
      cause(
        'implicit-flow',
        'The gateway sends response_type=id_token',
        byHand('Ask for response_type=code only', 'server', 'Authentication'),
      ),
    ],
    wording: ['response type id token is not enabled for the application'],
  }),
  entry('700084', {
    hops: ['client-signin', 'gateway'],
    meaning: 'A refresh token of a single-page application has ended; those live for 24 hours.',
    causes: [URI_ON_SPA, cause('spa-session-over', 'The browser session is over', byHand('Sign in again'))],
    wording: ['refresh token was issued to a single page app'],
  }),
];
