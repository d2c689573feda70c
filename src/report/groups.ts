import type { Report, ReportedError, Verdict } from '../core/report.ts';
import { counted } from '../core/words.ts';
import { labelOf, verdictProblems } from './documents.ts';

/** An error, and the configurations that have it. */
export interface ErrorGroup {
  readonly error: ReportedError;
  readonly labels: readonly string[];
}

/**
 * What keeps several configurations from being judged, each once with the configurations that have it: their errors, and a
 * reason for which the checks of more than one could not be judged.
 */
export function errorGroupsOf(reports: readonly Report[]): readonly ErrorGroup[] {
  const groups = [...sameErrorsOf(reports), ...sameReasonsOf(reports)];
  return groups.toSorted((a, b) => b.labels.length - a.labels.length);
}

function sameErrorsOf(reports: readonly Report[]): readonly ErrorGroup[] {
  const groups = new Map<string, { readonly error: ReportedError; readonly labels: string[] }>();
  for (const report of reports) {
    for (const error of report.errors ?? []) {
      const { correlationId: _unique, ...same } = error;
      const key = JSON.stringify(same);
      const group = groups.get(key);
      if (group) group.labels.push(labelOf(report));
      else groups.set(key, { error, labels: [labelOf(report)] });
    }
  }
  return [...groups.values()];
}

function sameReasonsOf(reports: readonly Report[]): readonly ErrorGroup[] {
  const groups = new Map<string, { checks: number; readonly labels: string[] }>();
  for (const report of reports) {
    for (const { reason, verdicts } of groupedProblemsOf(report).groups) {
      const group = groups.get(reason) ?? { checks: 0, labels: [] };
      group.checks += verdicts.length;
      group.labels.push(labelOf(report));
      groups.set(reason, group);
    }
  }
  return [...groups]
    .filter(([, { labels }]) => labels.length > 1)
    .map(([reason, { checks, labels }]) => ({ error: unjudged(reason, checks), labels }));
}

function unjudged(reason: string, checks: number): ReportedError {
  const grant = grantWords({ reason });
  return {
    code: 'INCONCLUSIVE',
    title: `${counted(checks, 'check')} could not be judged`,
    detail: reason,
    aadsts: null,
    correlationId: null,
    retryable: false,
    nextSteps: grant === null ? [] : [grant],
  };
}

/** How many names a sentence lists; the table has all. */
const NAMED = 3;

/** `27 configurations: a.yaml, b.yaml, c.yaml and 24 more`, or the one name. */
export function whoseWords({ labels }: Pick<ErrorGroup, 'labels'>): string {
  const [only] = labels;
  if (only !== undefined && labels.length === 1) return only;
  const named = labels.slice(0, NAMED).join(', ');
  const more = labels.length > NAMED ? ` and ${labels.length - NAMED} more` : '';
  return `${counted(labels.length, 'configuration')}: ${named}${more}`;
}

/** Checks that could not be judged for one reason. */
export interface ReasonGroup {
  readonly reason: string;
  readonly verdicts: readonly Verdict[];
}

/** Checks that one reason keeps from being judged, grouped, and all other problems. */
export interface GroupedProblems {
  readonly groups: readonly ReasonGroup[];
  readonly alone: readonly Verdict[];
}

/** The problems of a report, worst first, with those that one reason explains in a group. */
export function groupedProblemsOf(report: Report): GroupedProblems {
  const problems = verdictProblems(report);
  const byReason = new Map<string, Verdict[]>();
  for (const verdict of problems) {
    if (verdict.status !== 'unknown') continue;
    byReason.set(verdict.message, [...(byReason.get(verdict.message) ?? []), verdict]);
  }
  const groups = [...byReason]
    .filter(([, verdicts]) => verdicts.length > 1)
    .map(([reason, verdicts]) => ({ reason, verdicts }));
  const grouped = new Set(groups.flatMap(({ verdicts }) => verdicts));
  return { groups, alone: problems.filter((verdict) => !grouped.has(verdict)) };
}

/** `36 checks could not be judged`. */
export function groupTitle({ verdicts }: ReasonGroup): string {
  return `${counted(verdicts.length, 'check')} could not be judged`;
}

/** What to grant, in one sentence; null where the reason names no permission. */
export function grantWords({ reason }: Pick<ReasonGroup, 'reason'>): string | null {
  const found = [...reason.matchAll(/Reading it needs ([A-Za-z.]+)\./g)].map(([, name = '']) => name);
  const permissions = [...new Set(found)];
  return permissions.length === 0
    ? null
    : `An administrator grants ${permissions.join(' and ')} to who signs in.`;
}

/** The ids of a group, the first of them where there are many. */
export function groupIds({ verdicts }: ReasonGroup, most: number): string {
  const ids = verdicts.slice(0, most).map(({ id }) => id);
  const more = verdicts.length > most ? ` and ${verdicts.length - most} more` : '';
  return `${ids.join(', ')}${more}`;
}
