import { ANSWER_NAMES, ANSWERS } from '../../core/answers.ts';
import { isGuid } from '../../core/ids.ts';
import { jsonOrNull } from '../../core/json.ts';
import { SIGN_IN_METHODS, type WizardAnswerName, type WizardAnswers, without } from './answers.ts';
import { sayText } from './step.ts';

const VERSION = 2;

/** Where a run stopped: a question, by its title; the plan; or in the middle of applying it. */
export type StopPoint =
  | { readonly stage: 'question'; readonly title: string }
  | { readonly stage: 'plan' | 'applying' };

/** What is needed to go on after Ctrl-C or a crash: answers, and the place where it stopped. No secrets, no tokens. */
export interface Journal {
  /** ISO 8601. */
  readonly savedAt: string;
  readonly answers: WizardAnswers;
  readonly stoppedAt: StopPoint;
}

/**
 * Answers that are kept beside those of the table. Accepted differences of an adopted app are not kept: they are shown again.
 */
const BESIDE_THE_TABLE = {
  guide: (text: string) => text === 'gateway',
  auth: (text: string) => SIGN_IN_METHODS.some((method) => method === text),
  tenantConfirmed: isGuid,
  serverApp: isAppChoice,
  clientApp: isAppChoice,
  accepted: (text: string) => text === 'all' || text === 'each',
  serverRunsOn: (text: string) => ['github', 'kubernetes', 'azure', 'other'].includes(text),
  githubRepository: isWord,
  githubRuns: (text: string) => ['branch', 'environment', 'pull_request'].includes(text),
  githubRunsName: isWord,
  kubernetesAccount: isWord,
  secretsRefused: (text: string) => text === 'true',
} satisfies Readonly<Partial<Record<WizardAnswerName, (text: string) => boolean>>>;

function isWord(text: string): boolean {
  return /^\S+$/.test(text);
}

function isAppChoice(text: string): boolean {
  return text === 'create' || text === 'enter' || isGuid(text);
}

export function renderJournal({ savedAt, answers, stoppedAt }: Journal): string {
  const names = Object.keys({
    ...ANSWERS,
    ...BESIDE_THE_TABLE,
    offered: null,
  }) as readonly WizardAnswerName[];
  const kept = Object.fromEntries(
    names.flatMap((name) => {
      const text = sayText(answers[name]);
      return text === null ? [] : [[name, text]];
    }),
  );
  return `${JSON.stringify({ version: VERSION, savedAt, stoppedAt, answers: kept }, null, 2)}\n`;
}

/**
 * The answers to go on with. That an app is to be created is not one of them where it followed from the tenant as it was,
 * or where creating had begun: the app may be there by now, and a second one would be made beside it.
 */
export function resumedAnswers({ answers, stoppedAt }: Journal): WizardAnswers {
  const stale = (['serverApp', 'clientApp'] as const).filter(
    (name) =>
      answers[name] === 'create' && (stoppedAt.stage === 'applying' || answers.offered?.includes(name)),
  );
  return without(answers, ...stale);
}

/** Null for anything that is not a journal of this version. Answers that no longer pass validation are left out. */
export function parseJournal(text: string): Journal | null {
  const document = jsonOrNull(text);
  if (!isRecord(document) || document.version !== VERSION || !isRecord(document.answers)) return null;
  const { savedAt, stoppedAt } = document;
  const place = parsePlace(stoppedAt);
  if (typeof savedAt !== 'string' || place === null || Number.isNaN(Date.parse(savedAt))) return null;
  return { savedAt, stoppedAt: place, answers: parseAnswers(document.answers) };
}

function parsePlace(value: unknown): StopPoint | null {
  if (!isRecord(value)) return null;
  const { stage, title } = value;
  if (stage === 'question') return typeof title === 'string' ? { stage, title } : null;
  return stage === 'plan' || stage === 'applying' ? { stage } : null;
}

function parseAnswers(kept: Readonly<Record<string, unknown>>): WizardAnswers {
  const fromTable = ANSWER_NAMES.flatMap((name) => {
    const text = kept[name];
    const result = typeof text === 'string' ? ANSWERS[name].parse(text) : null;
    return result && 'value' in result ? [[name, result.value]] : [];
  });
  const beside = Object.entries(BESIDE_THE_TABLE).flatMap(([name, isValid]) => {
    const text = kept[name];
    return typeof text === 'string' && isValid(text) ? [[name, text === 'true' ? true : text]] : [];
  });
  const { offered } = kept;
  const names = typeof offered === 'string' && offered !== '' ? [['offered', offered.split(', ')]] : [];
  return Object.fromEntries([...fromTable, ...beside, ...names]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
