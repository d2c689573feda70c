import type { Clock } from '../../ports.ts';
import { widthOf, wrapText } from '../layout.ts';
import type { WizardAnswers } from './answers.ts';
import { askQuestion, type Conversation, sayProblem } from './ask.ts';
import { decideConsent } from './consent.ts';
import { chooseLine } from './edit.ts';
import { noFacts, type PlannedWork, type Surroundings, type WizardCallbacks } from './facts.ts';
import { completed } from './gather.ts';
import { withChosenApps } from './given.ts';
import { type Journal, renderJournal, type StopPoint } from './journal.ts';
import { reviewPlan } from './review.ts';
import { renderBlocks, renderHeader, renderStepHeader } from './screen.ts';
import type { Step } from './step.ts';
import { describeGuideInstead } from './steps/sign-in.ts';
import { describeSession, mayConsent } from './steps/tenant.ts';
import { STEPS } from './steps.ts';
import { findNext, goBack, goOn, type WizardState } from './walk.ts';
import { askResume, type GivenAnswers, sayGiven } from './welcome.ts';

/** Everything the wizard needs of its surroundings. */
export interface WizardHost extends Conversation {
  readonly clock: Clock;
  readonly callbacks: WizardCallbacks;
}

/** What is known before the first question. */
export interface WizardStart {
  readonly surroundings: Surroundings;
  /** Answers by flag, variable or file, with where each comes from. */
  readonly given: GivenAnswers;
  /** What an earlier run left behind. */
  readonly journal: Journal | null;
}

export type WizardOutcome =
  | {
      readonly outcome: 'apply';
      readonly answers: WizardAnswers;
      readonly planned: PlannedWork;
      readonly consent: boolean;
      /** The roles of the account do not allow consent for the whole tenant. */
      readonly isBarred: boolean;
    }
  | { readonly outcome: 'cancelled'; readonly answers: WizardAnswers }
  /** The direct approach fits better; the person was told where to go. */
  | { readonly outcome: 'other-guide' };

/** Asks everything, shows the plan, and ends with what the person decided. Changes nothing itself. */
export async function runWizard(host: WizardHost, start: WizardStart): Promise<WizardOutcome> {
  const resumed = await askResume(host, start.journal);
  const answers = { ...resumed, ...withChosenApps(start.given) };
  sayGiven(host.terminal, start.given);
  return reviewAfterQuestions(host, {
    answers,
    facts: noFacts(start.surroundings),
    gatheredFor: {},
    visited: STEPS.filter((step) => resumed[step.name] !== undefined && wasOnTheWay(step, resumed)).map(
      ({ name }) => name,
    ),
    reopened: null,
  });
}

/** Whether going back leads to the step: not to one whose default was taken in the table. */
function wasOnTheWay({ asked, offers, isOnTheWayBack }: Step, { accepted }: WizardAnswers): boolean {
  if (asked === 'on-demand') return false;
  return offers === undefined || isOnTheWayBack === true || accepted === 'each';
}

async function reviewAfterQuestions(host: WizardHost, start: WizardState): Promise<WizardOutcome> {
  const state = await askOpenQuestions(host, start, null);
  if (state.answers.guide === 'direct') return { outcome: 'other-guide' };
  const answers = completed(state.answers, state.facts);
  const planned = await host.callbacks.planFor(answers);
  await remember(host, state, { stage: 'plan' });
  const decision = await reviewPlan(host, planned, state);
  switch (decision.kind) {
    case 'back': {
      const before = goBack(STEPS, state, null);
      return reviewAfterQuestions(host, before ?? state);
    }
    case 'edit':
      return reviewAfterQuestions(host, await editAnswer(host, state, decision.step));
    case 'cancel':
      return { outcome: 'cancelled', answers };
    case 'apply':
      return finish(host, state, planned);
  }
}

/** Consent is a decision of its own; going back from it leads to the plan again. */
async function finish(host: WizardHost, state: WizardState, planned: PlannedWork): Promise<WizardOutcome> {
  const consent = await decideConsent(host, planned, state);
  if (consent.kind === 'back') return reviewAfterQuestions(host, state);
  await remember(host, state, { stage: 'applying' });
  const answers = { ...completed(state.answers, state.facts), grantAdminConsent: consent.value };
  const { session } = state.facts;
  const isBarred = session !== null && mayConsent(session) === 'no';
  return { outcome: 'apply', answers, planned, consent: consent.value, isBarred };
}

/** Asks one line of the table of defaults again; the table is shown afterwards. */
async function editLine(host: WizardHost, state: WizardState): Promise<WizardState> {
  const step = await chooseLine(host, state);
  return step === null ? state : editAnswer(host, state, step);
}

/** Asks one answer again, and the questions that follow from it. Going back before it leaves all answers as they were. */
async function editAnswer(host: WizardHost, state: WizardState, step: Step): Promise<WizardState> {
  const edited = await askOpenQuestions(host, { ...state, reopened: step.name, visited: [] }, state);
  return { ...edited, visited: state.visited };
}

/** Asks until no question is open. `before` is where going back from the first of them leads; null: nowhere. */
async function askOpenQuestions(
  host: WizardHost,
  start: WizardState,
  before: WizardState | null,
): Promise<WizardState> {
  if (start.answers.guide === 'direct') return start;
  const { state, next } = await findNext(STEPS, start, host.callbacks);
  if (next?.step.name !== 'tenantConfirmed') saySession(host, start, state);
  // An edited line leads to the table again.
  if (next === null || (before !== null && next.step.name === 'accepted')) return state;
  const { step, question, problem } = next;
  await remember(host, state, { stage: 'question', title: step.title });
  const back = goBack(STEPS, state, step.name);
  host.terminal.err(renderStepHeader(step, host.terminal));
  if (problem !== null) sayProblem(host.terminal, problem);
  const answered = await askQuestion(host, question, { canGoBack: (back ?? before) !== null });
  if (answered.kind === 'back') return back ? askOpenQuestions(host, back, before) : (before ?? state);
  // Editing a line changes no answer by itself.
  if (step.name === 'accepted' && answered.value === state.answers)
    return askOpenQuestions(host, await editLine(host, state), before);
  const after = goOn(state, step, answered.value);
  if (after.answers.guide === 'direct') sayGuideInstead(host);
  return askOpenQuestions(host, after, before);
}

async function remember(
  { callbacks, clock }: WizardHost,
  { answers, facts }: WizardState,
  stoppedAt: StopPoint,
): Promise<void> {
  const savedAt = clock.now().toISOString();
  const { tenant } = completed(answers, facts);
  const kept = tenant === undefined ? answers : { ...answers, tenant };
  await callbacks.remember(renderJournal({ savedAt, answers: kept, stoppedAt }));
}

const OTHERWISE = 'Another tenant or account: go back.';

/** Tenant, account and roles, where the question about them was answered before. */
function saySession(
  { terminal }: Conversation,
  before: WizardState,
  { answers, visited, facts: { session } }: WizardState,
): void {
  if (session === null || session === before.facts.session) return;
  const isBehind = answers.offered?.includes('tenantConfirmed') && visited.includes('tenantConfirmed');
  const blocks = [...describeSession(session), ...(isBehind ? [OTHERWISE] : [])];
  terminal.err(`${renderHeader('tenant', terminal)}${renderBlocks(blocks, terminal).trimEnd()}\n`);
}

function sayGuideInstead({ terminal }: Conversation): void {
  terminal.err(`\n${wrapText(describeGuideInstead(), widthOf(terminal))}\n`);
}
