import type {
  ClientVerdict,
  DiagnosedCause,
  Diagnosis,
  Report,
  ReportedHop,
  Status,
} from '../core/report.ts';
import { counted } from '../core/words.ts';
import { statusOfClient } from './client-verdicts.ts';
import { codeWords, VERDICT_WORDS } from './diagnoses.ts';
import { exitReason } from './documents.ts';
import { groupedProblemsOf } from './groups.ts';
import { countPhrases, HOP_WORDS, isProblem, worstOf } from './words.ts';

/**
 * A problem that belongs to no check: a hop that is not fine, a client whose sign-in does not start, a cause that was not
 * refuted.
 */
export interface StoryProblem {
  readonly kind: 'hop' | 'cause' | 'client';
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  readonly message: string;
  readonly fix: DiagnosedCause['fix'] | null;
  /** The error code that the cause explains; null otherwise. */
  readonly code: string | null;
}

/** The problems of a report that belong to no check. */
export function storyProblemsOf({
  hops = [],
  clients = [],
  diagnosis = [],
}: Report): readonly StoryProblem[] {
  return [
    ...hops.filter(isProblem).map(hopProblem),
    ...clients.filter(({ verdict }) => verdict !== 'starts').map(clientProblem),
    ...diagnosis.flatMap(causeProblems),
  ];
}

function hopProblem({ id, status, message }: ReportedHop): StoryProblem {
  return { kind: 'hop', id, title: HOP_WORDS[id], status, message, fix: null, code: null };
}

function clientProblem(one: ClientVerdict): StoryProblem {
  const { client, message, fix, code } = one;
  const title = `The sign-in of the MCP client ${client} starts`;
  return { kind: 'client', id: client, title, status: statusOfClient(one), message, fix, code };
}

function causeProblems(diagnosis: Diagnosis): readonly StoryProblem[] {
  return diagnosis.causes
    .filter(({ verdict }) => verdict !== 'refuted')
    .map(({ id, verdict, summary, because, fix }) => ({
      kind: 'cause',
      id,
      title: summary,
      status: verdict === 'proved' ? 'fail' : 'warn',
      message: `${codeWords(diagnosis)}, ${VERDICT_WORDS[verdict]}: ${summary}. Because: ${because}`,
      fix,
      code: diagnosis.code,
    }));
}

/** The worst status in a report. */
export function outcomeOf(report: Report): Status {
  const { checks = [], errors = [], ok, exitCode } = report;
  const told = [...checks, ...storyProblemsOf(report)].map(({ status }) => status);
  if (errors.length > 0) return worstOf([...told, 'unknown']);
  if (told.length > 0) return worstOf(told);
  if (hasChanges(report)) return 'warn';
  return ok ? 'pass' : exitCode === 3 ? 'unknown' : 'fail';
}

/** The outcome as a sentence: counts of checks, or the first thing that went wrong. */
export function outcomeWords(report: Report): string {
  const { summary, errors = [], diagnosis = [], plan } = report;
  if (plan && errors.length === 0) return counted(plan.changes.length, 'change');
  if (summary) return countPhrases(summary).join(', ');
  const hop = storyProblemsOf(report).find(({ kind, status }) => kind === 'hop' && status === 'fail');
  const [named] = [
    ...(hop ? [`${hop.title} failed`] : []),
    ...errors.map(({ code }) => `could not be looked at: ${code}`),
  ];
  return named ?? diagnosis.map(codeWords)[0] ?? exitReason(report);
}

export type ShortProblem = Pick<StoryProblem, 'id' | 'status' | 'message'>;

/** Whether a plan has changes that were not carried out. */
function hasChanges({ plan, applied }: Report): boolean {
  return plan !== undefined && applied === undefined && plan.changes.length > 0;
}

/** The problems of a report in short: hops and causes, then checks. Possible causes only where nothing is certain. */
export function shortProblemsOf(report: Report): readonly ShortProblem[] {
  const story = storyProblemsOf(report);
  const sure = story.filter(({ status }) => status === 'fail');
  const { alone, groups } = groupedProblemsOf(report);
  const shared = groups.map((group) => ({
    id: counted(group.verdicts.length, 'check'),
    status: 'unknown' as const,
    message: group.reason,
  }));
  const changes = hasChanges(report) ? (report.plan?.changes ?? []) : [];
  const pending = changes.map(({ because, summary }) => ({
    id: because,
    status: 'warn' as const,
    message: summary,
  }));
  return [...(sure.length > 0 ? sure : story), ...alone, ...shared, ...pending];
}

/** How a document is headed. An explanation of a failure is never "OK", whatever was found. */
export function titleWord({ command, ok }: Pick<Report, 'command' | 'ok'>): string {
  if (command === 'diagnose') return ok ? 'nothing found against it' : 'what was found';
  if (command === 'show') return ok ? 'inventory' : 'not all of it could be read';
  return ok ? 'OK' : 'problems';
}
