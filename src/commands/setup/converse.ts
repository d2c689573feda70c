import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { say } from '../../ui/layout.ts';
import { type WizardAnswers, without } from '../../ui/wizard/answers.ts';
import { type Journal, parseJournal } from '../../ui/wizard/journal.ts';
import { runWizard, type WizardOutcome } from '../../ui/wizard/run.ts';
import type { FinishedSetup, FinishOutside } from '../apply/finish.ts';
import { signingInBy } from '../run/again.ts';
import { gatherInputs, type InputSources, type Inputs } from '../run/inputs.ts';
import { completeCommands } from '../run/printed-commands.ts';
import { StoppedError, stoppedIn } from '../run/result.ts';
import { approved, isNameTakenMeanwhile, isSecretRefused } from './approved.ts';
import { inputsFrom, sameCommand } from './chosen-inputs.ts';
import type { SetupFlags } from './command.ts';
import { type WizardDesk, wizardDesk } from './desk.ts';
import { surroundingsOf } from './local-checks.ts';
import type { Done } from './result.ts';

/** What one round of questions, plan and applying starts from. */
interface Round {
  readonly inputs: Inputs;
  readonly desk: WizardDesk;
  readonly journal: Journal | null;
  readonly given: WizardAnswers;
  /** An earlier round wrote to the tenant. */
  readonly hasWritten: boolean;
}

/**
 * Asks until a plan is carried out, again where the tenant changed meanwhile or refused an answer. Null where the person
 * leaves. Throws `StoppedError` for any other failure.
 */
export async function converse(outside: Outside, flags: SetupFlags, inputs: Inputs): Promise<Done | null> {
  const desk = wizardDesk(outside, flags, inputs);
  const journal = await readJournal(outside, desk.journalPath);
  let round: Round = { inputs, desk, journal, given: desk.given.answers, hasWritten: false };
  for (;;) {
    const outcome = await asked(outside, flags, round);
    if (outcome.outcome === 'other-guide') return null;
    if (outcome.outcome === 'cancelled') {
      say(outside.terminal, [round.hasWritten ? STAYS : `${NOTHING} The answers are kept for the next run.`]);
      return null;
    }
    const next = await carriedOut(outside, flags, round, outcome);
    if ('done' in next) return next.done;
    round = next.round;
  }
}

const NOTHING = 'Nothing was changed in the tenant.';
const STAYS = 'What was done before stays in the tenant; the next plan shows what is left.';
const MOVED =
  'Somebody has changed the tenant meanwhile, so nothing was done. Here is the plan as it is now.';

type Approved = Extract<WizardOutcome, { outcome: 'apply' }>;

async function carriedOut(
  outside: InputSources & FinishOutside & Pick<Outside, 'random'>,
  flags: SetupFlags,
  round: Round,
  outcome: Approved,
): Promise<{ readonly done: Done } | { readonly round: Round }> {
  const { inputs, desk } = round;
  const { answers, consent } = outcome;
  const { configPath } = inputsFrom(inputs, answers);
  try {
    const finished = await approved(outside, { flags, inputs, desk }, outcome);
    if (finished === null) {
      say(outside.terminal, [MOVED]);
      return { round: { ...round, journal: null, given: answers } };
    }
    if (desk.journalPath !== null) await outside.files.remove(desk.journalPath);
    return { done: { ...finished, ...howItWasDone(inputs, answers) } };
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
    const isAnother = configPath !== inputs.configPath && flags.config === undefined;
    const stopped = isAnother ? stoppedIn(error, configPath) : error;
    if (isSecretRefused(stopped)) await desk.leadToCredential(answers);
    if (isSecretRefused(stopped) || isNameTakenMeanwhile(stopped))
      return { round: await wayOn(outside, flags, round, { answers, stopped, configPath }) };
    const same = sameCommand(inputsFrom(inputs, { ...answers, grantAdminConsent: consent }), answers);
    throw goingOnBy(completeCommands(same, signingInBy(outside.launch, answers.auth)), stopped);
  }
}

function howItWasDone(inputs: Inputs, answers: WizardAnswers): Omit<Done, keyof FinishedSetup> {
  const { configPath, outDir } = inputsFrom(inputs, answers);
  return { same: sameCommand(inputs, answers), configPath, outDir, auth: answers.auth };
}

/** The error, whose advice names the command that goes on with the person's answers. */
function goingOnBy(same: string, stopped: StoppedError): StoppedError {
  const { cause, applied, advice, config } = stopped;
  if (!(cause instanceof SetupError)) return stopped;
  const own = advice
    .slice(cause.advice.length)
    .map((line) => line.replace('entra-mcp-setup apply --yes', () => same));
  return new StoppedError(cause, applied, own, config);
}

/** The next round, which asks again for the answer that the tenant refused and keeps all others. */
async function wayOn(
  outside: InputSources,
  flags: SetupFlags,
  { inputs, desk }: Round,
  {
    answers,
    stopped,
    configPath,
  }: { readonly answers: WizardAnswers; readonly stopped: StoppedError; readonly configPath: string },
): Promise<Round> {
  const hasFile = (await outside.files.readText(configPath)) !== null;
  const now = hasFile ? await gatherInputs({ ...flags, config: configPath }, outside) : inputs;
  const next = desk.cleared(now);
  say(outside.terminal, [
    '',
    stopped.message,
    ...stopped.advice.filter((line) => !/entra-mcp-setup|--[a-z]/.test(line)),
    STAYS,
  ]);
  // Which app is which is in the file by now, or asked again. Consent was not given for somebody else's app.
  const app = ['serverApp', 'clientApp', 'serverAdopted', 'clientAdopted'] as const;
  const consent = isNameTakenMeanwhile(stopped) ? (['grantAdminConsent'] as const) : [];
  const kept = without(answers, ...app, ...consent);
  const refused = isSecretRefused(stopped) ? { secretsRefused: true } : {};
  const given = { ...kept, ...next.given.answers, ...refused };
  return { inputs: now, desk: next, journal: null, given, hasWritten: true };
}

async function asked(
  outside: Pick<Outside, 'asker' | 'clock' | 'env' | 'practice' | 'terminal'>,
  flags: SetupFlags,
  round: Round,
): Promise<WizardOutcome> {
  const { desk, given, journal, hasWritten } = round;
  try {
    return await runWizard(
      { ...outside, callbacks: desk.callbacks },
      {
        surroundings: surroundingsOf(outside, flags),
        given: { answers: given, origins: hasWritten ? {} : desk.given.origins },
        journal,
      },
    );
  } catch (error) {
    if (!(error instanceof SetupError) || (error.code !== 'INTERRUPTED' && error.code !== 'TERMINATED'))
      throw error;
    const kept = desk.journalPath === null ? [] : ['The answers are kept; go on with: entra-mcp-setup setup'];
    throw new SetupError(error.code, `Stopped. ${hasWritten ? STAYS : NOTHING}`, {
      advice: kept,
      cause: error,
    });
  }
}

async function readJournal({ files }: Pick<Outside, 'files'>, path: string | null): Promise<Journal | null> {
  const text = path === null ? null : await files.readText(path);
  return text === null ? null : parseJournal(text);
}
