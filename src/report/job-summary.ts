import type { Report, ResultDocument } from '../core/report.ts';
import { isFleet } from './documents.ts';
import { problemParts } from './markdown/checks.ts';
import { cellCode, inlineText } from './markdown/escape.ts';
import { appliedPart, clientsPart, diagnosisPart, errorPart, hopsPart, planPart } from './markdown/parts.ts';
import { fleetParts, headPart, hintParts } from './markdown.ts';
import { maskedDocument } from './masked.ts';
import type { RenderOptions } from './options.ts';
import { titleWord } from './story.ts';
import { STATUS_WORDS } from './words.ts';

/** The most bytes of a job summary. GitHub refuses one of 1 MiB or more; the rest is left to other steps. */
const BYTES = 900_000;

/** The job summary of GitHub Actions: tables, with failures expanded, cut before GitHub would refuse it. */
export function renderJobSummary(
  whole: ResultDocument,
  { redact }: Pick<RenderOptions, 'redact'> = {},
): string {
  const document = redact === 'ids' ? maskedDocument(whole) : whole;
  return fitted(partsOf(document));
}

function* partsOf(document: ResultDocument): Generator<string> {
  yield `# entra-mcp-setup ${inlineText(document.command)}: ${titleWord(document)}`;
  yield headPart(document);
  yield* (document.errors ?? []).map((error) => errorPart(error));
  yield* hintParts(document);
  yield* isFleet(document) ? fleetParts(document.results) : reportParts(document);
}

function reportParts(report: Report): readonly string[] {
  const { checks = [], diagnosis = [], hops, clients, applied, plan } = report;
  return [
    ...diagnosis.map(diagnosisPart),
    ...(hops ? [hopsPart(hops)] : []),
    ...(clients ? [clientsPart(clients)] : []),
    ...(applied ? [appliedPart(applied, report)] : []),
    ...(plan ? [planPart(plan, report)] : []),
    ...(checks.length > 0 ? [checkTable(report)] : []),
    ...problemParts(report),
  ];
}

function checkTable({ checks = [] }: Report): string {
  const rows = checks.map(({ id, status, title, message }) => {
    const words = status === 'pass' ? title : message;
    return `| ${STATUS_WORDS[status]} | ${cellCode(id)} | ${inlineText(words)} |`;
  });
  return ['| Status | Check | Finding |', '|---|---|---|', ...rows].join('\n');
}

/** The parts that fit together. Parts after the first that does not fit are never rendered. */
function fitted(parts: Iterable<string>): string {
  const kept: string[] = [];
  let used = 0;
  for (const part of parts) {
    used += Buffer.byteLength(part) + 2;
    if (used > BYTES) return `${[...kept, CUT].join('\n\n')}\n`;
    kept.push(part);
  }
  return `${kept.join('\n\n')}\n`;
}

const CUT = '_Cut here: the summary would be larger than GitHub accepts._';
