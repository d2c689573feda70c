import { SERVER_ID_AT_CLIENT } from './causes/client-type.ts';
import { WRONG_TENANT } from './causes/registration.ts';
import { cause, numbered } from './entry.ts';
import { byHand, byVerifying } from './fixes.ts';

const USE_TENANT_URL = byHand('Use {authority} in the client, the gateway and the server');
const SHARED_ENDPOINT = cause(
  'shared-endpoint',
  'The client or gateway signs in at /common or /organizations instead of this tenant',
  USE_TENANT_URL,
);
const OTHER_CLOUD = cause(
  'other-cloud',
  'The tenant belongs to another national cloud than the address used',
  byHand('Use the addresses of that cloud for sign-in and Microsoft Graph, and --cloud here'),
);
const TENANT_MISTYPED = cause(
  'tenant-mistyped',
  'The tenant id or domain has a typing error, or is a placeholder',
  USE_TENANT_URL,
);
const NO_TENANT = cause('no-tenant-in-url', 'The address of the request names no tenant', USE_TENANT_URL);
const WIDER_AUDIENCE = cause(
  'not-single-tenant',
  'An app of the chain accepts accounts of other tenants, which this chain does not support',
  byVerifying('Set both apps to this directory only', 'client-app.single-tenant', 'client', 'Authentication'),
);

/** Tenants and clouds that do not fit. */
export const TENANT_ENTRIES = [
  numbered('50194', {
    causes: [
      SHARED_ENDPOINT,
      cause(
        'metadata-issuer-shared',
        'The metadata of the MCP server sends clients to an address for every tenant',
        byVerifying("Serve the tenant's own issuer, or the gateway's", 'endpoint.authorization-server'),
        { check: 'endpoint.authorization-server', checkMeans: ({ wrong }) => wrong === 'shared' },
      ),
      SERVER_ID_AT_CLIENT,
    ],
    next: ['Both apps are meant to be single-tenant: change the address, not the apps.'],
    wording: ['is not configured as a multi tenant application'],
  }),
  numbered('50059', {
    causes: [SHARED_ENDPOINT, NO_TENANT],
    wording: ['no tenant identifying information found'],
  }),
  numbered('90019', {
    causes: [NO_TENANT, SHARED_ENDPOINT],
    wording: ['unable to determine the tenant identifier'],
  }),
  numbered('90002', {
    causes: [TENANT_MISTYPED, OTHER_CLOUD],
    wording: [
      'tenant … not found check to make sure you have the correct tenant id',
      'tenant … not found this may happen',
    ],
  }),
  numbered('900023', {
    causes: [
      cause(
        'whole-url-as-authority',
        'A whole sign-in or token address was configured where only the authority belongs, so "authorize" or "token" became the tenant',
        USE_TENANT_URL,
      ),
      TENANT_MISTYPED,
    ],
    wording: ['is neither a valid dns name nor a valid external domain'],
  }),
  numbered('90038', {
    causes: [OTHER_CLOUD],
    wording: ['belongs to the national cloud'],
  }),
  numbered('900439', {
    causes: [OTHER_CLOUD],
    wording: ['usgclientnotsupportedonpublicendpoint'],
  }),
  numbered('90130', {
    causes: [SHARED_ENDPOINT],
    wording: ['not supported over the common or consumers endpoints'],
  }),
  numbered('9001023', {
    causes: [SHARED_ENDPOINT],
    wording: ['grant type is not supported over the common or consumers'],
  }),
  numbered('650059', {
    causes: [
      WRONG_TENANT,
      cause(
        'user-of-other-tenant',
        'The user belongs to another tenant',
        byHand('Use accounts of this tenant, or invite the user as a guest'),
      ),
      WIDER_AUDIENCE,
    ],
    wording: ['set for application property'],
  }),
  numbered('700005', {
    causes: [
      cause(
        'tenants-of-urls-differ',
        'Sign-in address and token address name different tenants',
        USE_TENANT_URL,
      ),
    ],
    wording: [
      'authorization code is intended to use against other tenant',
      'authorization code must be redeemed against same tenant',
    ],
  }),
  numbered('50128', {
    causes: [TENANT_MISTYPED],
    wording: ['invalid domain name'],
  }),
  numbered('500021', {
    causes: [
      cause(
        'tenant-restriction',
        'The company proxy restricts tenants',
        byHand('Ask the network team to add this tenant to the restriction list'),
      ),
    ],
    wording: ['access to … tenant is denied'],
  }),
];
