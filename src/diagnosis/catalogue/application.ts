import { assignmentRequiredBy, isAboutApp, isAboutUser } from '../evidence/assignment.ts';
import type { Situation } from '../situation.ts';
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
import { cause, numbered, withProof } from './entry.ts';
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
      evidence: (situation) => isAboutUser(situation) ?? assignmentRequiredBy(app)(situation),
    },
  );

const APP_ROLE_MISSING = cause(
  'app-role-missing',
  '{server} requires assignment, and the caller signs in as itself without an app role',
  byHand(
    'Assign an app role to the caller, or set "Assignment required" of {server} to No',
    'server',
    'EnterpriseApplication',
  ),
  { evidence: assignmentRequiredBy('server'), app: 'server' },
);
const APP_WITHOUT_ROLE = {
  ...APP_ROLE_MISSING,
  sign: isAboutApp,
  hop: 'gateway',
  applies: (situation: Situation) => isAboutApp(situation) !== null,
} as const;

/** Apps that are unknown, disabled, or closed to a user. */
export const APPLICATION_ENTRIES = [
  numbered('700016', {
    causes: NOT_FOUND,
    waiting: NEW_APP,
    next: [
      'Compare the id and the directory in the message with {clientAppId}, {serverAppId} and {authority}.',
    ],
    wording: ['application with identifier … was not found in the directory'],
  }),
  numbered('700011', {
    causes: NOT_FOUND,
    waiting: NEW_APP,
  }),
  numbered('70001', {
    causes: [...NOT_FOUND, CLIENT_DISABLED, SERVER_DISABLED],
    waiting: NEW_APP,
  }),
  numbered('7000112', {
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
  numbered('1000031', {
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
  numbered('50105', {
    causes: [APP_WITHOUT_ROLE, assignmentCause('client'), assignmentCause('server')],
    next: ["Consent does not assign anybody. The error stays on Microsoft's page and in the sign-in log."],
    wording: [
      'to block users unless they are specifically granted',
      'the signed in user … is not assigned to a role for the',
    ],
  }),
  numbered('501051', {
    causes: [APP_ROLE_MISSING],
    wording: ['application … is not assigned to a role for the'],
  }),
];
