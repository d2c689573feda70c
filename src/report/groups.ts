import type { Report, ReportedError, Verdict } from '../core/report.ts';
import { counted } from '../core/words.ts';
import { labelOf, verdictProblems } from './documents.ts';

/** An error, and the configurations that have it. */
export interface ErrorGroup {
  readonly error: ReportedError;
  readonly labels: readonly string[];
}

/** The errors of several configurations, each once with the configurations that have it. */
export function errorGroupsOf(reports: readonly Report[]): readonly ErrorGroup[] {
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
  return [...groups.values()].toSorted((a, b) => b.labels.length - a.labels.length);
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
export function grantWords({ reason }: ReasonGroup): string | null {
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
