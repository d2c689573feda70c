import type { Report, ReportedChange, ResultDocument, Verdict } from '../core/report.ts';
import { counted } from '../core/words.ts';
import { clip, oneLine } from './clean.ts';
import { exitReason, isFleet, labelOf, pendingChanges, reportsOf, verdictProblems } from './documents.ts';
import { driftFinding } from './findings.ts';
import type { Locate, Places } from './options.ts';
import { storyProblemsOf } from './story.ts';
import { countPhrases } from './words.ts';

type Level = 'error' | 'warning' | 'notice';

interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
}

/** GitHub shows this many annotations of each level per step and drops the others silently. */
const SHOWN_PER_LEVEL = 10;

/** Workflow commands for GitHub Actions: the totals first, then errors, then warnings. */
export function renderGithub(
  document: ResultDocument,
  { locate, inRepository = (config) => config }: Places = {},
): string {
  const { shown, dropped } = shownOf(document, locate);
  const commands = shown.map(({ file, ...one }) =>
    command({ ...one, ...(file !== undefined && { file: inRepository(file) }) }),
  );
  return [command(totalsAnnotation(document, dropped)), ...commands].map((line) => `${line}\n`).join('');
}

/** The annotations that GitHub shows, in the order found; the others are only counted. */
function shownOf(document: ResultDocument, locate: Locate | undefined) {
  const shown: Record<Level, Annotation[]> = { error: [], warning: [], notice: [] };
  const totalLevel = document.ok ? 'notice' : 'error';
  let dropped = 0;
  for (const { level, annotation } of annotationsOf(document, locate)) {
    const isFull = shown[level].length >= SHOWN_PER_LEVEL - Number(level === totalLevel);
    if (isFull) dropped += 1;
    else shown[level].push(annotation());
  }
  return { shown: [...shown.error, ...shown.warning, ...shown.notice], dropped };
}

function totalsAnnotation(document: ResultDocument, dropped: number): Annotation {
  const scope = isFleet(document) ? `${counted(document.results.length, 'configuration')}: ` : '';
  const counts = document.summary ? `${scope}${countPhrases(document.summary).join(', ')}. ` : '';
  const more =
    dropped > 0 ? ` ${counted(dropped, 'finding')} more than GitHub shows; the report has all.` : '';
  return {
    level: document.ok ? 'notice' : 'error',
    title: `entra-mcp-setup ${document.command}`,
    message: `${counts}Exit code ${document.exitCode}: ${exitReason(document)}.${more}`,
  };
}

interface Found {
  readonly level: Level;
  readonly annotation: () => Annotation;
}

function* annotationsOf(document: ResultDocument, locate: Locate | undefined): Generator<Found> {
  const reports = isFleet(document) ? [document, ...document.results] : [document];
  for (const report of reports) yield* errorAnnotations(report).map(ready);
  for (const report of reports) yield* storyAnnotations(report).map(ready);
  yield* (document.hints ?? []).map((hint) =>
    ready({ level: 'notice', title: `entra-mcp-setup ${document.command}`, message: hint }),
  );
  for (const report of reportsOf(document)) {
    for (const one of verdictProblems(report))
      yield { level: levelOf(one), annotation: () => problemAnnotation(one, report, locate) };
    for (const change of pendingChanges(report))
      yield { level: 'warning', annotation: () => driftAnnotation(change, report, locate) };
  }
}

function ready(annotation: Annotation): Found {
  return { level: annotation.level, annotation: () => annotation };
}

function errorAnnotations(report: Report): readonly Annotation[] {
  return (report.errors ?? []).map(({ title, detail, code, nextSteps, correlationId }) => ({
    level: 'error',
    title: `${labelOf(report)}: ${code}`,
    message: [title, detail, ...nextSteps, correlationId && `Correlation id: ${correlationId}`]
      .filter((line) => line !== null && line !== '')
      .join('\n'),
    ...(report.config !== undefined && { file: report.config }),
  }));
}

const STORY_WORDS = { hop: 'Hop', client: 'Client', cause: 'Cause' } as const;

function storyAnnotations(report: Report): readonly Annotation[] {
  return storyProblemsOf(report).map(({ kind, id, status, message }) => ({
    level: status === 'fail' ? 'error' : 'warning',
    title: `${STORY_WORDS[kind]} ${id}`,
    message,
  }));
}

function driftAnnotation(change: ReportedChange, report: Report, locate: Locate | undefined): Annotation {
  const { sentences, configPath, ruleId } = driftFinding(change, report);
  const region = locate?.(report.config, configPath) ?? null;
  return {
    level: 'warning',
    title: ruleId,
    message: sentences.join('\n'),
    ...(report.config !== undefined && { file: report.config, line: region?.line ?? 1 }),
  };
}

function problemAnnotation(verdict: Verdict, report: Report, locate: Locate | undefined): Annotation {
  const { id, message, why, fix, configPath } = verdict;
  const region = locate?.(report.config, configPath) ?? null;
  return {
    level: levelOf(verdict),
    title: id,
    message: [message, `Why: ${why}`, ...(fix ? [`Fix: ${fix.command ?? fix.summary}`] : [])].join('\n'),
    ...(report.config !== undefined && { file: report.config, line: region?.line ?? 1 }),
    ...(region && { endLine: region.endLine }),
  };
}

/** A required check that could not be judged fails the step (exit code 3), so it is an error here too. */
function levelOf({ status, severity }: Verdict): Level {
  return status === 'fail' || (status === 'unknown' && severity === 'error') ? 'error' : 'warning';
}

const LONGEST = 2_000;

function command({ level, title, message, file, line, endLine }: Annotation): string {
  const properties = Object.entries({ file, line, endLine, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(oneLine(String(value)))}`);
  const lines = message.split('\n').map(oneLine);
  return `::${level} ${properties.join(',')}::${escapeData(clip(lines.join('\n'), LONGEST))}`;
}

/** What the runner decodes in a message (actions/runner, ActionCommand). */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

export { renderJobSummary } from './job-summary.ts';
