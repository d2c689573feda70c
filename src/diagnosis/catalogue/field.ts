import { redirectHoldsUrl } from '../evidence/redirect.ts';
import { CLIENT_CONSENT_MISSING, GRAPH_CONSENT_MISSING } from './causes/consent.ts';
import { WRONG_TENANT } from './causes/registration.ts';
import { V1_ADDRESS } from './causes/request.ts';
import { cause, numbered } from './entry.ts';
import { byHand } from './fixes.ts';

const WORK_ACCOUNT = byHand('Sign in with a work account of this tenant, or invite the account as a guest');
const SERVICE_OUT = cause(
  'service-out',
  'A passing fault of the service',
  byHand('Try again, with growing pauses'),
);
const USE_TENANT = byHand('Use {authority} in the client, the gateway and the server');
const SETTING_EMPTY = cause(
  'setting-empty',
  'A setting is empty or still a placeholder, and its value went into the request',
  byHand('Look at the address of the request, and fill in the setting behind the parameter'),
);

const PERSONAL_ACCOUNT = cause(
  'personal-account',
  'The user signed in with a personal Microsoft account, such as one of outlook.com',
  WORK_ACCOUNT,
);
const ACCOUNTS_OF_APP = cause(
  'supported-accounts-differ',
  'The supported account types of the app and the address of the sign-in do not fit',
  USE_TENANT,
  { check: 'client-app.single-tenant' },
);
const SIGNING_KEY = cause(
  'custom-signing-key',
  'Claims mapping or SAML is set up on {server}, which wants a signing key of its own',
  byHand('Remove the claims mapping, or use a separate app for it', 'server', 'EnterpriseApplication'),
);

