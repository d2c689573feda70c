import type { Report, ReportedPlan, ResultDocument } from '../core/report.ts';
import { counted } from '../core/words.ts';
import { exitReason, isFleet, reportsOf } from './documents.ts';
import type { RenderOptions, TextOptions } from './options.ts';
import { appliedLines } from './text/applied.ts';
import { checkLines } from './text/checks.ts';
import { clientLines } from './text/clients.ts';
import { diagnosisLines } from './text/diagnosis.ts';
import { errorBlocks, sharedErrorBlocks } from './text/errors.ts';
import { fleetLines } from './text/fleet.ts';
import { hopLines } from './text/hops.ts';
import { type Ink, inkFor } from './text/ink.ts';
import { finish, flow, hang, shown, stack, wrap } from './text/layout.ts';
import { peopleLines, planLines } from './text/plan.ts';
import { targetLines } from './text/target.ts';
import { countPhrases } from './words.ts';

/** The whole document for people on a terminal: problems expanded, passes folded, what matters most at the bottom. */
export function renderText(
  document: ResultDocument,
  options: TextOptions & Pick<RenderOptions, 'locate' | 'stepsShown'>,
): string {
  const ink = inkFor(options);
  const body = isFleet(document)
    ? [fleetLines(ink, document), ...sharedErrorBlocks(ink, document.results)]
    : reportBlocks(ink, document, options);
  return finish(
    stack([...body, hintLines(ink, document), ...errorBlocks(ink, document), closingLines(ink, document)]),
  );
}

function hintLines(ink: Ink, { hints = [] }: Pick<Report, 'hints'>): readonly string[] {
  return hints.flatMap((hint) => hang(ink, 'Note: ', shown(hint)));
}

/** Only the plan, as it is shown before it is confirmed. */
export function renderPlanText(
  plan: ReportedPlan,
  target: Report['target'],
  { compact, ...options }: TextOptions & { readonly compact: boolean },
): string {
  return finish(planLines(inkFor(options), plan, { compact, ...(target && { target }) }));
}

function reportBlocks(
  ink: Ink,
  report: Report,
  { locate, stepsShown = false }: Pick<RenderOptions, 'locate' | 'stepsShown'>,
): readonly (readonly string[])[] {
  const { plan, applied, hops, clients, diagnosis = [] } = report;
  return [
    targetLines(ink, report),
    plan && !applied ? planLines(ink, plan, report) : [],
    applied ? appliedLines(ink, applied, report, { stepsShown }) : [],
    plan && applied ? peopleLines(ink, plan) : [],
    hops ? hopLines(ink, hops) : [],
    clients ? clientLines(ink, clients) : [],
    checkLines(ink, report, locate),
    ...diagnosis.map((one) => diagnosisLines(ink, one)),
  ];
}

/** One count line and the exit code with its reason. */
function closingLines(ink: Ink, document: ResultDocument): readonly string[] {
  if (document.summary === undefined) return exitLines(ink, document);
  const [first = '', ...others] = countPhrases(document.summary);
  const scope = isFleet(document) ? `${counted(reportsOf(document).length, 'configuration')}: ` : '';
  const phrases = [`${scope}${first}`, ...others];
  const counts = ink.accessible
    ? wrap(ink, `${phrases.join(', ')}.`)
    : flow(ink, phrases, ` ${ink.glyphs.dot} `);
  return [...counts.map((line) => ink.paint('strong', line)), ...exitLines(ink, document)];
}

function exitLines(ink: Ink, document: ResultDocument): readonly string[] {
  const tone = document.exitCode === 0 ? 'good' : 'bad';
  const hint =
    ink.verbose || document.summary === undefined ? '' : 'Details: -v. As a page: --report html=FILE.';
  return [
    ...wrap(ink, `${ink.paint(tone, `exit ${document.exitCode}`)}: ${exitReason(document)}`),
    ...(hint === '' ? [] : wrap(ink, ink.paint('quiet', hint))),
  ];
}
