import type { AppReference, Report, ResultDocument } from '../core/report.ts';
import { exitReason, isFleet, labelOf } from './documents.ts';
import { errorGroupsOf, whoseWords } from './groups.ts';
import { checkParts, problemParts } from './markdown/checks.ts';
import { cellCode, codeSpan, inlineText } from './markdown/escape.ts';
import { appliedPart, clientsPart, diagnosisPart, errorPart, hopsPart, planPart } from './markdown/parts.ts';
import type { RenderOptions } from './options.ts';
import { outcomeWords, shortProblemsOf, titleWord } from './story.ts';
import { counted, countPhrases } from './words.ts';

/** A document for a ticket: ids for support, counts, problems with their fixes; what passed is folded. */
export function renderMarkdown(
  document: ResultDocument,
  { redact }: Pick<RenderOptions, 'redact'> = {},
): string {
  const parts = [
    `# entra-mcp-setup ${inlineText(document.command)}: ${titleWord(document)}`,
    headPart(document),
    ...(redact === 'ids' ? ['_Ids, domains and sign-in names are masked._'] : []),
    ...(document.errors ?? []).map((error) => errorPart(error)),
    ...hintParts(document),
    ...(isFleet(document) ? fleetParts(document.results) : reportParts(document)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
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

/** Diagnosis first: its ids are what support asks for. */
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

/** What is worth knowing and no error. */
export function hintParts({ hints = [] }: Pick<ResultDocument, 'hints'>): readonly string[] {
  return hints.length === 0 ? [] : [hints.map((hint) => `- Note: ${inlineText(hint)}`).join('\n')];
}

/** A table of all, then what several have in common, then each that has problems of its own. */
export function fleetParts(results: readonly Report[]): readonly string[] {
  const shared = errorGroupsOf(results).map((group) => errorPart(group.error, whoseWords(group)));
  const own = results.filter((report) => shortProblemsOf(report).length > 0);
  return [fleetTable(results), ...shared, ...own.flatMap(memberParts)];
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
  const rows = results
    .toSorted((a, b) => Number(a.ok) - Number(b.ok))
    .slice(0, ROWS)
    .map(fleetRow);
  const bad = results.filter(({ ok }) => !ok).length;
  return [
    `${counted(results.length, 'configuration')}, ${bad} with problems.${results.length > ROWS ? ` The first ${ROWS}:` : ''}`,
    '',
    '| Configuration | Exit | Result |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

function fleetRow(report: Report): string {
  return `| ${cellCode(labelOf(report))} | ${report.exitCode} | ${inlineText(outcomeWords(report))} |`;
}
