import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../../src/core/checks/index.ts';
import { asId } from '../../../src/core/ids.ts';
import { planFor } from '../../../src/core/plan.ts';
import { SetupError } from '../../../src/errors.ts';
import type { WizardAnswers } from '../../../src/ui/wizard/answers.ts';
import type { WizardCallbacks } from '../../../src/ui/wizard/facts.ts';
import { parseJournal } from '../../../src/ui/wizard/journal.ts';
import { runWizard, type WizardStart } from '../../../src/ui/wizard/run.ts';
import { BLUEPRINT } from '../../support/practice.ts';
import { EMPTY_TENANT, MOMENT } from '../../support/tenants.ts';
import { fakeClock } from '../fake-clock.ts';
import { fakeTerminal } from '../fake-terminal.ts';
import { type ScriptedAnswer, scriptedAsker } from '../scripted-asker.ts';
import {
  ADMIN,
  BLOCKED,
  CONTOSO,
  FABRIKAM,
  fakeCallbacks,
  HAND_MADE,
  OLD_APP,
  plannedWork,
  wizardTenant,
} from './fake-callbacks.ts';

const START: WizardStart = {
  surroundings: {
    now: new Date('2026-11-23T10:00:00Z'),
    methods: [
      { method: 'device-code', unavailable: null },
      { method: 'browser', unavailable: null },
      { method: 'azure-cli', unavailable: 'az is not installed' },
    ],
    signInClient: { appId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46', name: 'Microsoft Azure CLI' },
  },
  given: { answers: {}, origins: {} },
  journal: null,
};

const enter = (ask: string): ScriptedAnswer => ({ ask, do: 'default' });
const back = (ask: string): ScriptedAnswer => ({ ask, do: 'back' });

const GUIDE = enter('Does that describe');
const SIGN_IN = enter('How do you want to sign in');
const TENANT = enter('Work in Contoso Ltd');
const ENDPOINT: ScriptedAnswer = { ask: 'Public URL', type: 'https://mcp.contoso.com/mcp' };
const CALLBACK = enter('OAuth callback');
const SERVER = enter('Which app is MCP Server API');
const SERVER_NAME = enter('Display name of the new MCP Server API');
const CLIENT = enter('Which app is MCP Client App');
const CLIENT_NAME = enter('Display name of the new MCP Client App');
const REDIRECTS = enter('Which addresses');
const URI = enter('How is MCP Server API named');
const PERMISSIONS = enter('What may the server do');
const CREDENTIAL = enter('How does the server prove itself');
const MONTHS = enter('How many months');

const UP_TO_TENANT = [GUIDE, SIGN_IN, TENANT];
const APPS = [SERVER, SERVER_NAME, CLIENT, CLIENT_NAME];
const REST = [REDIRECTS, URI, PERMISSIONS, CREDENTIAL, MONTHS];
const ALL_QUESTIONS = [...UP_TO_TENANT, ENDPOINT, CALLBACK, ...APPS, ...REST];

const review = (choose: string): ScriptedAnswer => ({ ask: 'What do you want to do with this plan', choose });
const LATER = enter('Consent for every user');
const CANCEL = review('Cancel');

async function run(
  script: readonly ScriptedAnswer[],
  {
    start = {},
    callbacks = {},
  }: { readonly start?: Partial<WizardStart>; readonly callbacks?: Partial<WizardCallbacks> } = {},
) {
  const asker = scriptedAsker(script);
  const terminal = fakeTerminal();
  const recorded = fakeCallbacks(callbacks);
  const outcome = await runWizard(
    { asker, terminal, clock: fakeClock(), callbacks: recorded },
    { ...START, ...start },
  );
  asker.done();
  return { outcome, terminal, callbacks: recorded, asked: asker.asked() };
}

const given = (answers: WizardAnswers, origins: WizardStart['given']['origins']) => ({
  given: { answers, origins },
});

describe('a first run', () => {
  it('ends with the guide’s values when every default is taken', async () => {
    const { outcome } = await run([...ALL_QUESTIONS, review('Apply'), LATER]);
    expect(outcome).toMatchObject({
      outcome: 'apply',
      consent: false,
      answers: {
        tenant: 'contoso.com',
        mcpUrl: 'https://mcp.contoso.com/mcp',
        gatewayCallback: 'https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback',
        serverName: 'MCP Server API',
        clientName: 'MCP Client App',
        redirectUris: [
          'http://127.0.0.1:53100/callback',
          'http://127.0.0.1:53101/callback',
          'http://127.0.0.1:8080/callback',
        ],
        appIdUri: 'api://{appId}',
        graphPermissions: ['Files.Read'],
        credential: 'secret',
        secretMonths: 24,
        grantAdminConsent: false,
      },
    });
  });

  it('signs in before it asks for anything else, and plans once', async () => {
    const { callbacks } = await run([...ALL_QUESTIONS, CANCEL]);
    expect(callbacks.calls).toEqual(['sign in by device-code', 'find apps', 'read tenant', 'plan']);
  });

  it('numbers its screens', async () => {
    const { terminal } = await run([...ALL_QUESTIONS, CANCEL]);
    expect(terminal.saidErr()).toContain('Step 6 of 11 · Redirect URIs');
  });

  it('shows tenant, account and roles before the questions about apps', async () => {
    const { terminal } = await run([...ALL_QUESTIONS, CANCEL]);
    const said = terminal.saidErr();
    expect(said.indexOf('ada@contoso.com')).toBeGreaterThan(0);
    expect(said.indexOf('ada@contoso.com')).toBeLessThan(said.indexOf('Step 3 of'));
  });

  it('sends those who need the other guide away, with nothing asked or contacted', async () => {
    const { outcome, callbacks } = await run([{ ask: 'Does that describe', choose: 'No' }]);
    expect(outcome).toEqual({ outcome: 'other-guide' });
    expect(callbacks.calls).toEqual([]);
  });

  it('writes nothing to standard output', async () => {
    const { terminal } = await run([...ALL_QUESTIONS, CANCEL]);
    expect(terminal.saidOut()).toBe('');
  });
});

describe('going back', () => {
  it('asks the question before again, and keeps what was answered', async () => {
    const { outcome } = await run([
      ...UP_TO_TENANT,
      ENDPOINT,
      back('OAuth callback'),
      { ask: 'Public URL', do: 'default' },
      CALLBACK,
      ...APPS,
      ...REST,
      CANCEL,
    ]);
    expect(outcome).toMatchObject({ answers: { mcpUrl: 'https://mcp.contoso.com/mcp' } });
  });

  it('through several screens keeps the answers after them', async () => {
    const { outcome, asked } = await run([
      ...UP_TO_TENANT,
      ENDPOINT,
      CALLBACK,
      ...APPS,
      { ask: 'Which addresses', tick: ['http://127.0.0.1:53100'] },
      back('How is MCP Server API named'),
      back('Which addresses'),
      { ask: 'Display name of the new MCP Client App', type: 'Files client' },
      URI,
      PERMISSIONS,
      CREDENTIAL,
      MONTHS,
      CANCEL,
    ]);
    expect(outcome).toMatchObject({
      answers: { clientName: 'Files client', redirectUris: ['http://127.0.0.1:53100/callback'] },
    });
    expect(asked.filter((question) => question.includes('Which addresses'))).toHaveLength(2);
  });

  it('over the sign-in does not sign in again while the method stays', async () => {
    const { callbacks } = await run([
      GUIDE,
      SIGN_IN,
      back('Work in Contoso Ltd'),
      SIGN_IN,
      TENANT,
      ENDPOINT,
      CALLBACK,
      ...APPS,
      ...REST,
      CANCEL,
    ]);
    expect(callbacks.calls.filter((call) => call.startsWith('sign in'))).toHaveLength(1);
  });

  it('from the plan leads to the last question, and to a plan made anew', async () => {
    const { callbacks } = await run([
      ...ALL_QUESTIONS,
      back('What do you want to do'),
      { ask: 'How many months', type: '12' },
      CANCEL,
    ]);
    expect(callbacks.planned.map(({ secretMonths }) => secretMonths)).toEqual([24, 12]);
  });

  it('from consent leads to the plan', async () => {
    const { outcome } = await run([
      ...ALL_QUESTIONS,
      review('Apply'),
      back('Consent for every user'),
      CANCEL,
    ]);
    expect(outcome).toMatchObject({ outcome: 'cancelled' });
  });

  it('is not offered at the first question', async () => {
    await expect(run([back('Does that describe')])).rejects.toThrow('No way back');
  });
});

describe('editing from the plan', () => {
  const edit = (choose: string): readonly ScriptedAnswer[] => [review('Edit'), { ask: 'Which one?', choose }];

  it('changes one answer and comes back with a new plan', async () => {
    const { callbacks } = await run([
      ...ALL_QUESTIONS,
      ...edit('Life of the secret'),
      { ask: 'How many months', type: '6' },
      CANCEL,
    ]);
    expect(callbacks.planned.map(({ secretMonths }) => secretMonths)).toEqual([24, 6]);
  });

  it('asks what the new answer opens, and nothing else', async () => {
    const { outcome } = await run([
      ...ALL_QUESTIONS,
      ...edit('Credential'),
      { ask: 'How does the server prove itself', choose: 'Federated' },
      { ask: 'Issuer of the tokens', type: 'https://token.actions.githubusercontent.com' },
      { ask: 'Subject of the tokens', type: 'repo:contoso/mcp:ref:refs/heads/main' },
      CANCEL,
    ]);
    expect(outcome).toMatchObject({ answers: { credential: 'federated' } });
  });

  it('leaves everything as it was when the person goes back', async () => {
    const { callbacks } = await run([
      ...ALL_QUESTIONS,
      ...edit('Credential'),
      { ask: 'How does the server prove itself', choose: 'Certificate' },
      back('Where does the certificate come from'),
      back('How does the server prove itself'),
      CANCEL,
    ]);
    expect(callbacks.planned.at(-1)).toMatchObject({ credential: 'secret' });
  });

  it('offers what is not asked in turn', async () => {
    const { outcome } = await run([
      ...ALL_QUESTIONS,
      ...edit('Scope'),
      { ask: 'Name of the scope', type: 'files' },
      CANCEL,
    ]);
    expect(outcome).toMatchObject({ answers: { scope: 'files' } });
  });

  it('asks an answer again that no longer fits, with the reason', async () => {
    const secretsForbidden = wizardTenant({
      appManagementPolicy: {
        state: 'read',
        value: {
          secretsForbidden: true,
          maxSecretDays: null,
          maxCertificateDays: null,
          onlyDefaultIdentifierUris: false,
          onlyUniqueIdentifierUris: false,
        },
      },
    });
    let reads = 0;
    const { terminal, outcome } = await run(
      [
        ...ALL_QUESTIONS,
        ...edit('MCP Server API'),
        { ask: 'Which app is MCP Server API', choose: 'Enter' },
        { ask: 'Application (client) id of MCP Server API', type: OLD_APP },
        { ask: 'Use this app', choose: 'Use it' },
        { ask: 'How does the server prove itself', choose: 'Certificate' },
        enter('Where does the certificate come from'),
        CANCEL,
      ],
      { callbacks: { readTenant: async () => (reads++ === 0 ? wizardTenant() : secretsForbidden) } },
    );
    expect(outcome).toMatchObject({ answers: { credential: 'certificate', createCertificate: true } });
    expect(terminal.saidErr()).toContain('forbids client secrets');
  });
});

describe('the plan', () => {
  it('is never applied by pressing Enter', async () => {
    await expect(
      run([...ALL_QUESTIONS, enter('What do you want to do'), back('Which one?'), CANCEL]),
    ).resolves.toMatchObject({
      outcome: { outcome: 'cancelled' },
    });
  });

  it('can be saved and shown as commands, and is still there', async () => {
    const { terminal, callbacks } = await run([
      ...ALL_QUESTIONS,
      review('Save'),
      review('Show as commands'),
      CANCEL,
    ]);
    expect(callbacks.calls).toContain('save plan');
    expect(terminal.saidErr()).toContain('THE COMMANDS');
    expect(callbacks.planned).toHaveLength(1);
  });

  it('that the tenant would refuse cannot be applied', async () => {
    const obstacles = ['A policy forbids it.'];
    const refused = run([...ALL_QUESTIONS, review('Apply')], {
      callbacks: { planFor: async () => plannedWork({ obstacles }) },
    });
    await expect(refused).rejects.toThrow('not available');
  });

  it('that changes nothing goes on with Enter', async () => {
    const nothing = plannedWork({ plan: { changes: [], leftToPeople: [] }, consents: [] });
    const { outcome } = await run([...ALL_QUESTIONS, enter('Nothing has to be changed')], {
      callbacks: { planFor: async () => nothing },
    });
    expect(outcome).toMatchObject({ outcome: 'apply', consent: false });
  });
});

describe('a name that hurts later', () => {
  it('is pointed out with the plan', async () => {
    const { serverApi, ...rest } = BLUEPRINT;
    const blueprint = { ...rest, serverApi: { ...serverApi, displayName: 'Microsoft files' } };
    const changes = planFor(CHECKS, blueprint, EMPTY_TENANT, MOMENT).changes.map(({ change }) => change);
    const { terminal } = await run([...ALL_QUESTIONS, CANCEL], {
      callbacks: { planFor: async () => plannedWork({ changes }) },
    });
    expect(terminal.saidErr()).toContain('holds "Microsoft", a restricted word');
  });
});

describe('consent', () => {
  const grant: ScriptedAnswer = { ask: 'Consent for every user', choose: 'Grant it now' };

  it('is given by typing the name of the tenant', async () => {
    const { outcome } = await run([
      ...ALL_QUESTIONS,
      review('Apply'),
      grant,
      { ask: 'Type Contoso Ltd', type: 'contoso ltd' },
    ]);
    expect(outcome).toMatchObject({ outcome: 'apply', consent: true, answers: { grantAdminConsent: true } });
  });

  it('is not given by another name', async () => {
    const other = run([...ALL_QUESTIONS, review('Apply'), grant, { ask: 'Type Contoso Ltd', type: 'yes' }]);
    await expect(other).rejects.toThrow('was refused');
  });

  it('can still be declined at the name', async () => {
    const { outcome } = await run([
      ...ALL_QUESTIONS,
      review('Apply'),
      grant,
      back('Type Contoso Ltd'),
      LATER,
    ]);
    expect(outcome).toMatchObject({ consent: false });
  });

  it('is not offered to an account whose roles do not allow it', async () => {
    const signIn: WizardCallbacks['signIn'] = async () => ({
      kind: 'signed-in',
      session: { ...ADMIN, roles: ['Application Developer'] },
    });
    await expect(run([...ALL_QUESTIONS, review('Apply'), grant], { callbacks: { signIn } })).rejects.toThrow(
      'not available',
    );
  });

  it('is not asked when the flag decided it', async () => {
    const { outcome } = await run([...ALL_QUESTIONS, review('Apply')], {
      start: given({ grantAdminConsent: true }, { grantAdminConsent: '--grant-admin-consent' }),
    });
    expect(outcome).toMatchObject({ consent: true });
  });

  it('is not asked when everything was consented to before', async () => {
    const { outcome } = await run([...ALL_QUESTIONS, review('Apply')], {
      callbacks: { planFor: async () => plannedWork({ consents: [] }) },
    });
    expect(outcome).toMatchObject({ consent: false });
  });
});

describe('signing in', () => {
  const blockedOnce: WizardCallbacks['signIn'] = async (method) =>
    method === 'device-code'
      ? { kind: 'blocked', blocked: BLOCKED }
      : { kind: 'signed-in', session: { ...ADMIN, method } };

  it('offers the next way when the tenant blocks one', async () => {
    const { outcome, terminal } = await run(
      [GUIDE, SIGN_IN, SIGN_IN, TENANT, ENDPOINT, CALLBACK, ...APPS, ...REST, CANCEL],
      { callbacks: { signIn: blockedOnce } },
    );
    expect(outcome).toMatchObject({ answers: { auth: 'browser' } });
    expect(terminal.saidErr()).toContain('AADSTS53003');
  });

  it('tries the same way again when the person wants it', async () => {
    let tries = 0;
    const signIn: WizardCallbacks['signIn'] = async (method) =>
      tries++ === 0
        ? { kind: 'blocked', blocked: BLOCKED }
        : { kind: 'signed-in', session: { ...ADMIN, method } };
    const { outcome } = await run(
      [
        GUIDE,
        SIGN_IN,
        { ask: 'How do you want to sign in', choose: 'Device code' },
        TENANT,
        ENDPOINT,
        CALLBACK,
        ...APPS,
        ...REST,
        CANCEL,
      ],
      { callbacks: { signIn } },
    );
    expect(outcome).toMatchObject({ answers: { auth: 'device-code' } });
  });

  it('goes to another tenant when asked to', async () => {
    const signIn: WizardCallbacks['signIn'] = async (method, { tenant }) => ({
      kind: 'signed-in',
      session:
        tenant === 'fabrikam.com'
          ? { ...ADMIN, method, tenantId: FABRIKAM, tenantName: 'Fabrikam', domain: 'fabrikam.com' }
          : ADMIN,
    });
    const { outcome } = await run(
      [
        GUIDE,
        SIGN_IN,
        { ask: 'Work in Contoso Ltd', choose: 'Another tenant' },
        { ask: 'Tenant id, or one of its domains', type: 'fabrikam.com' },
        enter('Work in Fabrikam'),
        ENDPOINT,
        CALLBACK,
        ...APPS,
        ...REST,
        CANCEL,
      ],
      { callbacks: { signIn } },
    );
    expect(outcome).toMatchObject({ answers: { tenant: 'fabrikam.com', tenantConfirmed: FABRIKAM } });
  });

  const onlyContoso: WizardCallbacks['signIn'] = async (method, { tenant }) =>
    tenant === 'fabrikam.com'
      ? { kind: 'wrong-tenant', sentences: ['There is no tenant fabrikam.com.'] }
      : { kind: 'signed-in', session: { ...ADMIN, method } };
  const MISTYPED: readonly ScriptedAnswer[] = [
    GUIDE,
    SIGN_IN,
    { ask: 'Work in Contoso Ltd', choose: 'Another tenant' },
    { ask: 'Tenant id, or one of its domains', type: 'fabrikam.com' },
  ];
  const AFTER_TENANT = [ENDPOINT, CALLBACK, ...APPS, ...REST, CANCEL];

  it('asks for the tenant again, with the reason, when there is none of that name', async () => {
    const { outcome, terminal, callbacks } = await run(
      [
        ...MISTYPED,
        enter('Tenant id, or one of its domains'),
        { ask: 'Tenant id, or one of its domains', type: 'contoso.com' },
        TENANT,
        ...AFTER_TENANT,
      ],
      { callbacks: { signIn: onlyContoso } },
    );
    expect(outcome).toMatchObject({ answers: { tenant: 'contoso.com' } });
    expect(terminal.saidErr()).toContain('There is no tenant fabrikam.com.');
    expect(callbacks.journals.filter((journal) => journal.includes('fabrikam'))).toEqual([]);
  });

  it('goes back to the tenant before when the one that was named is none', async () => {
    await run([...MISTYPED, back('Tenant id, or one of its domains'), TENANT, ...AFTER_TENANT], {
      callbacks: { signIn: onlyContoso },
    });
  });

  it('asks for another tenant when the one that was given is none', async () => {
    await run(
      [
        GUIDE,
        SIGN_IN,
        { ask: 'Tenant id, or one of its domains', type: 'contoso.com' },
        TENANT,
        ...AFTER_TENANT,
      ],
      {
        start: given({ tenant: 'fabrikam.com' }, { tenant: '--tenant' }),
        callbacks: { signIn: onlyContoso },
      },
    );
  });

  it('offers another tenant where the one that was named blocks the sign-in', async () => {
    const signIn: WizardCallbacks['signIn'] = async (method, { tenant }) =>
      tenant === 'fabrikam.com'
        ? { kind: 'blocked', blocked: BLOCKED }
        : { kind: 'signed-in', session: { ...ADMIN, method } };
    await run(
      [
        ...MISTYPED,
        { ask: 'How do you want to sign in', choose: 'Another tenant' },
        { ask: 'Tenant id, or one of its domains', type: 'contoso.com' },
        TENANT,
        ...AFTER_TENANT,
      ],
      { callbacks: { signIn } },
    );
  });

  it('changes the account when asked to', async () => {
    const { callbacks } = await run([
      GUIDE,
      SIGN_IN,
      { ask: 'Work in Contoso Ltd', choose: 'Sign in as somebody else' },
      SIGN_IN,
      TENANT,
      ENDPOINT,
      CALLBACK,
      ...APPS,
      ...REST,
      CANCEL,
    ]);
    expect(callbacks.calls.slice(0, 2)).toEqual(['sign in by device-code', 'sign in by device-code']);
  });
});

describe('apps that exist', () => {
  const found = { findApps: async () => ({ server: [HAND_MADE], client: [] }) };
  const before = [...UP_TO_TENANT, ENDPOINT, CALLBACK];

  it('are adopted only after every difference was shown', async () => {
    const { outcome, terminal } = await run(
      [
        ...before,
        { ask: 'Which app is MCP Server API', choose: 'Use MCP Server API' },
        { ask: 'Use this app', choose: 'Use it' },
        CLIENT,
        CLIENT_NAME,
        ...REST,
        CANCEL,
      ],
      { callbacks: found },
    );
    expect(outcome).toMatchObject({ answers: { serverAppId: OLD_APP, serverName: 'MCP Server API' } });
    expect(terminal.saidErr()).toContain('~ Issue v2 access tokens');
    expect(terminal.saidErr()).toContain('owned by Ada Lovelace');
  });

  it('are not adopted by pressing Enter', async () => {
    const { outcome } = await run(
      [
        ...before,
        SERVER,
        enter('Use this app'),
        { ask: 'Which app is MCP Server API', choose: 'Create' },
        SERVER_NAME,
        CLIENT,
        CLIENT_NAME,
        ...REST,
        CANCEL,
      ],
      { callbacks: found },
    );
    expect(outcome).toMatchObject({ answers: { serverApp: 'create' } });
    expect(outcome).not.toHaveProperty('answers.serverAppId');
  });

  it('made by this tool are taken without more questions', async () => {
    const ours = { ...HAND_MADE, madeBy: 'us' as const };
    const { outcome } = await run([...before, SERVER, CLIENT, CLIENT_NAME, ...REST, CANCEL], {
      callbacks: { findApps: async () => ({ server: [ours], client: [] }) },
    });
    expect(outcome).toMatchObject({ answers: { serverAppId: OLD_APP } });
  });

  it('by an id the tenant does not have lead back to the choice', async () => {
    const { terminal } = await run(
      [
        ...before,
        { ask: 'Which app is MCP Server API', choose: 'Enter' },
        { ask: 'Application (client) id of MCP Server API', type: OLD_APP },
        enter('How do you want to go on'),
        SERVER,
        SERVER_NAME,
        CLIENT,
        CLIENT_NAME,
        ...REST,
        CANCEL,
      ],
      { callbacks: { differencesOf: async () => null } },
    );
    expect(terminal.saidErr()).toContain(`no app ${OLD_APP}`);
  });
});

describe('answers given by flag or file', () => {
  it('are shown with their origin and not asked', async () => {
    const { terminal, outcome } = await run([...UP_TO_TENANT, CALLBACK, ...APPS, ...REST, CANCEL], {
      start: given({ mcpUrl: 'https://mcp.contoso.com/mcp' }, { mcpUrl: '--mcp-url' }),
    });
    expect(outcome).toMatchObject({ answers: { mcpUrl: 'https://mcp.contoso.com/mcp' } });
    expect(terminal.saidErr()).toMatch(
      /By --mcp-url:\n {2}MCP server endpoint {2}https:\/\/mcp\.contoso\.com\/mcp/,
    );
  });

  it('name apps: an id from the file needs no more questions', async () => {
    const { outcome } = await run(
      [SIGN_IN, TENANT, ENDPOINT, CALLBACK, CLIENT, CLIENT_NAME, ...REST, CANCEL],
      {
        start: given({ serverAppId: asId(OLD_APP) }, { serverAppId: 'entra-mcp.yaml' }),
      },
    );
    expect(outcome).toMatchObject({ answers: { serverAppId: OLD_APP } });
  });

  it('name apps: an id from a flag is adopted only after its differences were shown', async () => {
    const { outcome } = await run(
      [
        SIGN_IN,
        TENANT,
        ENDPOINT,
        CALLBACK,
        { ask: 'Use this app', choose: 'Use it' },
        CLIENT,
        CLIENT_NAME,
        ...REST,
        CANCEL,
      ],
      { start: given({ serverAppId: asId(OLD_APP) }, { serverAppId: '--server-app-id' }) },
    );
    expect(outcome).toMatchObject({ answers: { serverAdopted: OLD_APP } });
  });

  it('that are all there lead straight to the plan', async () => {
    const first = await run([...ALL_QUESTIONS, CANCEL]);
    if (first.outcome.outcome !== 'cancelled') throw new Error('not cancelled');
    const { asked } = await run([{ ask: 'What do you want to do', choose: 'Cancel' }], {
      start: given(first.outcome.answers, {}),
    });
    expect(asked).toHaveLength(1);
  });

  it('are asked all the same when the tenant does not allow them', async () => {
    const { terminal, outcome } = await run(
      [...ALL_QUESTIONS, CANCEL].map((answer) =>
        answer === URI ? { ask: 'How is MCP Server API named', choose: 'api://{appId}' } : answer,
      ),
      {
        start: given({ appIdUri: 'https://mcp.fabrikam.com' }, { appIdUri: '--app-id-uri' }),
      },
    );
    expect(terminal.saidErr()).toContain('This tenant has no verified domain for mcp.fabrikam.com.');
    expect(outcome).toMatchObject({ answers: { appIdUri: 'api://{appId}' } });
  });
});

describe('leaving and coming back', () => {
  async function journalAfter(script: readonly ScriptedAnswer[]) {
    const callbacks = fakeCallbacks();
    const asker = scriptedAsker(script);
    const wizard = runWizard({ asker, terminal: fakeTerminal(), clock: fakeClock(), callbacks }, START);
    await expect(wizard).rejects.toMatchObject({ code: 'INTERRUPTED' });
    return parseJournal(callbacks.journals.at(-1) ?? '');
  }
  const leave = (ask: string): ScriptedAnswer => ({
    ask,
    throw: new SetupError('INTERRUPTED', 'Stopped by Ctrl-C.'),
  });

  it('remembers the answers and the question that was left open', async () => {
    const journal = await journalAfter([...UP_TO_TENANT, ENDPOINT, leave('OAuth callback')]);
    expect(journal).toMatchObject({
      stoppedAt: { stage: 'question', title: 'Gateway callback' },
      answers: { mcpUrl: 'https://mcp.contoso.com/mcp', tenantConfirmed: CONTOSO },
    });
  });

  const resumes = async (journal: Awaited<ReturnType<typeof journalAfter>>) =>
    (await run([enter('Go on from there'), CANCEL], { start: { journal } })).terminal.saidErr();

  it('says that it stopped at the plan, also after an answer was looked at again', async () => {
    const journal = await journalAfter([
      ...ALL_QUESTIONS,
      review('Edit'),
      { ask: 'Which one', choose: 'Scope' },
      back('Name of the scope'),
      leave('What do you want to do with this plan'),
    ]);
    expect(await resumes(journal)).toContain('It stopped at the plan on');
  });

  it('says that something may be in the tenant already when it stopped while applying', async () => {
    const { callbacks } = await run([...ALL_QUESTIONS, review('Apply'), LATER]);
    const journal = parseJournal(callbacks.journals.at(-1) ?? '');
    expect(await resumes(journal)).toMatch(/stopped while the plan was applied.*\s.*already/);
  });

  it('goes on at that question, after a new sign-in', async () => {
    const journal = await journalAfter([...UP_TO_TENANT, ENDPOINT, leave('OAuth callback')]);
    const { callbacks } = await run([enter('Go on from there'), CALLBACK, ...APPS, ...REST, CANCEL], {
      start: { journal },
    });
    expect(callbacks.calls[0]).toBe('sign in by device-code');
  });

  it('shows tenant and account again, and lets the person go back before that question', async () => {
    const journal = await journalAfter([...UP_TO_TENANT, ENDPOINT, leave('OAuth callback')]);
    const { terminal } = await run(
      [
        enter('Go on from there'),
        back('OAuth callback'),
        enter('Public URL'),
        CALLBACK,
        ...APPS,
        ...REST,
        CANCEL,
      ],
      { start: { journal } },
    );
    expect(terminal.saidErr()).toContain('ada@contoso.com');
  });

  it('starts anew when asked to', async () => {
    const journal = await journalAfter([...UP_TO_TENANT, leave('Public URL')]);
    await run([{ ask: 'Go on from there', choose: 'Start anew' }, ...ALL_QUESTIONS, CANCEL], {
      start: { journal },
    });
  });

  it('asks again in which tenant to work when the account has another one now', async () => {
    const journal = await journalAfter([...UP_TO_TENANT, leave('Public URL')]);
    const signIn: WizardCallbacks['signIn'] = async () => ({
      kind: 'signed-in',
      session: { ...ADMIN, tenantId: FABRIKAM },
    });
    const { terminal } = await run(
      [enter('Go on from there'), TENANT, ENDPOINT, CALLBACK, ...APPS, ...REST, CANCEL],
      {
        start: { journal },
        callbacks: { signIn },
      },
    );
    expect(terminal.saidErr()).toContain('another tenant than before');
  });
});
