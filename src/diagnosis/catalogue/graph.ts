import {
  grantExists,
  hasNoDrive,
  identifierUrisRefused,
  isSharePointLicence,
  objectIsUnknown,
  redirectUrisRefused,
  referenceExists,
  valueRefused,
  wantsDelegated,
} from '../evidence/graph-answer.ts';
import { secretLifetimeCapped, secretsForbidden, throttled } from '../evidence/observed.ts';
import { setupIsFresh } from '../evidence/replication.ts';
import type { Sign } from '../situation.ts';
import { WRONG_KIND_OF_ID } from './causes/registration.ts';
import { type Cause, cause, entry } from './entry.ts';
import { byHand } from './fixes.ts';
import { NOT_ON_BEHALF_OF } from './graph-access.ts';

const setupIsFreshOrUnknown: Sign = (situation) => objectIsUnknown(situation) ?? setupIsFresh(situation);

const GRANT_EXISTS = cause(
  'grant-exists',
  'A grant for this client and API exists already: it can be changed, not created again',
  byHand('Read the grant and add the scope to it (PATCH), instead of creating another'),
  { sign: grantExists, hop: 'consent' },
);
const GUEST = cause(
  'guest-has-no-drive',
  'The user is a guest, and a guest has no OneDrive in this tenant',
  byHand('Try with a member of the tenant'),
);
const notFound = (code: string) =>
  entry(code, {
    hops: ['graph'],
    meaning: 'Microsoft Graph has nothing there, or nothing that this user may know of.',
    causes: [
      cause(
        'object-missing',
        'The id or path is wrong, or the object was deleted',
        byHand('Compare the id; an object id is not an application id'),
      ),
      GUEST,
      cause(
        'user-has-no-drive',
        'This user has no OneDrive: no licence, or it was never opened',
        byHand('Give the user a licence with OneDrive and let them open it once'),
        { sign: hasNoDrive },
      ),
      cause('object-is-new', 'The object was created moments ago', byHand('Wait a minute and try again'), {
        sign: setupIsFresh,
      }),
    ],
    waiting: 'A new object is known everywhere after a minute or two.',
  });

const throttling = (code: string) =>
  entry(code, {
    hops: ['graph'],
    meaning: 'Microsoft Graph was asked too often and wants a pause.',
    causes: [
      cause(
        'throttled',
        'Too many requests in a short time, by this app or in this tenant',
        byHand('Wait as long as Retry-After says, then ask less often'),
        { evidence: throttled },
      ),
    ],
    waiting: 'As long as Retry-After says; without it, half a minute, then twice as long each time.',
    next: ['Nothing is wrong with the configuration.'],
    wording:
      code === 'graph:TooManyRequests' ? ['too many requests from identifier', '429 too many requests'] : [],
  });

const outage = (code: string) =>
  entry(code, {
    hops: ['graph'],
    meaning: 'Microsoft Graph is out for a moment.',
    causes: [
      cause('service-out', 'A passing fault of the service', byHand('Try again, with growing pauses')),
    ],
    waiting: 'A few minutes.',
  });

const REQUEST_INVALID = cause(
  'request-invalid',
  'Address or body of the request is wrong',
  byHand('Compare the request with the documentation of its API'),
);
const NO_SHAREPOINT = cause(
  'no-sharepoint-licence',
  'Tenant or user has no SharePoint or OneDrive',
  byHand('Give the user a licence with SharePoint, or try with a user who has one'),
  { sign: isSharePointLicence },
);

const badRequest = (code: string, causes: readonly Cause[], wording: readonly string[]) =>
  entry(code, {
    hops: ['graph'],
    meaning: 'Microsoft Graph cannot make sense of the request, or the tenant lacks the service behind it.',
    causes: [...causes, { ...NOT_ON_BEHALF_OF, sign: wantsDelegated }],
    wording,
  });

const locked = (code: string) =>
  entry(code, {
    hops: ['graph'],
    meaning: 'SharePoint lets nobody do this there now, whatever the permissions.',
    causes: [
      cause(
        'site-locked',
        'The site or file is locked, archived or checked out, or the tenant blocks such access',
        byHand('Ask a SharePoint administrator for the state of the site'),
      ),
    ],
  });

