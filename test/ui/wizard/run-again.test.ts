import { describe, expect, it } from 'vitest';
import { asId } from '../../../src/core/ids.ts';
import { SetupError } from '../../../src/errors.ts';
import type { AppCandidate, WizardCallbacks } from '../../../src/ui/wizard/facts.ts';
import { parseJournal } from '../../../src/ui/wizard/journal.ts';
import { runWizard } from '../../../src/ui/wizard/run.ts';
import { fakeClock } from '../fake-clock.ts';
import { fakeTerminal } from '../fake-terminal.ts';
import { type ScriptedAnswer, scriptedAsker } from '../scripted-asker.ts';
import {
  ALL_QUESTIONS,
  APPS,
  back,
  CALLBACK,
  CANCEL,
  CLIENT,
  CLIENT_NAME,
  CLIENTS,
  EACH,
  EDIT_LINE,
  ENDPOINT,
  EXPRESS,
  enter,
  given,
  LATER,
  REST,
  review,
  run,
  SERVER,
  SIGN_IN,
  START,
  TABLE,
  TENANT,
  UP_TO_TENANT,
} from './conversation.ts';
import { ADMIN, CONTOSO, FABRIKAM, fakeCallbacks, HAND_MADE, OLD_APP } from './fake-callbacks.ts';

describe('answers given by flag or file', () => {
  it('are shown with their origin and not asked', async () => {
    const { terminal, outcome } = await run(
      [...UP_TO_TENANT, CLIENTS, EACH, TENANT, CALLBACK, ...APPS, ...REST, CANCEL],
      {
        start: given({ mcpUrl: 'https://mcp.contoso.com/mcp' }, { mcpUrl: '--mcp-url' }),
      },
    );
    expect(outcome).toMatchObject({ answers: { mcpUrl: 'https://mcp.contoso.com/mcp' } });
    expect(terminal.saidErr()).toMatch(
      /By --mcp-url:\n {2}MCP server endpoint {2}https:\/\/mcp\.contoso\.com\/mcp/,
    );
  });

  it('name apps: an id from the file needs no more questions', async () => {
    const { outcome } = await run(
      [SIGN_IN, ENDPOINT, EACH, TENANT, CALLBACK, CLIENT, CLIENT_NAME, ...REST, CANCEL],
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
        ENDPOINT,
        { ask: 'Use this app', choose: 'Use it' },
        CLIENTS,
        EACH,
        TENANT,
        CALLBACK,
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
      [
        ...UP_TO_TENANT,
        ENDPOINT,
        CLIENTS,
        { ask: 'How is MCP Server API named', choose: 'api://{appId}' },
        TABLE,
        CANCEL,
      ],
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
    const journal = await journalAfter([
      ...UP_TO_TENANT,
      ENDPOINT,
      CLIENTS,
      EACH,
      TENANT,
      leave('OAuth callback'),
    ]);
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

  it('goes back past the lines that were edited before it was left', async () => {
    const journal = await journalAfter([
      ...UP_TO_TENANT,
      ENDPOINT,
      CLIENTS,
      EDIT_LINE,
      { ask: 'Which one?', choose: 'Credential' },
      { ask: 'How does the server prove itself', choose: 'Certificate' },
      leave('Set it up like this'),
    ]);
    await run([enter('Go on from there'), back('Set it up like this'), CLIENTS, TABLE, CANCEL], {
      start: { journal },
    });
  });

  it('says that something may be in the tenant already when it stopped while applying', async () => {
    const { callbacks } = await run([...EXPRESS, review('Apply'), LATER]);
    const journal = parseJournal(callbacks.journals.at(-1) ?? '');
    expect(await resumes(journal)).toMatch(/stopped while the plan was applied.*\s.*already/);
  });

  it('takes an app that the stopped run had made, instead of making a second', async () => {
    const { callbacks } = await run([...EXPRESS, review('Apply'), LATER]);
    const journal = parseJournal(callbacks.journals.at(-1) ?? '');
    const made: AppCandidate = { ...HAND_MADE, madeBy: 'us', byMarker: true };
    const { outcome } = await run([enter('Go on from there'), SERVER, CANCEL], {
      start: { journal },
      callbacks: { findApps: async () => ({ client: [], server: [made] }) },
    });
    expect(outcome).toMatchObject({ answers: { serverApp: OLD_APP, clientApp: 'create' } });
  });

  it('goes on at that question, after a new sign-in', async () => {
    const journal = await journalAfter([
      ...UP_TO_TENANT,
      ENDPOINT,
      CLIENTS,
      EACH,
      TENANT,
      leave('OAuth callback'),
    ]);
    const { callbacks } = await run([enter('Go on from there'), CALLBACK, ...APPS, ...REST, CANCEL], {
      start: { journal },
    });
    expect(callbacks.calls[0]).toBe('sign in by device-code');
  });

  it('shows tenant and account again, and lets the person go back before that question', async () => {
    const journal = await journalAfter([
      ...UP_TO_TENANT,
      ENDPOINT,
      CLIENTS,
      EACH,
      TENANT,
      leave('OAuth callback'),
    ]);
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
      [enter('Go on from there'), TENANT, ENDPOINT, CLIENTS, EACH, CALLBACK, ...APPS, ...REST, CANCEL],
      {
        start: { journal },
        callbacks: { signIn },
      },
    );
    expect(terminal.saidErr()).toContain('another tenant than before');
  });
});
