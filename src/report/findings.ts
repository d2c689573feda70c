import { createHash } from 'node:crypto';
import { ALL_CHECKS } from '../core/checks/index.ts';
import type { Report, ReportedChange, ReportedError, Verdict } from '../core/report.ts';
import { appOf, labelOf, pendingChanges, titleOf } from './documents.ts';
import type { Places, Region } from './options.ts';
import { type StoryProblem, storyProblemsOf } from './story.ts';
import { showPlain } from './words.ts';

/** A finding at a line of a configuration, for code hosts; SARIF and Code Quality are made from it. */
export interface CodeFinding {
  readonly ruleId: string;
  readonly level: 'error' | 'warning' | 'note';
  /** `open` for what could not be judged. */
  readonly kind: 'fail' | 'open';
  readonly sentences: readonly string[];
  /** The value of the blueprint that asks for it, where one does. */
  readonly configPath: string | null;
  /** What it is about when no value asks for it. */
  readonly subject: string;
  /** Derived from the rule and the app alone, so that an alert keeps its identity when the file or the words change. */
  readonly fingerprint: string;
}

/**
 * What kept the whole configuration from being judged, failures and warnings, what could not be judged as notes of rules
 * of their own, broken hops and found causes, and what a plan would change.
 */
export function* findingsIn(report: Report): Generator<CodeFinding> {
  const { errors = [], checks = [] } = report;
  for (const error of errors) yield errorFinding(error, report);
  for (const verdict of checks) {
    if (verdict.status === 'fail' || verdict.status === 'warn') yield verdictFinding(verdict, report);
  }
  for (const verdict of checks) if (verdict.status === 'unknown') yield unknownFinding(verdict, report);
  for (const problem of storyProblemsOf(report)) yield storyFinding(problem, report);
  for (const change of pendingChanges(report)) yield driftFinding(change, report);
}

const CONFIG_PATHS: ReadonlyMap<string, string | null> = new Map(
  ALL_CHECKS.map(({ id, configPath }) => [id, configPath]),
);

/** What a plan would change, as a finding. */
export function driftFinding(change: ReportedChange, report: Report): CodeFinding {
  const ruleId = driftRuleId(change);
  const { app, because, summary } = change;
  return {
    ruleId,
    level: 'warning',
    kind: 'fail',
    sentences: [`Not as the blueprint says: ${sentence(summary)}`, `So that: ${sentence(titleOf(because))}`],
    configPath: CONFIG_PATHS.get(because) ?? null,
    subject: because,
    fingerprint: alertIdOf(ruleId, `${labelOf(report)}|${app}|${summary}`),
  };
}

function errorFinding(error: ReportedError, report: Report): CodeFinding {
  const ruleId = errorRuleId(error);
  const { title, detail, nextSteps } = error;
  return {
    ruleId,
    level: 'error',
    kind: 'fail',
    sentences: [sentence(title), sentence(detail ?? ''), ...nextSteps.map(sentence)],
    configPath: null,
    subject: ruleId,
    fingerprint: alertIdOf(ruleId, labelOf(report)),
  };
}

function verdictFinding(verdict: Verdict, report: Report): CodeFinding {
  const { id, status, message, expected, actual, configPath } = verdict;
  const compared = `Expected: ${showPlain(expected)}; is: ${showPlain(actual)}.`;
  const app = appOf(verdict, report)?.appId ?? report.config ?? report.target?.tenantId ?? '';
  return {
    ruleId: id,
    level: status === 'fail' ? 'error' : 'warning',
    kind: 'fail',
    sentences: [sentence(message), compared, fixSentence(verdict)],
    configPath,
    subject: id,
    fingerprint: alertIdOf(id, app),
  };
}

function unknownFinding(verdict: Verdict, report: Report): CodeFinding {
  const ruleId = unknownRuleId(verdict);
  return {
    ruleId,
    level: 'note',
    kind: 'open',
    sentences: [`${verdict.id} could not be judged:`, sentence(verdict.message), fixSentence(verdict)],
    configPath: verdict.configPath,
    subject: verdict.id,
    fingerprint: alertIdOf(ruleId, labelOf(report)),
  };
}

function storyFinding(problem: StoryProblem, report: Report): CodeFinding {
  const { status, message, code } = problem;
  const ruleId = storyRuleId(problem);
  const app = report.target?.serverApi?.appId ?? labelOf(report);
  return {
    ruleId,
    level: status === 'fail' ? 'error' : 'warning',
    kind: 'fail',
    sentences: [sentence(message), fixSentence(problem)],
    configPath: null,
    subject: ruleId,
    fingerprint: alertIdOf(ruleId, `${app}|${code}`),
  };
}

function fixSentence({ fix }: Pick<Verdict | StoryProblem, 'fix'>): string {
  if (fix === null) return '';
  return `Fix: ${sentence(fix.summary)}${fix.command === null ? '' : ` Command: ${fix.command}`}`;
}

/** The place of a finding: the value that asks for it, else the first line, since code hosts drop findings without a file. */
export function standsIn(
  report: Report,
  configPath: string | null,
  { locate, inRepository, judged }: Places,
): { readonly path: string; readonly region: Region } {
  const file = report.config ?? judged ?? 'entra-mcp.yaml';
  const region = locate?.(file, configPath) ?? { line: 1, column: 1, endLine: 1, endColumn: 2 };
  return { path: inRepository?.(file) ?? file, region };
}

/**
 * The rule for a check that could not be judged. It differs from the check's own, so that neither closes the alerts of the
 * other.
 */
export function unknownRuleId({ id }: Pick<Verdict, 'id'>): string {
  return `${id}.unknown`;
}

/** The rule for an error that kept a whole configuration from being judged. */
export function errorRuleId({ code }: Pick<ReportedError, 'code'>): string {
  return `run/${code}`;
}

/** The rule of a hop or cause, such as `hop/obo`. It has a slash, which no id of a check has. */
export function storyRuleId({ kind, id }: StoryProblem): string {
  return `${kind}/${id}`;
}

/** The rule of what a plan would change for a check. */
export function driftRuleId({ because }: Pick<ReportedChange, 'because'>): string {
  return `drift/${because}`;
}

/** A sentence with its full stop. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) || text === '' ? text : `${text}.`;
}

export function alertIdOf(ruleId: string, subject: string): string {
  return createHash('sha256').update(`${ruleId}|${subject}`).digest('hex').slice(0, 32);
}
