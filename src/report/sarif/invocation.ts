import type { Invocation, Notification } from 'sarif';
import type { Report, ReportedError, ResultDocument } from '../../core/report.ts';
import { isFleet, labelOf, reportsOf } from '../documents.ts';
import { storyProblemsOf } from '../story.ts';
import { message, sentence } from './message.ts';

/** How the run went: operational errors and what could not be judged. Neither is a result. */
export function invocationOf(document: ResultDocument): Invocation {
  const { startedAt, durationMs, exitCode } = document;
  const reports = isFleet(document) ? [document, ...document.results] : [document];
  const errors = reports.flatMap((report) =>
    (report.errors ?? []).map((error) => errorNotification(error, report)),
  );
  return {
    executionSuccessful: errors.length === 0,
    exitCode,
    startTimeUtc: startedAt,
    endTimeUtc: new Date(Date.parse(startedAt) + durationMs).toISOString(),
    toolExecutionNotifications: [...errors, ...reportsOf(document).flatMap(unknownNotifications)],
    toolConfigurationNotifications: reportsOf(document).flatMap(configurationNotifications),
  };
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
  return (report.checks ?? [])
    .filter(({ status }) => status === 'unknown')
    .map(({ id, message: words, severity }) => ({
      descriptor: { id: 'UNKNOWN' },
      associatedRule: { id },
      level: severity === 'error' ? 'error' : 'warning',
      message: message(`${labelOf(report)}:`, `${id} could not be judged:`, sentence(words)),
    }));
}

/** Code scanning services show only results that stand in a file of the repository. */
function configurationNotifications(report: Report): readonly Notification[] {
  if (report.config !== undefined) return [];
  if ((report.checks ?? []).length === 0 && storyProblemsOf(report).length === 0) return [];
  return [
    {
      descriptor: { id: 'NO_CONFIG' },
      level: 'note',
      message: message('No configuration file was judged, so results have no place in the repository.'),
    },
  ];
}
