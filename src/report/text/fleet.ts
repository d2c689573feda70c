import type { FleetReport, Report, Verdict } from '../../core/report.ts';
import { labelOf, problemsOf } from '../documents.ts';
import { countPhrases, weightOf, worstOf } from '../words.ts';
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
  return (report.errors?.length ? 10 : 0) + weightOf(worstStatus(report));
}

function worstStatus({ checks = [], errors = [] }: Report): Verdict['status'] {
  const worst = worstOf(checks.map(({ status }) => status));
  return errors.length > 0 && weightOf(worst) < weightOf('unknown') ? 'unknown' : worst;
}

function reportLines(ink: Ink, report: Report): readonly string[] {
  const counts = report.summary ? countPhrases(report.summary).join(', ') : `exit ${report.exitCode}`;
  const name = ink.paint('strong', shown(labelOf(report)));
  const stop = ink.accessible ? '.' : '';
  return [
    ...hang(
      ink,
      `${badge(ink, worstStatus(report))} `,
      `${name}${ink.accessible ? '. ' : '  '}${counts}${stop}`,
    ),
    ...problemsOf(report)
      .toReversed()
      .flatMap((verdict) => problemLine(ink, verdict)),
    ...errorBlocks(ink, report, 2).flat(),
  ];
}

function problemLine(ink: Ink, { id, status, message }: Verdict): readonly string[] {
  return hang(ink, `${badge(ink, status)} `, `${shown(id)}: ${shown(message)}`, 2);
}