/** Numbers seen in practice, of which Microsoft documents little. */
export const FIELD_ENTRIES = [
  numbered('90027', {
    causes: [V1_ADDRESS, PERSONAL_ACCOUNT],
    wording: ['unable to issue tokens from this api version'],
  }),
  numbered('90102', {
    causes: [
      cause(
        'redirect-uri-not-absolute',
        'The setting for the redirect URI is empty, a placeholder, or holds a path without a host',
        byHand('Write the whole address, with its scheme: {redirectUris}'),
      ),
      cause(
        'redirect-path-holds-url',
        'A setting that takes a path holds a whole address',
        byHand('Write the path alone'),
        {
          sign: redirectHoldsUrl,
          onlySigned: true,
        },
      ),
    ],
    wording: ['value must be a valid absolute uri'],
  }),
  numbered('500200', { causes: [PERSONAL_ACCOUNT], wording: ['is a personal microsoft account'] }),
  numbered('50000', {
    causes: [
      cause(
        'consent-incomplete',
        'Consent is missing for some of the permissions, even where the portal shows none that is needed',
        byHand('Grant admin consent to both apps for all their permissions', 'client', 'ApiPermissions'),
      ),
      CLIENT_CONSENT_MISSING,
      GRAPH_CONSENT_MISSING,
      SERVICE_OUT,
    ],
    waiting: 'A few minutes, where the service itself was at fault.',
    wording: ['there was an error issuing a token'],
  }),
  numbered('9000411', {
    causes: [
      cause(
        'parameter-sent-twice',
        'The advertised sign-in address already holds a parameter, such as prompt, and the client adds it once more',
        byHand('Take the query out of the sign-in address that the server or gateway advertises'),
      ),
    ],
    wording: ['parameter … is duplicated'],
  }),
  numbered('9002341', {
    causes: [
      cause(
        'sso-not-permitted',
        'The sign-in was silent, so the user could not be asked',
        byHand('Sign in interactively once'),
      ),
    ],
    wording: ['user is required to permit sso'],
  }),
  numbered('90004', { causes: [SETTING_EMPTY], wording: ['the request is not properly formatted'] }),
  numbered('90012', { causes: [SERVICE_OUT], waiting: 'A few minutes.' }),
  numbered('90015', {
    causes: [
      cause(
        'request-too-long',
        'Scopes, state or claims make the address too long',
        byHand('Ask for fewer scopes, and keep the state short'),
      ),
    ],
    wording: ['query string too long'],
  }),
  numbered('90024', { causes: [SERVICE_OUT], waiting: 'A few minutes.' }),
  numbered('90056', {
    causes: [
      cause(
        'urls-swapped',
        'Sign-in address and token address were taken for each other',
        byHand('Compare both with {authority}/oauth2/v2.0/authorize and …/token'),
      ),
    ],
  }),
  numbered('90100', { causes: [SETTING_EMPTY], wording: ['parameter is empty or not valid'] }),
  numbered('900432', {
    causes: [
      cause(
        'other-cloud',
        'Client and tenant are in different clouds',
        byHand('Use the addresses of the cloud of the tenant, and --cloud here'),
      ),
    ],
    wording: ['confidential client is not supported in cross cloud request'],
  }),
  numbered('9002331', {
    causes: [ACCOUNTS_OF_APP],
    wording: ['use the consumers endpoint to serve this request'],
  }),
  numbered('9002332', {
    causes: [ACCOUNTS_OF_APP],
    wording: ['please do not use the consumers endpoint to serve this request'],
  }),
  numbered('9002346', { causes: [ACCOUNTS_OF_APP] }),
  numbered('700038', {
    causes: [
      cause(
        'placeholder-id',
        'The client id is still all zeros or another placeholder',
        byHand('Configure {clientAppId} in the client and {serverAppId} in the server', 'client', 'Overview'),
      ),
    ],
    wording: ['is not a valid application identifier'],
  }),
  numbered('700051', {
    causes: [
      cause(
        'implicit-flow',
        'The client sends response_type=token',
        byHand('Ask for response_type=code only', 'client', 'Authentication'),
      ),
    ],
    wording: ['response type token is not enabled for the application'],
  }),
  numbered('500111', {
    causes: [
      cause(
        'redirect-scheme',
        'Plain http is taken for loopback alone; other schemes only on the desktop platform',
        byHand('Register https, or http on localhost or 127.0.0.1', 'client', 'Authentication'),
      ),
    ],
    wording: ['the reply uri specified in the request has an invalid scheme'],
  }),
  numbered('500121', {
    causes: [
      cause(
        'second-factor-failed',
        'The user did not confirm, confirmed too late, or the method is out of order',
        byHand('Sign in again and confirm'),
      ),
    ],
    wording: ['authentication failed during strong authentication request'],
  }),
  numbered('500031', { causes: [SIGNING_KEY], wording: ['cannot find signing certificate configured'] }),
  numbered('7000012', {
    causes: [
      cause(
        'tenants-of-urls-differ',
        'Sign-in and token address name different tenants, such as common and this one',
        USE_TENANT,
      ),
      WRONG_TENANT,
    ],
    wording: ['grant was obtained for a different tenant', 'grant was issued for a different tenant'],
  }),
  numbered('5000224', {
    causes: [
      cause(
        'api-not-in-cloud',
        'The API does not exist in this tenant or cloud',
        byHand('Compare the resource of the request with {identifierUri}'),
      ),
      WRONG_TENANT,
    ],
  }),
  numbered('50144', {
    causes: [
      cause(
        'password-expired',
        'The password has to be changed first',
        byHand('Change the password, then sign in again'),
      ),
    ],
  }),
  numbered('50146', {
    causes: [SIGNING_KEY],
    wording: ['this application is required to be configured with an application specific signing key'],
  }),
  numbered('501461', { causes: [SIGNING_KEY], wording: ['acceptmappedclaims is only supported'] }),
  numbered('700003', {
    causes: [
      cause(
        'device-removed',
        'The device was removed from the tenant, or never joined it',
        byHand('Join the device to the tenant again'),
      ),
    ],
  }),
  numbered('399284', {
    causes: [
      cause(
        'inbound-token',
        'The identity provider of the user is not set up as the federation expects',
        byHand('Ask the administrator of the user’s own directory'),
      ),
    ],
    wording: ['inbound oidc token has invalid'],
  }),
  numbered('1002016', {
    causes: [
      cause(
        'old-tls',
        'The program or its system speaks TLS 1.0 or 1.1',
        byHand('Use a runtime that speaks TLS 1.2 or newer'),
      ),
    ],
    wording: ['you are using tls version'],
  }),
  numbered('82008', {
    causes: [
      cause(
        'agent-not-named',
        'The setting with the id of the agent identity is empty where the program runs',
        byHand('Set the client id of the agent identity there'),
      ),
    ],
    wording: ['must include the fmipath parameter'],
  }),
];
