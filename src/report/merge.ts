import {
  type FleetReport,
  type FleetTotals,
  type Report,
  type ResultDocument,
  STATUSES,
  type Summary,
} from '../core/report.ts';
import { EXIT_CODES, SetupError } from '../errors.ts';
import { isFleet, reportsOf } from './documents.ts';
import { missingParts } from './shards.ts';

/**
 * Several exit codes as one. An interruption ended the run itself. Then a finding, since it is known whatever else went
 * wrong; then what a person must act on: a bug of ours, a change half done, configuration, sign-in, rights; last
 * "unavailable" and "inconclusive", which are no verdicts at all.
 */
const RANKING: readonly number[] = [143, 130, 1, 70, 6, 2, 4, 5, 7, 3, 0];

/** The exit code that stands for all of them. */
export function worstExitCode(exitCodes: readonly number[]): number {
  return exitCodes.toSorted((a, b) => rankOf(a) - rankOf(b))[0] ?? 0;
}

/** A code that is not in the table comes from a newer tool, and is taken for the worst. */
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
  const results = newestOf(documents.flatMap(reportsOf));
  const fleets = documents.filter(isFleet);
  const missing = missingParts(fleets);
  const errors = [...fleets.flatMap((document) => document.errors ?? []), ...missing];
  const codes = [...results.map((report) => report.exitCode), ...orphanCodes(fleets)];
  const exitCode = worstExitCode(missing.length === 0 ? codes : [...codes, EXIT_CODES.INCONCLUSIVE]);
  const hints = [...new Set(fleets.flatMap((document) => document.hints ?? []))];
  return {
    schemaVersion: '1.0',
    command: commandOf(documents),
    tool: newest.tool,
    ...fleetOf(results),
    ok: exitCode === 0,
    exitCode,
    startedAt: oldest.startedAt,
    durationMs: documents.reduce((sum, { durationMs }) => sum + durationMs, 0),
    ...(hints.length > 0 && { hints }),
    ...(errors.length > 0 && { errors }),
    results,
  };
}

/** What stands at the top of many reports: how they ended, and what they counted. */
export function fleetOf(
  results: readonly Report[],
): Pick<FleetReport, 'exitCode' | 'ok' | 'summary' | 'totals'> {
  const summaries = results.flatMap(({ summary }) => summary ?? []);
  return {
    exitCode: worstExitCode(results.map(({ exitCode }) => exitCode)),
    ok: results.every(({ ok }) => ok),
    ...((summaries.length > 0 || results.every(({ plan }) => plan === undefined)) && {
      summary: sumOf(summaries),
    }),
    totals: totalsOf(results),
  };
}

function totalsOf(results: readonly Report[]): FleetTotals {
  const exitCodes: Record<string, number> = {};
  for (const { exitCode } of results) exitCodes[exitCode] = (exitCodes[exitCode] ?? 0) + 1;
  const plans = results.flatMap(({ plan }) => plan ?? []);
  const planned = {
    changed: plans.filter(({ changes }) => changes.length > 0).length,
    changes: plans.reduce((sum, { changes }) => sum + changes.length, 0),
    leftToPeople: plans.reduce((sum, { leftToPeople }) => sum + leftToPeople.length, 0),
  };
  return { configurations: results.length, exitCodes, ...(plans.length > 0 && planned) };
}

/** Exit codes of fleets that failed for a reason none of their reports holds. */
function orphanCodes(fleets: readonly FleetReport[]): readonly number[] {
  return fleets.flatMap(({ exitCode, errors = [] }) => (errors.length > 0 ? [exitCode] : []));
}

function commandOf(documents: readonly ResultDocument[]): string {
  const commands = [...new Set(documents.map(({ command }) => command))];
  return commands.length === 1 ? (commands[0] ?? 'report') : 'report';
}

/** The newest report of each key; where times are equal the texts decide, so that the order of files never does. */
function newestOf(reports: readonly Report[]): readonly Report[] {
  const byKey = new Map<string, Report>();
  for (const report of reports) {
    const key = keyOf(report);
    const other = byKey.get(key);
    const isNewer =
      other === undefined ||
      (byTime(report, other) || compare(JSON.stringify(report), JSON.stringify(other))) >= 0;
    if (isNewer) byKey.set(key, report);
  }
  return [...byKey].toSorted(([a], [b]) => compare(a, b)).map(([, report]) => report);
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

function sumOf(summaries: readonly Summary[]): Summary {
  const total: Record<keyof Summary, number> = { pass: 0, fail: 0, warn: 0, manual: 0, skip: 0, unknown: 0 };
  for (const summary of summaries) for (const status of STATUSES) total[status] += summary[status];
  return total;
}

/** By code units: the order of no particular language, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
