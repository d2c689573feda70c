import type { Invocation, Notification } from 'sarif';
import type { Report, ReportedError, ResultDocument, Verdict } from '../../core/report.ts';
import { counted } from '../../core/words.ts';
import { isFleet, labelOf, reportsOf } from '../documents.ts';
import { sentence } from '../findings.ts';
import { type Room, roomWords } from './limit.ts';
import { message } from './message.ts';

/** How the run went, without its notifications. */
export function invocationOf(document: ResultDocument): Invocation {
  const { startedAt, durationMs, exitCode } = document;
  return {
    executionSuccessful: isLooked(reportsOf(document)),
    exitCode,
    startTimeUtc: startedAt,
    endTimeUtc: new Date(Date.parse(startedAt) + durationMs).toISOString(),
  };
}

/** Operational errors, then the checks that could not be judged, as notifications of the run. */
export function* notificationsOf(document: ResultDocument, room: Room | null): Generator<Notification> {
  if (room)
    yield { descriptor: { id: 'RESULTS_TOGETHER' }, level: 'warning', message: message(roomWords(room)) };
  const reports = isFleet(document) ? [document, ...document.results] : [document];
  for (const report of reports) yield* (report.errors ?? []).map((error) => errorNotification(error, report));
  if (room === null) for (const report of reportsOf(document)) yield* unknownNotifications(report);
  else yield* unknownTogether(reportsOf(document));
  yield* (document.hints ?? []).map((hint) => ({
    descriptor: { id: 'NOTE' },
    level: 'note' as const,
    message: message(sentence(hint)),
  }));
}

/**
 * Something was looked at: services drop all results of a run that says it was not successful. What only people can
 * confirm, or what does not apply, was not, beside checks that could not be judged.
 */
function isLooked(reports: readonly Report[]): boolean {
  return reports.some(
    ({ checks = [], hops = [], diagnosis = [], clients = [], errors = [] }) =>
      checks.some(({ status }) => ['pass', 'fail', 'warn'].includes(status)) ||
      (errors.length === 0 && !checks.some(({ status }) => status === 'unknown')) ||
      hops.length + diagnosis.length + clients.length > 0,
  );
}

function errorNotification(error: ReportedError, report: Report): Notification {
  const { code, title, detail, aadsts, correlationId, nextSteps } = error;
  return {
    descriptor: { id: code },
    level: 'error',
    message: message(
      `${labelOf(report)}:`,
      sentence(title),
      sentence(detail ?? ''),
      ...nextSteps.map(sentence),
      aadsts === null ? '' : `AADSTS${aadsts.replace(/^AADSTS/i, '')}.`,
      correlationId === null ? '' : `Correlation id: ${correlationId}.`,
    ),
  };
}

function unknownNotifications(report: Report): readonly Notification[] {
  return unknownIn(report).map((verdict) => unknownNotification(verdict, labelOf(report)));
}

function unknownIn({ checks = [] }: Report): readonly Verdict[] {
  return checks.filter(({ status }) => status === 'unknown');
}

function unknownNotification({ id, message: words, severity }: Verdict, whose: string): Notification {
  return {
    descriptor: { id: 'UNKNOWN' },
    associatedRule: { id },
    level: severity === 'error' ? 'error' : 'warning',
    message: message(`${whose}:`, `${id} could not be judged:`, sentence(words)),
  };
}

/** One notification for each check that could not be judged, with the number of configurations and the reason of the first. */
function* unknownTogether(reports: readonly Report[]): Generator<Notification> {
  const checks = new Map<string, { readonly first: Verdict; count: number }>();
  for (const verdict of reports.flatMap(unknownIn)) {
    const known = checks.get(verdict.id);
    if (known) known.count += 1;
    else checks.set(verdict.id, { first: verdict, count: 1 });
  }
  for (const { first, count } of checks.values())
    yield unknownNotification(first, counted(count, 'configuration'));
}
