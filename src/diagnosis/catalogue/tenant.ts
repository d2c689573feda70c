import { SERVER_ID_AT_CLIENT } from './causes/client-type.ts';
import { WRONG_TENANT } from './causes/registration.ts';
import { cause, entry } from './entry.ts';
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
  entry('50194', {
    hops: ['client-signin', 'gateway'],
    meaning: 'An app of one tenant was used at an address for all tenants.',
    causes: [SHARED_ENDPOINT, SERVER_ID_AT_CLIENT],
    next: ['Both apps are meant to be single-tenant: change the address, not the apps.'],
    wording: ['is not configured as a multi tenant application'],
  }),
  entry('50059', {
    name: 'MissingTenantRealmAndNoUserInformationProvided',
    hops: ['obo', 'gateway', 'client-signin'],
    meaning: 'Neither the address nor the credentials say which tenant is meant.',
    causes: [SHARED_ENDPOINT, NO_TENANT],
    wording: ['no tenant identifying information found'],
  }),
  entry('90019', {
    name: 'MissingTenantRealm',
    hops: ['client-signin', 'gateway'],
    meaning: 'No tenant can be told from the request.',
    causes: [NO_TENANT, SHARED_ENDPOINT],
    wording: ['unable to determine the tenant identifier'],
  }),
  entry('90002', {
    name: 'InvalidTenantName',
    hops: ['client-signin', 'gateway', 'obo', 'admin-signin'],
    meaning: 'This cloud has no tenant of the name in the address.',
    causes: [TENANT_MISTYPED, OTHER_CLOUD],
    wording: [
      'tenant … not found check to make sure you have the correct tenant id',
      'tenant … not found this may happen',
    ],
  }),
  entry('900023', {
    hops: ['client-signin', 'gateway', 'admin-signin'],
    meaning: 'What stands in the place of the tenant is not a tenant.',
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
  entry('90038', {
    name: 'NationalCloudTenantRedirection',
    hops: ['client-signin'],
    meaning: 'This tenant is kept in a national cloud, not in the one that was asked.',
    causes: [OTHER_CLOUD],
    wording: ['belongs to the national cloud'],
  }),
  entry('900439', {
    name: 'USGClientNotSupportedOnPublicEndpoint',
    hops: ['client-signin', 'gateway'],
    meaning: 'A tenant of the US Government cloud was used at the public address.',
    causes: [OTHER_CLOUD],
    wording: ['usgclientnotsupportedonpublicendpoint'],
  }),
  entry('90130', {
    name: 'NonConvergedAppV2GlobalEndpointNotSupported',
    hops: ['client-signin', 'gateway'],
    meaning: 'The addresses for all tenants are closed to this app.',
    causes: [SHARED_ENDPOINT],
    wording: ['not supported over the common or consumers endpoints'],
  }),
  entry('9001023', {
    hops: ['obo', 'client-signin'],
    meaning: 'This kind of request needs the address of one tenant.',
    causes: [SHARED_ENDPOINT],
    wording: ['grant type is not supported over the common or consumers'],
  }),
  entry('650059', {
    hops: ['client-signin', 'gateway', 'consent'],
    meaning: 'Somebody came from outside to an app that serves its own tenant only.',
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
  entry('700005', {
    name: 'InvalidGrantRedeemAgainstWrongTenant',
    hops: ['client-signin', 'gateway'],
    meaning: 'The code was redeemed at another tenant than it was issued for.',
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
  entry('50128', {
    hops: ['client-signin'],
    meaning: 'The domain in the request belongs to no tenant.',
    causes: [TENANT_MISTYPED],
    wording: ['invalid domain name'],
  }),
  entry('500021', {
    hops: ['client-signin'],
    meaning: 'The network lets users sign in to chosen tenants only, and this one is not among them.',
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
