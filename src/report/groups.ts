import type { Report, ReportedError } from '../core/report.ts';
import { labelOf } from './documents.ts';
import { counted } from './words.ts';

/** One error, and whose it is. */
export interface ErrorGroup {
  readonly error: ReportedError;
  readonly labels: readonly string[];
}

/** Errors of several configurations, each said once: a secret that is missing is missing for all of them. */
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

/** More names than this help nobody; the table has all. */
const NAMED = 3;

/** `27 configurations: a.yaml, b.yaml, c.yaml and 24 more`, or the one name. */
export function whoseWords({ labels }: Pick<ErrorGroup, 'labels'>): string {
  const [only] = labels;
  if (only !== undefined && labels.length === 1) return only;
  const named = labels.slice(0, NAMED).join(', ');
  const more = labels.length > NAMED ? ` and ${labels.length - NAMED} more` : '';
  return `${counted(labels.length, 'configuration')}: ${named}${more}`;
}
