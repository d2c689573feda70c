import type { FleetReport, Report } from '../../core/report.ts';
import { labelOf } from '../documents.ts';
import { outcomeOf, outcomeWords, type ShortProblem, shortProblemsOf } from '../story.ts';
import { weightOf } from '../words.ts';
import { badge } from './checks.ts';
import type { Ink } from './ink.ts';
import { hang, shown } from './layout.ts';

/**
 * One line for each configuration with its problems below, the worst last. Lines are sorted and no reports held, to save
 * memory.
 */
export function fleetLines(ink: Ink, { results }: FleetReport): readonly string[] {
  return results
    .map((report) => ({ weight: weightOfReport(report), lines: reportLines(ink, report) }))
    .toSorted((a, b) => a.weight - b.weight)
    .flatMap(({ lines }) => lines);
}

function weightOfReport(report: Report): number {
  return (report.errors?.length ? 10 : 0) + weightOf(outcomeOf(report));
}

function reportLines(ink: Ink, report: Report): readonly string[] {
  const words = report.errors?.length ? failureWords(report) : outcomeWords(report);
  const name = ink.paint('strong', shown(labelOf(report)));
  const stop = ink.accessible ? '.' : '';
  return [
    ...hang(
      ink,
      `${badge(ink, outcomeOf(report))} `,
      `${name}${ink.accessible ? '. ' : '  '}${words}${stop}`,
    ),
    ...shortProblemsOf(report)
      .toReversed()
      .flatMap((verdict) => problemLine(ink, verdict)),
  ];
}

/** The exit code of a configuration that failed; the error itself is shown below, once for all that have it. */
function failureWords({ exitCode, errors = [] }: Report): string {
  return `exit ${exitCode}, ${shown(errors[0]?.code ?? '')}`;
}

function problemLine(ink: Ink, { id, status, message }: ShortProblem): readonly string[] {
  return hang(ink, `${badge(ink, status)} `, `${shown(id)}: ${shown(message)}`, 2);
}
