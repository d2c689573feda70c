import type { AppReference, Report, ResultDocument } from '../core/report.ts';
import { counted } from '../core/words.ts';
import { exitReason, isFleet, labelOf, reportsOf } from './documents.ts';
import { errorGroupsOf, whoseWords } from './groups.ts';
import { checkParts, problemParts } from './markdown/checks.ts';
import { cellCode, codeSpan, inlineText } from './markdown/escape.ts';
import { inventoryParts } from './markdown/inventory.ts';
import { appliedPart, clientsPart, diagnosisPart, errorPart, hopsPart, planPart } from './markdown/parts.ts';
import type { RenderOptions } from './options.ts';
import { outcomeWords, shortProblemsOf, titleWord } from './story.ts';
import { countPhrases } from './words.ts';

/** The document as Markdown for a ticket: ids for support, counts, problems with their fixes; what passed is folded. */
export function* markdownPieces(
  document: ResultDocument,
  { redact }: Pick<RenderOptions, 'redact'> = {},
): Generator<string> {
  let between = '';
  for (const part of partsOf(document, redact)) {
    if (part === '') continue;
    yield `${between}${part}`;
    between = '\n\n';
  }
  yield '\n';
}

function* partsOf(document: ResultDocument, redact: RenderOptions['redact']): Generator<string> {
  yield `# entra-mcp-setup ${inlineText(document.command)}: ${titleWord(document)}`;
  yield headPart(document);
  if (redact === 'ids') yield '_Ids, domains and sign-in names are masked._';
  yield* (document.errors ?? []).map((error) => errorPart(error));
  yield* hintParts(document);
  yield* contentParts(document);
}

function contentParts(document: ResultDocument): Iterable<string> {
  const isInventory = reportsOf(document).some(({ registrations }) => registrations !== undefined);
  if (isInventory) return inventoryParts(document);
  return isFleet(document) ? fleetParts(document.results) : reportParts(document);
}

/** Counts, exit code and whose registrations these are. */
export function headPart(document: ResultDocument): string {
  const { summary, exitCode, tool, startedAt, target, config, identity } = document;
  return [
    ...(summary ? [`**${countPhrases(summary).join(' · ')}**`, ''] : []),
    `- Exit code: ${exitCode} (${exitReason(document)})`,
    ...(target?.tenantId
      ? [
          `- Tenant: ${target.tenantName === null ? '' : `${codeSpan(target.tenantName)} `}${codeSpan(target.tenantId)}`,
        ]
      : []),
    ...(target?.serverApi ? [`- Server: ${appWords(target.serverApi)}`] : []),
    ...(target?.clientApp ? [`- Client: ${appWords(target.clientApp)}`] : []),
    ...(config === undefined ? [] : [`- Configuration: ${codeSpan(config)}`]),
    ...(identity ? [`- As: ${codeSpan(identity.principal)} (${inlineText(identity.method)})`] : []),
    `- When: ${codeSpan(startedAt)}, by entra-mcp-setup ${inlineText(tool.version)}`,
  ].join('\n');
}

function appWords({ displayName, appId }: AppReference): string {
  return `${codeSpan(displayName)} ${codeSpan(appId)}`;
}

/** The parts of one report, the diagnosis with the ids for support first. */
function reportParts(report: Report): readonly string[] {
  const { diagnosis = [], hops, clients, plan, applied } = report;
  return [
    ...diagnosis.map(diagnosisPart),
    ...(hops ? [hopsPart(hops)] : []),
    ...(clients ? [clientsPart(clients)] : []),
    ...(applied ? [appliedPart(applied, report)] : []),
    ...(plan ? [planPart(plan, report)] : []),
    ...(report.checks ? ['## Checks', ...checkParts(report)] : []),
  ];
}

/** The hints of a document. */
export function hintParts({ hints = [] }: Pick<ResultDocument, 'hints'>): readonly string[] {
  return hints.length === 0 ? [] : [hints.map((hint) => `- Note: ${inlineText(hint)}`).join('\n')];
}

/** The parts of a fleet: a table of all configurations, the errors they share, then each that has problems of its own. */
export function* fleetParts(results: readonly Report[]): Generator<string> {
  yield fleetTable(results);
  for (const group of errorGroupsOf(results)) yield errorPart(group.error, whoseWords(group));
  for (const report of results) if (shortProblemsOf(report).length > 0) yield* memberParts(report);
}

function memberParts(report: Report): readonly string[] {
  const { hops, clients, diagnosis = [], plan } = report;
  const parts = [
    ...(plan ? [planPart(plan, report)] : []),
    ...(hops ? [hopsPart(hops)] : []),
    ...(clients ? [clientsPart(clients)] : []),
    ...diagnosis.map(diagnosisPart),
  ];
  return [
    `## ${codeSpan(labelOf(report))}`,
    ...parts.map((part) => part.replace(/^## /, '### ')),
    ...problemParts(report),
  ];
}

const ROWS = 1_000;

/** A row per configuration, those with problems first. */
function fleetTable(results: readonly Report[]): string {
  const bad = placesOf(results, ({ ok }) => !ok);
  const order = [...bad, ...placesOf(results, ({ ok }) => ok)];
  const rows = order.slice(0, ROWS).flatMap((at) => results.slice(at, at + 1).map(fleetRow));
  return [
    `${counted(results.length, 'configuration')}, ${bad.length} with problems.${results.length > ROWS ? ` The first ${ROWS}:` : ''}`,
    '',
    '| Configuration | Exit | Result |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The indexes of the reports for which `holds` is true. Indexes, since holding the reports takes too much memory. */
function placesOf(results: readonly Report[], holds: (report: Report) => boolean): readonly number[] {
  return results.map(holds).flatMap((isHeld, at) => (isHeld ? [at] : []));
}

function fleetRow(report: Report): string {
  return `| ${cellCode(labelOf(report))} | ${report.exitCode} | ${inlineText(outcomeWords(report))} |`;
}
