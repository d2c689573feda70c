import { CLOUDS } from '../../core/cloud.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { say } from '../../ui/layout.ts';
import type { WizardAnswers } from '../../ui/wizard/answers.ts';
import { parseJournal } from '../../ui/wizard/journal.ts';
import { renderResult } from '../../ui/wizard/result.ts';
import { runWizard, type WizardOutcome } from '../../ui/wizard/run.ts';
import { renderWelcome } from '../../ui/wizard/welcome.ts';
import { settlePlan } from '../apply/apply.ts';
import { type FinishedSetup, finishSetup } from '../apply/finish.ts';
import { proveMergeable } from '../files/env-precheck.ts';
import { proveWritable } from '../files/files.ts';
import { gatherInputs, type Inputs, requireBlueprint } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { readSettled } from '../run/observe.ts';
import { StoppedError, startReport } from '../run/result.ts';
import type { SetupFlags } from './command.ts';
import { inputsFrom, sameCommand, wizardDesk } from './desk.ts';
import { localChecks, surroundingsOf } from './local-checks.ts';
import { type Done, resultOf } from './result.ts';

/** The guided way: asks, plans, confirms, applies, verifies, writes the files. */
export async function setup({ flags }: Invocation<SetupFlags>, outside: Outside): Promise<CommandResult> {
  const inputs = await gatherInputs(flags, outside);
  if (!outside.terminal.interactive) throw nobodyToAsk(inputs);
  const finish = startReport('setup', outside);
  await proveWritable(outside, inputs, flags);
  const cloud = inputs.input.cloud ?? 'public';
  const { authority, graph } = CLOUDS[cloud];
  const hosts = [authority, graph].map((origin) => new URL(origin).host);
  const checks = await localChecks(outside, cloud);
  const welcome = { version: outside.version, hosts, checks, practice: outside.practice !== null };
  outside.terminal.err(`${renderWelcome(welcome, outside.terminal)}\n`);
  const done = await converse(outside, flags, inputs);
  if (done === null) return { exitCode: 0, document: finish({ exitCode: 0 }), text: '' };
  const document = finish(done.body);
  const { exitCode } = document;
  const last = renderResult(resultOf(document, done), outside.terminal);
  if (exitCode === 0) return { exitCode, document, text: last };
  outside.terminal.err(last);
  return { exitCode, document };
}

/** Without a terminal: every missing answer at once, and the command that asks nothing. */
function nobodyToAsk(inputs: Inputs): SetupError {
  try {
    requireBlueprint(inputs);
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  return new SetupError(
    'MISSING_ANSWERS',
    'setup asks questions, and nobody can be asked here. No answer is missing.',
    {
      advice: ['Carry it out without questions: entra-mcp-setup apply --yes'],
    },
  );
}

/** Asks until a plan is approved, and again when the tenant moved while it was on the screen. */
async function converse(outside: Outside, flags: SetupFlags, inputs: Inputs): Promise<Done | null> {
  const desk = wizardDesk(outside, flags, inputs);
  const journalPath = desk.journalPath;
  let journal = await readJournal(outside, journalPath);
  let given: WizardAnswers = desk.given.answers;
  for (;;) {
    const outcome = await asked(
      outside,
      flags,
      { ...desk, given: { ...desk.given, answers: given } },
      journal,
    );
    if (outcome.outcome === 'other-guide') return null;
    if (outcome.outcome === 'cancelled') {
      outside.terminal.err('Nothing was changed in the tenant. The answers are kept for the next run.\n');
      return null;
    }
    const finished = await approved(outside, flags, inputs, desk, outcome);
    if (finished !== null) {
      if (journalPath !== null) await outside.files.remove(journalPath);
      return {
        ...finished,
        same: sameCommand(inputs, outcome.answers),
        configPath: inputsFrom(inputs, outcome.answers).configPath,
      };
    }
    outside.terminal.err(
      'Somebody has changed the tenant meanwhile, so nothing was done. Here is the plan as it is now.\n',
    );
    journal = null;
    given = outcome.answers;
  }
}

type Desk = ReturnType<typeof wizardDesk>;

async function asked(
  outside: Outside,
  flags: SetupFlags,
  desk: Desk,
  journal: ReturnType<typeof parseJournal>,
): Promise<WizardOutcome> {
  try {
    const host = { ...outside, callbacks: desk.callbacks };
    return await runWizard(host, {
      surroundings: surroundingsOf(outside, flags),
      given: desk.given,
      journal,
    });
  } catch (error) {
    if (!(error instanceof SetupError) || (error.code !== 'INTERRUPTED' && error.code !== 'TERMINATED'))
      throw error;
    const kept = desk.journalPath === null ? [] : ['The answers are kept; go on with: entra-mcp-setup setup'];
    throw new SetupError(error.code, 'Stopped. Nothing was changed in the tenant.', {
      advice: kept,
      cause: error,
    });
  }
}

async function readJournal(
  { files }: Pick<Outside, 'files'>,
  path: string | null,
): Promise<ReturnType<typeof parseJournal>> {
  const text = path === null ? null : await files.readText(path);
  return text === null ? null : parseJournal(text);
}

/** Carries out what was approved; null when the tenant is no longer the one that was on the screen. */
async function approved(
  outside: Outside,
  flags: SetupFlags,
  inputs: Inputs,
  desk: Desk,
  { answers, consent, isBarred }: Extract<WizardOutcome, { outcome: 'apply' }>,
): Promise<FinishedSetup | null> {
  const chosen = inputsFrom(inputs, { ...answers, grantAdminConsent: consent });
  const asked = requireBlueprint(chosen);
  await proveWritable(outside, chosen, flags);
  await proveMergeable(outside, chosen, flags, asked);
  const connection = await desk.connection(answers);
  const seen = await readSettled(outside, connection, { ...asked, marker: null }, flags);
  if (desk.shown() !== null && fingerprint(seen, asked) !== desk.shown()) return null;
  const planning = { asked: desk.marked(asked, seen, answers), seen, saved: null, inputs: chosen, flags };
  const { blueprint, changes } = await settlePlan(outside, planning);
  const request = { connection, blueprint, tenant: seen, changes, flags, inputs: chosen };
  try {
    return await finishSetup(outside, {
      ...request,
      handOff: consent ? null : isBarred ? 'barred' : 'chosen',
    });
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
    if (isSecretRefused(error)) await desk.leadToCredential(answers);
    sayHowToGoOn(outside, error, sameCommand(chosen, answers));
    throw error;
  }
}

/** A policy met on the way, since this sign-in may not read it beforehand. */
function isSecretRefused({ cause, applied }: StoppedError): boolean {
  const refused = cause instanceof SetupError && cause.code === 'POLICY';
  return refused && /client secret/.test(applied.stoppedAt ?? '');
}

/** The same command again, but for what a policy or another app stood against: that would be refused again. */
function sayHowToGoOn(outside: Pick<Outside, 'terminal'>, { cause }: StoppedError, same: string): void {
  const { terminal } = outside;
  const refused = cause instanceof SetupError && ['POLICY', 'CONFLICT'].includes(cause.code);
  if (refused)
    say(terminal, ['', 'To go on: run `entra-mcp-setup setup` again; it asks for what this tenant allows']);
  else terminal.err(`\nTo go on:\n  ${same}\n`);
}
