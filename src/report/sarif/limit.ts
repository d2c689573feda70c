import type { Report } from '../../core/report.ts';
import { counted } from '../../core/words.ts';
import { labelOf } from '../documents.ts';
import { alertIdOf, type CodeFinding, findingsIn, sentence } from '../findings.ts';

/**
 * The most results of a run that code scanning accepts; it shows 5,000 of them by severity (GitHub, "SARIF results exceed
 * limits").
 */
const MOST_RESULTS = 25_000;
/** An upper bound for the findings of one report. */
const MOST_A_REPORT = 100;

type Level = CodeFinding['level'];
const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

/** A finding and its report. */
export interface Found {
  readonly finding: CodeFinding;
  readonly report: Report;
}

/** How many findings there are, and how many of each level become results of their own. */
export interface Room {
  readonly found: number;
  readonly kept: Readonly<Record<Level, number>>;
}

/**
 * Divides the limit: failures first, then warnings, then what could not be judged; one result for each rule stands for the
 * rest. Null where all fit.
 */
export function roomFor(reports: readonly Report[], rules: number, most = MOST_RESULTS): Room | null {
  if (reports.length * MOST_A_REPORT <= most) return null;
  const counts = { error: 0, warning: 0, note: 0 };
  for (const report of reports) for (const { level } of findingsIn(report)) counts[level] += 1;
  const found = counts.error + counts.warning + counts.note;
  if (found <= most) return null;
  const kept = { ...counts };
  let left = Math.max(0, most - rules);
  for (const level of LEVELS) {
    kept[level] = Math.min(counts[level], left);
    left -= kept[level];
  }
  return { found, kept };
}

/** Every finding; where there are too many, those that have room, and one of each rule that says how many more it has. */
export function* foundIn(reports: readonly Report[], room: Room | null): Generator<Found> {
  const left = room && { ...room.kept };
  const rest = new Map<string, { readonly first: Found; count: number }>();
  for (const report of reports) {
    for (const finding of findingsIn(report)) {
      if (left === null || left[finding.level] > 0) {
        if (left !== null) left[finding.level] -= 1;
        yield { finding, report };
        continue;
      }
      const more = rest.get(finding.ruleId);
      if (more) more.count += 1;
      else rest.set(finding.ruleId, { first: { finding, report }, count: 1 });
    }
  }
  for (const { first, count } of rest.values()) yield summarised(first, count);
}

function summarised({ finding, report }: Found, count: number): Found {
  const { ruleId, sentences } = finding;
  const words = `${counted(count, 'result')} of this rule in one, since code scanning takes ${grouped(MOST_RESULTS)} of a run; the JSON has each. The first is of ${labelOf(report)}:`;
  return {
    report,
    finding: { ...finding, sentences: [words, ...sentences], fingerprint: alertIdOf(ruleId, 'more') },
  };
}

/** The sentence in which the run says that results were combined. */
export function roomWords({ found, kept }: Room): string {
  const alone = kept.error + kept.warning + kept.note;
  return sentence(
    `${grouped(found)} results were found and code scanning takes ${grouped(MOST_RESULTS)} of a run: ${grouped(alone)} stand by themselves, failures before warnings before what could not be judged, and the others together, one a rule. The JSON report has each`,
  );
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