/** Requests that Graph cannot carry out, whatever the token. */
export const GRAPH_ENTRIES = [
  entry('graph:Authentication_RequestFromNonPremiumTenantOrB2CTenant', {
    hops: ['graph'],
    meaning: 'The request needs Entra ID P1 or P2, as the sign-in log does.',
    causes: [
      cause(
        'no-premium-licence',
        'The tenant has no such licence',
        byHand('Look at the sign-in log in the portal, which shows seven days without it'),
      ),
    ],
  }),
  badRequest(
    'graph:BadRequest',
    [NO_SHAREPOINT, GUEST, REQUEST_INVALID],
    [
      'tenant does not have a spo license',
      'authenticated context is not valid for this request',
      'request is only valid with delegated authentication',
    ],
  ),
  badRequest('graph:invalidRequest', [REQUEST_INVALID, GUEST, NO_SHAREPOINT], []),
  locked('graph:notAllowed'),
  locked('graph:resourceLocked'),
  notFound('graph:itemNotFound'),
  notFound('graph:ResourceNotFound'),
  entry('graph:Request_ResourceNotFound', {
    hops: ['client-registration', 'consent', 'graph'],
    meaning: 'The directory has no object with the id of the message.',
    causes: [
      cause(
        'principal-missing',
        'The app has no service principal in this tenant yet, or it was created moments ago',
        byHand(
          'Create the service principal, wait a minute, and try again',
          'server',
          'EnterpriseApplication',
        ),
        { sign: objectIsUnknown },
      ),
      WRONG_KIND_OF_ID,
      cause(
        'object-missing',
        'The object was deleted, or its id has a typing error',
        byHand('Compare the id; an object id is not an application id'),
      ),
      cause('object-is-new', 'The object was created moments ago', byHand('Wait a minute and try again'), {
        sign: setupIsFresh,
      }),
    ],
    waiting: 'A new object is known everywhere after a minute or two.',
    wording: ['or one of its queried reference property objects are not present'],
  }),
  entry('graph:Request_BadRequest', {
    hops: ['client-registration', 'graph'],
    meaning: 'The directory cannot carry out the request as it stands.',
    causes: [
      cause(
        'backing-app-is-new',
        'It refers to an app or service principal that was created moments ago',
        byHand('Wait a minute and try again'),
        { sign: setupIsFreshOrUnknown },
      ),
      cause(
        'reference-exists',
        'The owner or member that should be added is there already',
        byHand('Leave it: nothing is missing'),
        { sign: referenceExists, onlySigned: true },
      ),
      cause('value-invalid', 'A value in the body is not allowed', byHand('The message names the value'), {
        sign: valueRefused,
      }),
      GRANT_EXISTS,
      cause(
        'redirect-uri-not-allowed',
        'A redirect URI is of a form that its platform does not take: plain http on another host than localhost, a fragment, a wildcard',
        byHand(
          'Use https, or http on localhost or 127.0.0.1, without a fragment',
          'client',
          'Authentication',
        ),
        { sign: redirectUrisRefused },
      ),
      cause(
        'identifier-uri-not-allowed',
        'The Application ID URI is of a form that Entra does not take, or on a domain that is not verified in the tenant',
        byHand(
          'Use {identifierUri}, or a URI on a verified domain with token version 2 set first',
          'server',
          'ExposeAnApi',
        ),
        { sign: identifierUrisRefused },
      ),
    ],
    waiting: 'A minute or two, where the message says that something does not exist.',
  }),
  entry('graph:CredentialTypeNotAllowedAsPerAppPolicy', {
    hops: ['admin-signin', 'graph'],
    meaning: 'A policy of the tenant does not allow this kind of credential on apps.',
    causes: [
      cause(
        'secrets-forbidden',
        'The app management policy forbids client secrets',
        byHand(
          'Use a certificate or a federated credential (--credential certificate | federated)',
          'server',
          'CertificatesAndSecrets',
        ),
        {
          evidence: secretsForbidden,
        },
      ),
    ],
    wording: ['credential type not allowed as per assigned policy'],
  }),
  entry('graph:CredentialInvalidLifetimeAsPerAppPolicy', {
    hops: ['admin-signin', 'graph'],
    meaning: 'A policy of the tenant limits how long a credential of an app may last.',
    causes: [
      cause(
        'secret-lifetime-capped',
        'The secret asked for lasts longer than the app management policy allows',
        byHand(
          'Ask for a shorter one (--secret-months), or use a certificate',
          'server',
          'CertificatesAndSecrets',
        ),
        {
          evidence: secretLifetimeCapped,
        },
      ),
    ],
    wording: ['credential lifetime exceeds the max value allowed as per assigned policy'],
  }),
  entry('graph:Request_MultipleObjectsWithSameKeyValue', {
    hops: ['client-registration'],
    meaning: 'An object with the same unique value exists already.',
    causes: [
      cause(
        'created-before',
        'An earlier run created it, or an app in the recycle bin still holds the value',
        byHand('Run `entra-mcp-setup plan` to see what is there, and look under Deleted applications'),
      ),
      GRANT_EXISTS,
    ],
    wording: [
      'permission being assigned already exists on the object',
      'another object with the same value for property',
    ],
  }),
  entry('graph:CannotDeleteOrUpdateEnabledEntitlement', {
    hops: ['client-registration'],
    meaning: 'A scope or role that is enabled can be neither changed nor deleted.',
    causes: [
      cause(
        'scope-still-enabled',
        'The scope has to be disabled first, in a request of its own',
        byHand('Set isEnabled to false, save, then change or delete the scope', 'server', 'ExposeAnApi'),
      ),
    ],
    wording: ['cannot be deleted or updated unless disabled first'],
  }),
  throttling('graph:TooManyRequests'),
  throttling('graph:activityLimitReached'),
  throttling('graph:ApplicationThrottled'),
  outage('graph:serviceNotAvailable'),
  outage('graph:ServiceUnavailable'),
  outage('graph:generalException'),
  entry('graph:AuthenticationError', {
    hops: ['obo', 'graph'],
    isLogged: true,
    meaning: 'A token request inside the call failed; the number in the message says why.',
    causes: [
      cause('inner-token-request', 'See the AADSTS number in the message', byHand('Diagnose that number')),
    ],
  }),
];
