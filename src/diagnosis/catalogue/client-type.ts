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
import { cause, numbered } from './entry.ts';
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
  numbered('7000218', {
    causes: [LOOPBACK_ON_WEB, CLIENT_FLOWS_OFF, GATEWAY_WITHOUT_SECRET, SERVER_ID_AT_CLIENT],
    next: [RULE, 'Do not give {client} a secret: a desktop program cannot keep one.'],
    wording: ['the request body must contain the following parameter client assertion or client secret'],
  }),
  numbered('70002', {
    causes: [LOOPBACK_ON_WEB, CLIENT_FLOWS_OFF, GATEWAY_WITHOUT_SECRET, SERVER_ID_AT_CLIENT],
    next: ['Look for a second AADSTS number in the same message.', RULE],
    wording: ['the request body must contain the following parameter client secret or client assertion'],
  }),
  numbered('700025', {
    causes: [SERVER_FLOWS_ON, CALLBACK_ON_DESKTOP, CLIENT_ID_WITH_SECRET],
    next: [RULE],
    wording: ['client is public so neither client assertion nor client secret should be presented'],
  }),
  numbered('9002325', {
    causes: [URI_ON_SPA, NO_PKCE],
    wording: ['proof key for code exchange is required for cross origin authorization code redemption'],
  }),
  numbered('9002326', {
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
  numbered('9002327', {
    causes: [URI_ON_SPA],
    wording: [
      'tokens issued for the single page application client type may only be redeemed via cross origin requests',
    ],
  }),
  numbered('700054', {
    causes: [
      cause(
        'implicit-flow',
        'The gateway sends response_type=id_token',
        byHand('Ask for response_type=code only', 'server', 'Authentication'),
      ),
    ],
    wording: ['response type id token is not enabled for the application'],
  }),
  numbered('700084', {
    causes: [URI_ON_SPA, cause('spa-session-over', 'The browser session is over', byHand('Sign in again'))],
    wording: ['refresh token was issued to a single page app'],
  }),
];
