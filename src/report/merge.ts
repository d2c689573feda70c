import { lazyMap } from '../core/lazy-map.ts';
import { type FleetReport, type Report, type ResultDocument, STATUSES, type Status } from '../core/report.ts';
import { EXIT_CODES, SetupError } from '../errors.ts';
import { isFleet, reportsOf } from './documents.ts';
import { missingParts } from './shards.ts';

/**
 * Several exit codes as one. An interruption ended the run itself. Then a finding, since it is known whatever else went
 * wrong; then what a person must act on: a bug of ours, a change half done, configuration, sign-in, rights; last
 * "unavailable" and "inconclusive", which are no verdicts at all.
 */
const RANKING: readonly number[] = [143, 130, 1, 70, 6, 2, 4, 5, 7, 3, 0];

/** The exit code of several runs together, by `RANKING`. */
export function worstExitCode(exitCodes: readonly number[]): number {
  return exitCodes.toSorted((a, b) => rankOf(a) - rankOf(b))[0] ?? 0;
}

/** The rank of a code. One that is not in the table comes from a newer tool and counts as the worst. */
function rankOf(exitCode: number): number {
  return RANKING.indexOf(exitCode);
}

/**
 * Merges saved results, such as those of `--shard 1/4` to `4/4`, into one document with the totals at its top. Of
 * several reports about the same configuration the newest counts. The result does not depend on the order of files.
 */
export function mergeResults(documents: readonly ResultDocument[]): FleetReport {
  const byAge = documents.toSorted(byTime);
  const [oldest, newest] = [byAge[0], byAge.at(-1)];
  if (oldest === undefined || newest === undefined)
    throw new SetupError('USAGE', 'There is no result to merge.');
  const results = newestOf(documents);
  const fleets = documents.filter(isFleet);
  const missing = missingParts(fleets);
  const errors = [...fleets.flatMap((document) => document.errors ?? []), ...missing];
  const told = fleetOf(results);
  const codes = [told.exitCode, ...orphanCodes(fleets)];
  const exitCode = worstExitCode(missing.length === 0 ? codes : [...codes, EXIT_CODES.INCONCLUSIVE]);
  const hints = [...new Set(fleets.flatMap((document) => document.hints ?? []))];
  return {
    schemaVersion: '1.0',
    command: commandOf(documents),
    tool: newest.tool,
    ...told,
    ok: exitCode === 0,
    exitCode,
    startedAt: oldest.startedAt,
    durationMs: documents.reduce((sum, { durationMs }) => sum + durationMs, 0),
    ...(hints.length > 0 && { hints }),
    ...(errors.length > 0 && { errors }),
    results,
  };
}

/** The totals over many reports: exit code and counts. Reads each report once and holds none. */
export function fleetOf(
  results: Iterable<Report>,
): Pick<FleetReport, 'exitCode' | 'ok' | 'summary' | 'totals'> {
  const count = newCount();
  for (const report of results) countReport(report, count);
  const { exitCodes, plans, summaries, summary, changed, changes, leftToPeople } = count;
  const configurations = Object.values(exitCodes).reduce((sum, one) => sum + one, 0);
  return {
    exitCode: worstExitCode(Object.keys(exitCodes).map(Number)),
    ok: count.ok,
    ...((summaries > 0 || plans === 0) && { summary }),
    totals: { configurations, exitCodes, ...(plans > 0 && { changed, changes, leftToPeople }) },
  };
}

function newCount() {
  const summary: Record<Status, number> = { pass: 0, fail: 0, warn: 0, manual: 0, skip: 0, unknown: 0 };
  const exitCodes: Record<string, number> = {};
  return { ok: true, exitCodes, summary, summaries: 0, plans: 0, changed: 0, changes: 0, leftToPeople: 0 };
}

function countReport({ ok, exitCode, summary, plan }: Report, count: ReturnType<typeof newCount>): void {
  count.ok &&= ok;
  count.exitCodes[exitCode] = (count.exitCodes[exitCode] ?? 0) + 1;
  if (summary) {
    count.summaries += 1;
    for (const status of STATUSES) count.summary[status] += summary[status];
  }
  if (plan) {
    count.plans += 1;
    count.changed += Number(plan.changes.length > 0);
    count.changes += plan.changes.length;
    count.leftToPeople += plan.leftToPeople.length;
  }
}

/** Exit codes of fleets that failed for a reason none of their reports holds. */
function orphanCodes(fleets: readonly FleetReport[]): readonly number[] {
  return fleets.flatMap(({ exitCode, errors = [] }) => (errors.length > 0 ? [exitCode] : []));
}

function commandOf(documents: readonly ResultDocument[]): string {
  const commands = [...new Set(documents.map(({ command }) => command))];
  return commands.length === 1 ? (commands[0] ?? 'report') : 'report';
}

/** The place of a report: its document and index, held in place of the report to save memory. */
interface Place {
  readonly list: readonly Report[];
  readonly at: number;
  readonly startedAt: string;
}

/** The newest report of each key; where times are equal the texts decide, so that the order of files never does. */
function newestOf(documents: readonly ResultDocument[]): readonly Report[] {
  const byKey = new Map<string, Place>();
  for (const list of documents.map(reportsOf)) {
    for (const [at, report] of list.entries()) {
      const key = keyOf(report);
      const other = byKey.get(key);
      if (other === undefined || isNewer(report, other))
        byKey.set(key, { list, at, startedAt: report.startedAt });
    }
  }
  return lazyMap(
    [...byKey].toSorted(([a], [b]) => compare(a, b)).map(([, place]) => place),
    reportAt,
  );
}

function isNewer(report: Report, other: Place): boolean {
  const order = byTime(report, other);
  return (order || compare(JSON.stringify(report), JSON.stringify(reportAt(other)))) >= 0;
}

function reportAt({ list, at }: Place): Report {
  const report = list[at];
  if (report === undefined) throw new RangeError(`There is no report ${at} of ${list.length}.`);
  return report;
}

function byTime(a: Pick<Report, 'startedAt'>, b: Pick<Report, 'startedAt'>): number {
  return Date.parse(a.startedAt) - Date.parse(b.startedAt);
}

/** A report without a configuration is known by tenant and apps, or by its start where it has none. */
function keyOf({ config, target, command, startedAt }: Report): string {
  if (config !== undefined) return `${config}|${command}`;
  const apps = [target?.tenantId, target?.serverApi?.appId, target?.clientApp?.appId].join('|');
  return `~|${command}|${target ? apps : startedAt}`;
}

/** Compares by code units, which gives the same order on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
