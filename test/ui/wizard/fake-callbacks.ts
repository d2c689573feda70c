import { asId } from '../../../src/core/ids.ts';
import type { Tenant } from '../../../src/core/tenant.ts';
import { read } from '../../../src/core/tenant.ts';
import type { WizardAnswers } from '../../../src/ui/wizard/answers.ts';
import type {
  AppCandidate,
  BlockedSignIn,
  PlannedWork,
  SignedIn,
  WizardCallbacks,
} from '../../../src/ui/wizard/facts.ts';

export const CONTOSO = '72f988bf-86f1-41af-91ab-2d7cd011db47';
export const FABRIKAM = '11111111-2222-4333-8444-555555555555';
export const OLD_APP = '1c3d0000-0000-4000-8000-000000000001';

export const ADMIN: SignedIn = {
  method: 'device-code',
  principal: 'ada@contoso.com',
  kind: 'user',
  tenantId: CONTOSO,
  tenantName: 'Contoso Ltd',
  domain: 'contoso.com',
  roles: ['Cloud Application Administrator'],
};

export const HAND_MADE: AppCandidate = {
  appId: OLD_APP,
  displayName: 'MCP Server API',
  createdDateTime: '2026-03-12T10:00:00Z',
  owners: ['Ada Lovelace'],
  madeBy: 'others',
  byMarker: false,
  foreign: [],
};

export const BLOCKED: BlockedSignIn = {
  method: 'device-code',
  message: 'A Conditional Access rule does not allow it.',
  advice: [],
  aadsts: '53003',
  correlationId: null,
  next: ['browser'],
};

const unread = {
  state: 'unreadable',
  because: 'forbidden',
  detail: 'not in this test',
  permission: null,
} as const;

/** A tenant of which only what the wizard looks at can be read. */
export function wizardTenant(facets: Partial<Tenant> = {}): Tenant {
  return {
    organization: read({
      tenantId: asId(CONTOSO),
      displayName: 'Contoso Ltd',
      verifiedDomains: ['contoso.com'],
      initialDomain: 'contoso.onmicrosoft.com',
    }),
    appManagementPolicy: read({
      secretsForbidden: false,
      maxSecretDays: null,
      maxCertificateDays: null,
      onlyDefaultIdentifierUris: false,
      onlyUniqueIdentifierUris: false,
    }),
    graphPrincipal: read({
      objectId: asId('graph'),
      scopes: [
        { id: asId('1'), value: 'Files.Read', type: 'User' },
        { id: asId('2'), value: 'Files.Read.All', type: 'User' },
        { id: asId('3'), value: 'Sites.Read.All', type: 'Admin' },
        { id: asId('4'), value: 'Files.ReadWrite.All', type: 'Admin' },
        { id: asId('5'), value: 'User.Read', type: 'User' },
        { id: asId('6'), value: 'Mail.Read', type: 'User' },
      ],
    }),
    serverApplication: read(null),
    clientApplication: read(null),
    clientPrincipal: unread,
    clientOwners: unread,
    clientGrants: unread,
    clientRoles: unread,
    clientAssignments: unread,
    clientNamesakes: unread,
    serverPrincipal: unread,
    serverOwners: unread,
    serverGrants: unread,
    serverRoles: unread,
    serverAssignments: unread,
    serverNamesakes: unread,
    clientFederatedCredentials: unread,
    serverFederatedCredentials: unread,
    ...facets,
  };
}

export function plannedWork(changes: Partial<PlannedWork> = {}): PlannedWork {
  return {
    plan: {
      changes: [
        {
          kind: 'create-application',
          app: 'server',
          summary: 'Create the app registration MCP Server API',
          before: null,
          after: {},
          sensitive: [],
          because: 'server-api.exists',
        },
      ],
      leftToPeople: [],
    },
    changes: [],
    text: 'THE PLAN',
    details: 'THE DETAILS',
    commands: { bash: 'THE BASH SCRIPT', powershell: 'THE POWERSHELL SCRIPT' },
    consents: [{ app: 'client', resource: 'server-api', scopes: ['access'] }],
    obstacles: [],
    ...changes,
  };
}

export interface RecordedCallbacks extends WizardCallbacks {
  /** Names of the callbacks, in the order they were called. */
  readonly calls: readonly string[];
  readonly planned: readonly WizardAnswers[];
  readonly journals: readonly string[];
}

/** A tenant without apps that grants everything, unless told otherwise. */
export function fakeCallbacks(changes: Partial<WizardCallbacks> = {}): RecordedCallbacks {
  const calls: string[] = [];
  const planned: WizardAnswers[] = [];
  const journals: string[] = [];
  const called = <Result>(name: string, result: Result): Result => {
    calls.push(name);
    return result;
  };
  return {
    signIn: async (method) =>
      called(`sign in by ${method}`, { kind: 'signed-in', session: { ...ADMIN, method } }),
    findApps: async () => called('find apps', { server: [], client: [] }),
    differencesOf: async () =>
      called('compare', {
        sentences: ['Issue v2 access tokens'],
        madeBy: 'others' as const,
        foreign: [],
        owners: [],
        createdDateTime: null,
      }),
    appIdOfObject: async () => called('look up an object id', null),
    readTenant: async () => called('read tenant', wizardTenant()),
    certificateProblem: async (file) => (file === 'ok.pem' ? null : `${file} holds no certificate.`),
    planFor: async (answers) => {
      planned.push(answers);
      return called('plan', plannedWork());
    },
    savePlan: async () => called('save plan', 'plan.json'),
    saveCommands: async () => called('save commands', ['Saved: plan.sh']),
    remember: async (journal) => void journals.push(journal),
    ...changes,
    calls,
    planned,
    journals,
  };
}
