import { newServicePrincipal } from './new-application.ts';
import type { PracticeOutside } from './outside.ts';
import type { PracticeState, UserRecord } from './state.ts';
import type { AppManagementPolicyRecord, PracticeBehaviour, UriRestriction } from './state-settings.ts';
import { AZURE_CLI_APP_ID, GRAPH_COMMAND_LINE_APP_ID, MICROSOFT_GRAPH_APP_ID, ROLE } from './well-known.ts';

type Person = Omit<UserRecord, 'id' | 'displayName'>;

const PEOPLE: readonly Person[] = [
  {
    givenName: 'Alex',
    surname: 'Admin',
    userPrincipalName: 'admin@contoso.com',
    jobTitle: 'Identity administrator',
    // Security Reader because Application Administrator reads neither policies nor the sign-in log.
    roles: [ROLE.applicationAdministrator, ROLE.securityReader],
    files: ['Runbooks', 'Tenant checklist.docx'],
  },
  {
    givenName: 'Devon',
    surname: 'Developer',
    userPrincipalName: 'dev@contoso.com',
    jobTitle: 'Software developer',
    roles: [ROLE.applicationDeveloper],
    files: ['MCP prototype', 'Notes.md'],
  },
  {
    givenName: 'Robin',
    surname: 'Reader',
    userPrincipalName: 'reader@contoso.com',
    jobTitle: 'Auditor',
    roles: [ROLE.globalReader],
    files: ['Audit 2025.xlsx'],
  },
  {
    givenName: 'Megan',
    surname: 'Bowen',
    userPrincipalName: 'megan@contoso.com',
    jobTitle: 'Marketing manager',
    roles: [],
    files: ['Campaign plan.pptx', 'Budget.xlsx'],
  },
  {
    givenName: 'Lee',
    surname: 'Gu',
    userPrincipalName: 'lee@contoso.com',
    jobTitle: 'Director',
    roles: [],
    files: ['Board minutes.docx', 'Roadmap.pptx', 'Forecast.xlsx'],
  },
];

/** Switched on by Microsoft in most tenants in mid-2025; apps that receive v2 tokens are exempt (facts: graph.md §2). */
const SECURE_URI_DEFAULT: UriRestriction = {
  state: 'enabled',
  excludeAppsReceivingV2Tokens: true,
  excludeSaml: true,
  isStateSetByMicrosoft: true,
  restrictForAppsCreatedAfterDateTime: null,
};

const appManagement = (outside: PracticeOutside): AppManagementPolicyRecord => ({
  id: outside.uuid(),
  isEnabled: true,
  passwordCredentials: [],
  nonDefaultUriAddition: { ...SECURE_URI_DEFAULT, state: 'disabled' },
  uriAdditionWithoutUniqueTenantIdentifier: SECURE_URI_DEFAULT,
});

const healthyBehaviour = (): PracticeBehaviour => ({
  deviceCode: 'allowed',
  deviceCodeInterval: 1,
  browser: 'allowed',
  onBehalfOf: 'allowed',
  replication: 'immediate',
  throttling: 'none',
  signInLog: 'licensed',
  directoryReads: 'allowed',
  upsert: 'allowed',
});

const person = (outside: PracticeOutside, known: Person): UserRecord => ({
  id: outside.uuid(),
  displayName: `${known.givenName} ${known.surname}`,
  ...known,
});

const TENANT = {
  displayName: 'Contoso Practice',
  initialDomain: 'contoso.onmicrosoft.com',
  verifiedDomain: 'contoso.com',
  createdDateTime: '2024-01-15T08:00:00Z',
};

const FIRST_PARTY = [MICROSOFT_GRAPH_APP_ID, AZURE_CLI_APP_ID, GRAPH_COMMAND_LINE_APP_ID];

/** A healthy tenant with five accounts, Microsoft's own applications and no app registrations. */
export function newPracticeState(outside: PracticeOutside): PracticeState {
  return {
    formatVersion: 1,
    revision: 0,
    tenant: { id: outside.uuid(), ...TENANT },
    users: PEOPLE.map((known) => person(outside, known)),
    signedInUser: 'admin@contoso.com',
    applications: [],
    deletedApplications: [],
    servicePrincipals: FIRST_PARTY.map((appId) => newServicePrincipal(outside, appId)),
    deletedServicePrincipals: [],
    grants: [],
    appRoleAssignments: [],
    policies: { appManagement: appManagement(outside), customAppManagement: [], allowedToCreateApps: true },
    behaviour: healthyBehaviour(),
    lags: [],
    signIns: [],
    deviceCodePolls: {},
    redeemedCodes: [],
    throttle: { requests: 0, refusals: 0 },
    faults: [],
    signingKey: null,
  };
}
