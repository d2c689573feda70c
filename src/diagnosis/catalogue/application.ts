import { assignmentRequiredBy } from '../evidence/assignment.ts';
import {
  APP_JUST_CREATED,
  CLIENT_APP_MISSING,
  CLIENT_DISABLED,
  CLIENT_PRINCIPAL_MISSING,
  SERVER_APP_MISSING,
  SERVER_DISABLED,
  SERVER_PRINCIPAL_MISSING,
  WRONG_KIND_OF_ID,
  WRONG_TENANT,
} from './causes/registration.ts';
import { cause, entry, withProof } from './entry.ts';
import { byHand } from './fixes.ts';

const SERVER_WITHOUT_PRINCIPAL = withProof(SERVER_PRINCIPAL_MISSING, {
  check: 'server-api.service-principal',
  checkMeans: ({ state }) => state === 'missing',
  app: 'server',
});
const NOT_FOUND = [
  CLIENT_APP_MISSING,
  SERVER_APP_MISSING,
  CLIENT_PRINCIPAL_MISSING,
  SERVER_WITHOUT_PRINCIPAL,
  WRONG_KIND_OF_ID,
  WRONG_TENANT,
  APP_JUST_CREATED,
  cause(
    'placeholder-id',
    'The configured client id is a placeholder or has a typing error',
    byHand('Configure {clientAppId} in the client and {serverAppId} in the server', 'client', 'Overview'),
  ),
];
const NEW_APP = 'A new app is known everywhere after a few minutes.';

const assignmentCause = (app: 'client' | 'server') =>
  cause(
    `user-not-assigned-to-${app}`,
    `{${app}} requires assignment, and this user is neither assigned nor a direct member of an assigned group`,
    byHand(
      `Assign the user or a group to {${app}}, or set "Assignment required" to No; nested groups do not count`,
      app,
      'EnterpriseApplication',
    ),
    {
      check: `${app === 'client' ? 'client-app' : 'server-api'}.user-assignment`,
      app,
      evidence: assignmentRequiredBy(app),
    },
  );

/** Apps that are unknown, disabled, or closed to a user. */
export const APPLICATION_ENTRIES = [
  entry('700016', {
    name: 'UnauthorizedClient_DoesNotMatchRequest',
    hops: ['client-signin', 'gateway', 'obo', 'admin-signin'],
    meaning: 'The client id of the request is unknown in the tenant of the request.',
    causes: NOT_FOUND,
    waiting: NEW_APP,
    next: [
      'Compare the id and the directory in the message with {clientAppId}, {serverAppId} and {authority}.',
    ],
    wording: ['application with identifier … was not found in the directory'],
  }),
  entry('700011', {
    name: 'UnauthorizedClientAppNotFoundInOrgIdTenant',
    hops: ['client-signin'],
    meaning: 'The client app is not present in the tenant of the user.',
    causes: NOT_FOUND,
    waiting: NEW_APP,
  }),
  entry('70001', {
    name: 'UnauthorizedClient',
    hops: ['client-signin', 'obo'],
    meaning: 'An older number for a client that is unknown or disabled; today 700016 and 7000112.',
    causes: [...NOT_FOUND, CLIENT_DISABLED, SERVER_DISABLED],
    waiting: NEW_APP,
  }),
  entry('7000112', {
    name: 'UnauthorizedClientApplicationDisabled',
    hops: ['client-signin', 'gateway', 'obo'],
    meaning: 'The app that the message names is switched off.',
    causes: [
      CLIENT_DISABLED,
      SERVER_DISABLED,
      cause(
        'disabled-by-microsoft',
        'Microsoft switched the app off; the portal shows a banner',
        byHand('Read the banner on the Overview page and ask Microsoft to review', 'client', 'Overview'),
      ),
      cause(
        'other-client-id',
        'The client id is that of another, retired app',
        byHand('Configure {clientAppId} in the client', 'client', 'Overview'),
      ),
    ],
    wording: ['application … is disabled'],
  }),
  entry('1000031', {
    hops: ['client-signin'],
    meaning: 'The app cannot be used at present.',
    causes: [
      CLIENT_DISABLED,
      SERVER_DISABLED,
      cause(
        'app-suspended',
        'A policy or Microsoft suspended the app',
        byHand(
          'Look at the properties of the app under Enterprise applications',
          'client',
          'EnterpriseApplication',
        ),
      ),
    ],
    wording: ['cannot be accessed at this time'],
  }),
  entry('50105', {
    name: 'EntitlementGrantsNotFound',
    hops: ['client-signin', 'gateway'],
    meaning: 'The app lets only assigned users in, and this user is not among them.',
    causes: [assignmentCause('client'), assignmentCause('server')],
    next: ["Consent does not assign anybody. The error stays on Microsoft's page and in the sign-in log."],
    wording: [
      'to block users unless they are specifically granted',
      'the signed in user … is not assigned to a role for the',
    ],
  }),
  entry('501051', {
    hops: ['obo', 'gateway', 'admin-signin'],
    meaning: 'The calling app itself, not a user, needs a role on an API that requires assignment.',
    causes: [
      cause(
        'app-role-missing',
        '{server} requires assignment, and the caller signs in as itself without an app role',
        byHand(
          'Assign an app role to the caller, or set "Assignment required" of {server} to No',
          'server',
          'EnterpriseApplication',
        ),
        { evidence: assignmentRequiredBy('server'), app: 'server' },
      ),
    ],
    wording: ['application … is not assigned to a role for the'],
  }),
];
