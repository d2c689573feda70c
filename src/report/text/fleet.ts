import type { FleetReport, Report } from '../../core/report.ts';
import { labelOf } from '../documents.ts';
import { outcomeOf, outcomeWords, type ShortProblem, shortProblemsOf } from '../story.ts';
import { weightOf } from '../words.ts';
import { badge } from './checks.ts';
import { errorBlocks } from './errors.ts';
import type { Ink } from './ink.ts';
import { hang, shown } from './layout.ts';

/** One line per configuration, its problems under it, the worst configuration last. */
export function fleetLines(ink: Ink, { results }: FleetReport): readonly string[] {
  return results
    .toSorted((a, b) => weightOfReport(a) - weightOfReport(b))
    .flatMap((report) => reportLines(ink, report));
}

function weightOfReport(report: Report): number {
  return (report.errors?.length ? 10 : 0) + weightOf(outcomeOf(report));
}

function reportLines(ink: Ink, report: Report): readonly string[] {
  const words = report.errors?.length ? `exit ${report.exitCode}` : outcomeWords(report);
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
    ...errorBlocks(ink, report, 2).flat(),
  ];
}

function problemLine(ink: Ink, { id, status, message }: ShortProblem): readonly string[] {
  return hang(ink, `${badge(ink, status)} `, `${shown(id)}: ${shown(message)}`, 2);
}
