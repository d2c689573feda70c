import { foreignAppAsksOurApi, namesForeignApp } from '../evidence/identity.ts';
import { promptIsConsent } from '../evidence/request.ts';
import {
  ASKS_FOR_MORE_THAN_GRANTED,
  CLIENT_CONSENT_MISSING,
  CLIENT_PERMISSION_MISSING,
  CONSENT_IS_NEW,
  CONSENT_OF_ONE_USER,
  GRAPH_CONSENT_MISSING,
  GRAPH_PERMISSION_MISSING,
  USERS_MAY_NOT_CONSENT,
} from './causes/consent.ts';
import { cause, numbered } from './entry.ts';
import { byApply, byConsent, byHand, bySignInLog } from './fixes.ts';

const NEW_CONSENT = 'A consent counts everywhere after a few minutes.';

const EMPTY_PERMISSION_LIST = cause(
  'permission-list-empty',
  'The app registration lists no permission at all, as apps made by a script often do not',
  byApply('Add the API permissions that the blueprint names, then consent', 'client', 'ApiPermissions'),
);

const API_NOT_IN_TENANT = cause(
  'api-not-in-tenant',
  'The API whose permission is listed has no service principal in this tenant',
  byApply('Create the service principal of {server}', 'server', 'EnterpriseApplication'),
  { check: 'server-api.service-principal' },
);

const FOREIGN_CLIENT = cause(
  'foreign-client',
  'The program signs in with a client id of its own, such as that of Azure CLI or Visual Studio Code, which this setup does not know',
  byHand('Configure {clientAppId} as the client id of that program'),
  { sign: namesForeignApp, onlySigned: true, hop: 'client-signin' },
);

const NOT_PRE_AUTHORIZED = cause(
  'program-not-pre-authorized',
  'The API of this setup was asked for, and lets in without consent only programs that it pre-authorises',
  byHand('Where that program is meant to connect, name it under preAuthorizedClients'),
  { sign: foreignAppAsksOurApi, onlySigned: true, hop: 'client-signin' },
);

/** Consent that is missing, refused, or cannot be written. */
export const CONSENT_ENTRIES = [
  numbered('65001', {
    causes: [
      FOREIGN_CLIENT,
      NOT_PRE_AUTHORIZED,
      GRAPH_CONSENT_MISSING,
      CLIENT_CONSENT_MISSING,
      GRAPH_PERMISSION_MISSING,
      CLIENT_PERMISSION_MISSING,
      ASKS_FOR_MORE_THAN_GRANTED,
      CONSENT_OF_ONE_USER,
      CONSENT_IS_NEW,
    ],
    waiting: NEW_CONSENT,
    next: [
      'The app id in the message tells which link lacks the grant: {client} for the sign-in, {server} for the on-behalf-of exchange.',
      'Compare the scopes of the failing request with {graphScopes} and {scope}, word by word.',
    ],
    wording: ['has not consented to use the application with id'],
  }),
  numbered('65004', {
    causes: [
      CLIENT_CONSENT_MISSING,
      USERS_MAY_NOT_CONSENT,
      cause(
        'user-cancelled',
        'The user pressed Cancel or closed the page',
        byHand('Sign in again and accept'),
      ),
    ],
    next: ['With consent for the whole tenant nobody sees that page.'],
    wording: ['user declined to consent to access the app'],
  }),
  numbered('90008', {
    causes: [
      cause(
        'user-read-missing',
        'User.Read of Microsoft Graph is not among the API permissions of the app',
        byHand('Add the delegated permission User.Read and consent to it', 'client', 'ApiPermissions'),
      ),
    ],
    wording: [
      'has not consented to use the application with id … it must require access to windows azure active directory',
    ],
  }),
  numbered('90090', {
    causes: [
      cause('consent-not-stored', 'A passing fault of the service', byHand('Grant the consent once more')),
    ],
    waiting: 'A second try after a minute usually succeeds.',
    wording: ['intermittent problem recording the permissions'],
  }),
  numbered('650056', {
    causes: [
      GRAPH_PERMISSION_MISSING,
      CLIENT_PERMISSION_MISSING,
      EMPTY_PERMISSION_LIST,
      CLIENT_CONSENT_MISSING,
      GRAPH_CONSENT_MISSING,
      cause(
        'consenter-lacks-role',
        'Whoever pressed "Grant admin consent" holds no role that may',
        byHand('Use an account that is Application Administrator, Cloud Application Administrator or higher'),
      ),
      cause(
        'other-client-id',
        'The request names another client id than the one that was set up',
        byHand('Configure {clientAppId} in the client', 'client', 'Overview'),
      ),
    ],
    wording: ['misconfigured application this could be due to one of the following'],
  }),
  numbered('65005', {
    causes: [CLIENT_PERMISSION_MISSING, EMPTY_PERMISSION_LIST, API_NOT_IN_TENANT, CLIENT_CONSENT_MISSING],
    next: [
      '"Misconfigured application" is 650056 today, "Invalid resource" is 650057, "needs access to a service" is 650052.',
    ],
  }),
  numbered('1003031', {
    causes: [
      EMPTY_PERMISSION_LIST,
      cause(
        'permission-id-unknown',
        'A listed permission does not exist on its API: the scope was created anew, or a role id was listed as a scope',
        byApply('Write the API permissions anew from the scopes that exist', 'client', 'ApiPermissions'),
        { check: 'client-app.api-permission' },
      ),
      API_NOT_IN_TENANT,
    ],
    next: ['The redirect may say admin_consent=True and carry an error all the same: the error counts.'],
    wording: ['misconfigured required resource access in client application registration'],
  }),
];

const PROMPT_FORCED = cause(
  'prompt-forced',
  'The request carries prompt=consent, which brings the page back although consent exists',
  byHand('Take prompt=consent out of the configuration of the client or gateway'),
  { sign: promptIsConsent },
);
const RISKY = [
  cause(
    'app-unverified',
    'The app is open to other tenants, has no verified publisher, and asks for more than basic permissions',
    byHand('Keep both apps single-tenant', 'client', 'Authentication'),
    { check: 'client-app.single-tenant' },
  ),
  cause(
    'risk-step-up',
    'The risk detection fired for another reason',
    bySignInLog('Look for "Risky application detected" in the audit log, then let an administrator consent'),
  ),
];

/** Policies that keep users from consenting. */
export const CONSENT_POLICY_ENTRIES = [
  numbered('90093', {
    causes: [CLIENT_CONSENT_MISSING, GRAPH_CONSENT_MISSING, USERS_MAY_NOT_CONSENT],
    wording: [
      'permissions that you are not authorized to grant',
      'calling principal cannot consent due to lack of permissions',
    ],
  }),
  numbered('90094', {
    causes: [CLIENT_CONSENT_MISSING, GRAPH_CONSENT_MISSING, PROMPT_FORCED, USERS_MAY_NOT_CONSENT],
    next: [
      'Since 2025 the managed policy keeps users from consenting to Files.Read.All, Sites.Read.All and their like; Files.Read is not among them.',
    ],
  }),
  numbered('90095', {
    causes: [
      CLIENT_CONSENT_MISSING,
      GRAPH_CONSENT_MISSING,
      PROMPT_FORCED,
      cause('request-waiting', 'The request of the user waits for an administrator', byConsent('client')),
    ],
    wording: ['adminconsentrequiredrequestaccess'],
  }),
  numbered('900941', {
    causes: RISKY,
    wording: ['app is considered risky'],
  }),
  numbered('900981', {
    causes: RISKY,
    wording: ['admin consent request was received for a risky app'],
  }),
];
