import type { WizardAnswers } from '../../../src/ui/wizard/answers.ts';
import type { WizardCallbacks } from '../../../src/ui/wizard/facts.ts';
import { runWizard, type WizardStart } from '../../../src/ui/wizard/run.ts';
import { fakeClock } from '../fake-clock.ts';
import { fakeTerminal } from '../fake-terminal.ts';
import { type ScriptedAnswer, scriptedAsker } from '../scripted-asker.ts';
import { fakeCallbacks } from './fake-callbacks.ts';

export const START: WizardStart = {
  surroundings: {
    exampleUrl: null,
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

export const enter = (ask: string): ScriptedAnswer => ({ ask, do: 'default' });
export const back = (ask: string): ScriptedAnswer => ({ ask, do: 'back' });

export const SIGN_IN = enter('How do you want to sign in');
export const TENANT = enter('Work in Contoso Ltd');
export const ENDPOINT: ScriptedAnswer = { ask: 'Public URL', type: 'https://mcp.contoso.com/mcp' };
/** The table of defaults, accepted; or each question asked in turn. */
export const TABLE = enter('Set it up like this');
export const EACH: ScriptedAnswer = { ask: 'Set it up like this', choose: 'Ask me each of them' };
export const EDIT_LINE: ScriptedAnswer = { ask: 'Set it up like this', choose: 'Edit a line' };
export const CALLBACK = enter('OAuth callback');
export const SERVER = enter('Which app is MCP Server API');
export const SERVER_NAME = enter('Display name of the new MCP Server API');
export const CLIENT = enter('Which app is MCP Client App');
export const CLIENT_NAME = enter('Display name of the new MCP Client App');
export const CLIENTS = enter('Which MCP clients');
export const REDIRECTS = enter('Which addresses');
export const URI = enter('How is MCP Server API named');
export const PERMISSIONS = enter('What may the server do');
export const CREDENTIAL = enter('How does the server prove itself');
export const MONTHS = enter('How many months');

export const UP_TO_TENANT = [SIGN_IN];
export const APPS = [SERVER, SERVER_NAME, CLIENT, CLIENT_NAME];
export const REST = [REDIRECTS, URI, PERMISSIONS, CREDENTIAL, MONTHS];
/** Every question in turn. */
export const ALL_QUESTIONS = [...UP_TO_TENANT, ENDPOINT, CLIENTS, EACH, TENANT, CALLBACK, ...APPS, ...REST];
/** A first run that takes what is offered. */
export const EXPRESS = [...UP_TO_TENANT, ENDPOINT, CLIENTS, TABLE];

export const review = (choose: string): ScriptedAnswer => ({
  ask: 'What do you want to do with this plan',
  choose,
});
export const LATER = enter('Type Contoso Ltd');
export const CANCEL = review('Cancel');

export async function run(
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

export const given = (answers: WizardAnswers, origins: WizardStart['given']['origins']) => ({
  given: { answers, origins },
});
