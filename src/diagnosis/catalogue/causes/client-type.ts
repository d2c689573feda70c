import { noUriWasSent, uriOnSpa, uriWasSent } from '../../evidence/redirect.ts';
import { says } from '../../evidence/says.ts';
import { cause } from '../entry.ts';
import { byApply, byHand } from '../fixes.ts';

/** Only URIs that the blueprint names: the chain does not send others. */
const isOurs = ({ ours }: Readonly<Record<string, unknown>>): boolean => ours !== false;

export const LOOPBACK_ON_WEB = cause(
  'redirect-on-wrong-platform',
  'The redirect URI of {client} is registered on the web platform, which makes Entra ask a desktop program for a secret',
  byApply('Move the redirect URI of {client} to Mobile and desktop applications', 'client', 'Authentication'),
  { check: 'client-app.public-client', checkMeans: isOurs, app: 'client', evidence: noUriWasSent },
);

export const CLIENT_FLOWS_OFF = cause(
  'public-flows-off-on-client',
  '"Allow public client flows" of {client} is No, so a sign-in without redirect URI, such as a device code, is asked for a secret',
  byApply('Set "Allow public client flows" of {client} to Yes', 'client', 'Authentication'),
  { check: 'client-app.public-client-flows', app: 'client', evidence: uriWasSent },
);

export const SERVER_FLOWS_ON = cause(
  'public-flows-on-server',
  '"Allow public client flows" of {server} is Yes, so Entra treats it as a public client where no redirect URI is sent',
  byApply('Set "Allow public client flows" of {server} to No', 'server', 'Authentication'),
  { check: 'server-api.public-client-flows', app: 'server', evidence: uriWasSent },
);

export const CALLBACK_ON_DESKTOP = cause(
  'gateway-callback-on-desktop',
  'The gateway callback is registered on {server} as a desktop redirect URI instead of a web one',
  byApply('Move the gateway callback of {server} to the web platform', 'server', 'Authentication'),
  { check: 'server-api.confidential-client', checkMeans: isOurs, app: 'server', evidence: noUriWasSent },
);

export const CLIENT_ID_WITH_SECRET = cause(
  'client-id-with-secret',
  'A secret is sent together with the id of {client}, which is public and has none',
  byHand(
    'Configure the id of {server} wherever a secret is configured, and no secret beside the id of {client}',
    'client',
    'CertificatesAndSecrets',
  ),
  { app: 'client' },
);

export const GATEWAY_WITHOUT_SECRET = cause(
  'gateway-without-secret',
  'The gateway signs in with the id of {server} but has no client secret configured',
  byHand('Give the gateway the credential of {server}', 'server', 'CertificatesAndSecrets'),
  {
    app: 'server',
    sign: says(/RedeemAuthorizationCode/, 'A web application redeems the code.'),
  },
);

export const SERVER_ID_AT_CLIENT = cause(
  'server-id-at-client',
  'The MCP client is configured with the id of {server}, a confidential client, instead of the id of {client}',
  byHand('Configure {clientAppId}, the id of {client}, in the MCP client', 'client', 'Overview'),
  { app: 'server' },
);

export const URI_ON_SPA = cause(
  'redirect-on-spa',
  'The redirect URI is registered as a single-page application, whose codes only a browser may redeem',
  byApply(
    'Move the URI to web (gateway) or to Mobile and desktop applications (client)',
    'client',
    'Authentication',
  ),
  { evidence: uriOnSpa },
);
