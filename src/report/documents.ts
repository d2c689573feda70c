import { ALL_CHECKS } from '../core/checks/index.ts';
import type { AppReference, Report, ReportedChange, ResultDocument, Verdict } from '../core/report.ts';
import { counted } from '../core/words.ts';
import { oneLine } from './clean.ts';
import { isProblem, weightOf } from './words.ts';

/** The reports in a document: its results, or itself. */
export function reportsOf(document: ResultDocument): readonly Report[] {
  return isFleet(document) ? document.results : [document];
}

export function isFleet(
  document: ResultDocument,
): document is ResultDocument & { readonly results: readonly Report[] } {
  return 'results' in document;
}

/** A label for a report: its configuration, else its tenant, else the command. */
export function labelOf({ config, target, command }: Report): string {
  return oneLine(config ?? target?.tenantName ?? target?.tenantId ?? command);
}

/** The app a check judges; null for advice that belongs to neither. */
export function appOf({ section }: Pick<Verdict, 'section'>, report: Report): AppReference | null {
  if (section === 'client-app') return report.target?.clientApp ?? null;
  if (section === 'server-api') return report.target?.serverApi ?? null;
  return null;
}

export interface VerdictSection {
  readonly name: string;
  readonly verdicts: readonly Verdict[];
}

/** Verdicts by section, in the order in which sections first occur. */
export function sectionsOf(verdicts: readonly Verdict[]): readonly VerdictSection[] {
  const sections = new Map<string, Verdict[]>();
  for (const verdict of verdicts)
    sections.set(verdict.section, [...(sections.get(verdict.section) ?? []), verdict]);
  return [...sections].map(([name, members]) => ({ name, verdicts: members }));
}

/** Problems, worst first. */
export function verdictProblems(report: Report): readonly Verdict[] {
  return (report.checks ?? []).filter(isProblem).toSorted((a, b) => weightOf(b.status) - weightOf(a.status));
}

/** The changes of a plan that were not carried out, which are drift from the blueprint. */
export function pendingChanges({ plan, applied, command }: Report): readonly ReportedChange[] {
  return command === 'plan' && applied === undefined ? (plan?.changes ?? []) : [];
}

const TITLES: ReadonlyMap<string, string> = new Map(ALL_CHECKS.map(({ id, title }) => [id, title]));

/** The title of a check, from the catalogue; its id where this version does not know it. */
export function titleOf(checkId: string): string {
  return TITLES.get(checkId) ?? oneLine(checkId);
}

/** The exit code in words, with the counts behind it; of several configurations also how many ended with which code. */
export function exitReason(document: ResultDocument): string {
  const reason = reasonOf(document);
  return isFleet(document) ? `${reason}${endingsOf(document.results)}` : reason;
}

/** `; of 30 configurations 2 ended with 1, 27 with 0`: nothing where all ended alike. */
function endingsOf(results: readonly Report[]): string {
  const counts = new Map<number, number>();
  for (const { exitCode } of results) counts.set(exitCode, (counts.get(exitCode) ?? 0) + 1);
  if (counts.size < 2) return '';
  const phrases = [...counts].toSorted(([a], [b]) => a - b).map(([code, count]) => `${count} with ${code}`);
  return `; ${counted(results.length, 'configuration')} ended: ${phrases.join(', ')}`;
}

/** Configurations that have something to change, and how much that is. */
function driftOf(results: readonly Report[]): { readonly changed: number; readonly changes: number } {
  const plans = results.flatMap(({ plan }) => (plan && plan.changes.length > 0 ? [plan] : []));
  return { changed: plans.length, changes: plans.reduce((sum, { changes }) => sum + changes.length, 0) };
}

function reasonOf(document: ResultDocument): string {
  const { exitCode, command } = document;
  if (command === 'show' && exitCode === 0) return 'read; what is wrong with it changes no exit code here';
  if (command === 'plan' && exitCode <= 2 && isFleet(document)) return planReason(document.results, exitCode);
  if (command === 'plan' && exitCode === 2 && document.errors === undefined) return 'changes are pending';
  if (exitCode === 0) return successReason(document);
  if (exitCode === 1) return findingsReason(document);
  if (exitCode === 3) return inconclusiveReason(document);
  return EXIT_REASONS[exitCode] ?? 'see the errors above';
}

function planReason(results: readonly Report[], exitCode: number): string {
  const { changed, changes } = driftOf(results);
  const drift = `${counted(changes, 'change')} pending in ${changed} of ${counted(results.length, 'configuration')}`;
  const failed = results.filter(({ ok }) => !ok).length;
  if (failed > 0 && exitCode !== 0)
    return `${counted(failed, 'configuration')} could not be planned; ${drift}`;
  return changes === 0 ? 'nothing to change in any configuration' : drift;
}

const EXIT_REASONS: Readonly<Record<number, string>> = {
  2: 'usage or configuration',
  4: 'not signed in to the right tenant',
  5: 'a role, permission or policy is in the way',
  6: 'stopped half way; running again continues',
  7: 'unavailable for now; running again is safe',
  70: 'a bug in entra-mcp-setup',
  130: 'interrupted',
  143: 'terminated',
};

function successReason({ summary, plan, applied, hops, clients }: ResultDocument): string {
  if (clients) return 'every sign-in that was asked about would start';
  if (summary) return 'no required check failed';
  if (hops) return 'the whole chain works';
  return plan && !applied ? 'a plan only; nothing was changed' : 'done';
}

function findingsReason(document: ResultDocument): string {
  const failed = document.summary?.fail ?? 0;
  if (failed > 0) return `${counted(failed, 'check')} failed`;
  if ((document.summary?.warn ?? 0) > 0) return 'warnings count as findings here';
  const reports = reportsOf(document);
  if (reports.some(({ hops = [] }) => hops.some(({ status }) => status === 'fail')))
    return 'a hop of the chain failed';
  if (reports.some(({ clients = [] }) => clients.some(({ verdict }) => verdict === 'refused')))
    return 'Entra would refuse the sign-in of a client';
  if (reports.some(({ diagnosis }) => diagnosis)) return 'the diagnosis found a cause';
  return 'findings';
}

function inconclusiveReason(document: ResultDocument): string {
  const required = reportsOf(document)
    .flatMap(({ checks }) => checks ?? [])
    .filter(({ status, severity }) => status === 'unknown' && severity === 'error').length;
  return required > 0 ? `${counted(required, 'required check')} could not be judged` : 'inconclusive';
}
