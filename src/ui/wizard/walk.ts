import type { WizardAnswerName, WizardAnswers } from './answers.ts';
import type { WizardCallbacks } from './facts.ts';
import { type GatheredFacts, gather } from './gather.ts';
import type { Question, Step } from './step.ts';

/** The state of the wizard: facts and answers, the steps so far, and a question that is to be asked again. */
export interface WizardState extends GatheredFacts {
  /** Names of the steps that a person answered or saw, so that going back skips what a flag or the file said. */
  readonly visited: readonly WizardAnswerName[];
  readonly reopened: WizardAnswerName | null;
}

/** The question to ask next, with what was wrong with the answer before; `question` is null when all is answered. */
export interface Position {
  readonly state: WizardState;
  readonly next: { readonly step: Step; readonly question: Question; readonly problem: string | null } | null;
}

/**
 * The first step, in order, whose answer is missing or no longer fits. So an answer that is changed later is followed
 * by exactly the questions it opens, and all others keep their answers.
 */
export async function findNext(
  steps: readonly Step[],
  state: WizardState,
  callbacks: WizardCallbacks,
): Promise<Position> {
  let current = state;
  for (const step of steps) {
    if (current.reopened !== null && current.reopened !== step.name) continue;
    if (!isNeeded(step, current)) continue;
    const gathered = await gather(current, step.needs, callbacks);
    const again = gathered.answers !== current.answers;
    current = { ...current, ...gathered };
    if (again) return findNext(steps, { ...current, reopened: null }, callbacks);
    const next = openQuestion(step, current);
    const taken = next && offeredAnswer(step, next, current);
    if (taken) current = withOffered(current, step, taken);
    else if (next) return { state: current, next: { step, ...next } };
  }
  return current.reopened === null
    ? { state: current, next: null }
    : findNext(steps, { ...current, reopened: null }, callbacks);
}

function withOffered(state: WizardState, { name, isOnTheWayBack }: Step, taken: WizardAnswers): WizardState {
  const answers = { ...taken, offered: [...(taken.offered ?? []), name] };
  return { ...state, answers, visited: isOnTheWayBack ? [...state.visited, name] : state.visited };
}

/** Whether the step has to be judged, which may gather facts: steps on demand only where they were reopened or answered. */
function isNeeded({ asked, name, say }: Step, { reopened, answers }: WizardState): boolean {
  return asked !== 'on-demand' || reopened === name || say(answers) !== null;
}

function openQuestion(step: Step, { answers, facts, reopened }: WizardState) {
  const question = step.ask(answers, facts);
  if (!question) return null;
  if (reopened === step.name) return { question, problem: null };
  if (step.say(answers) === null) return step.asked !== 'on-demand' ? { question, problem: null } : null;
  const problem = step.recheck(answers, facts);
  return problem === null ? null : { question, problem };
}

/** The answers with the question's default, where that may be taken without asking; null where the person must be asked. */
function offeredAnswer(
  { offers, name }: Step,
  { question, problem }: { readonly question: Question; readonly problem: string | null },
  { answers, facts, reopened }: WizardState,
): WizardAnswers | null {
  const isAsked = answers.accepted === 'each' || reopened === name || problem !== null;
  if (isAsked || !offers?.(answers, facts) || question.initial === undefined) return null;
  if (question.kind === 'select') return question.take(question.initial);
  if (question.kind === 'text')
    return question.check(question.initial) === null ? question.take(question.initial) : null;
  return question.check(question.initial) === null ? question.take(question.initial) : null;
}

/** The question before `from` (null: after the last) that a person answered or saw, and that still is one; null at the first. */
export function goBack(
  steps: readonly Step[],
  state: WizardState,
  from: WizardAnswerName | null,
): WizardState | null {
  const end = from === null ? steps.length : steps.findIndex(({ name }) => name === from);
  const before = steps
    .slice(0, end)
    .findLast((step) => state.visited.includes(step.name) && step.ask(state.answers, state.facts) !== null);
  return before ? { ...state, reopened: before.name } : null;
}

/** The state after an answer; the next question is the first open one. */
export function goOn(state: WizardState, step: Step, answers: WizardState['answers']): WizardState {
  const offered = (answers.offered ?? []).filter((name) => name !== step.name);
  return {
    ...state,
    answers: { ...answers, offered },
    reopened: null,
    visited: [...new Set([...state.visited, step.name])],
  };
}
