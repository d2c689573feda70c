import { lazyMap } from '../../core/lazy-map.ts';
import type { Report, ResultDocument } from '../../core/report.ts';
import { counted } from '../../core/words.ts';
import { isFleet, labelOf, reportsOf } from '../documents.ts';
import { appsOf, credentialRows, permissionRows } from '../inventory/rows.ts';
import { SINCE_NOTE } from '../inventory/words.ts';
import { type Markup, markup } from '../markup.ts';
import { outcomeOf, outcomeWords } from '../story.ts';
import { lifeWords } from '../words.ts';
import { credentialSection } from './credentials.ts';
import { countList } from './head.ts';
import { statusWord } from './icons.ts';
import { appsPart, checksPart, unreadPart } from './inventory-apps.ts';
import { accessPart, credentialPart, shortPart } from './inventory-parts.ts';
import { type PartPlace, sourceFacts } from './inventory-place.ts';
import { section, table } from './section.ts';
import { errorCard, hintSection } from './story.ts';
import { prose } from './value.ts';

/** Whether a document is the inventory of what is registered. */
export function isInventory(document: ResultDocument): boolean {
  return reportsOf(document).some(({ registrations }) => registrations !== undefined);
}

export function inventoryBanner(document: ResultDocument): Markup {
  const reports = reportsOf(document);
  const subject = isFleet(document) ? counted(reports.length, 'set-up') : labelOf(document);
  return markup`<header><p class="eyebrow">entra-mcp-setup ${document.command}, Microsoft Entra ID for an MCP server</p>
<h1>Inventory: ${subject}</h1>
<p class="lede">${totalsOf(reports)}</p>
${document.summary ? countList(document.summary) : null}${sourceFacts(document)}</header>
`;
}

function totalsOf(reports: readonly Report[]): string {
  let [apps, granted, credentials] = [0, 0, 0];
  for (const { registrations } of reports) {
    if (registrations === undefined) continue;
    apps += appsOf(registrations).length;
    granted += permissionRows(registrations).filter(({ grantedTo }) => grantedTo !== null).length;
    credentials += credentialRows(registrations).length;
  }
  return `${counted(apps, 'app registration')}, ${counted(granted, 'permission')} granted, ${counted(credentials, 'credential')}.`;
}

/** All of it, however much: an auditor wants every line. */
export function* inventorySections(document: ResultDocument): Generator<Markup | null> {
  const reports = reportsOf(document);
  const told = lazyMap(reports, (report) => ({
    ...report,
    credentials: report.registrations ? credentialRows(report.registrations) : [],
  }));
  const lives = credentialSection(told, document.startedAt);
  yield hintSection(document.hints ?? []);
  if (isFleet(document)) {
    yield overview(reports);
    yield lives;
    for (const [index, report] of reports.entries()) yield setUpSection(report, index);
  } else yield* partsOf(document, ALONE, lives);
  yield section('since', 'Where the dates are', markup`<p class="card">${SINCE_NOTE}</p>`);
}

const ALONE: PartPlace = { prefix: '', level: 2 };

function partsOf(report: Report, place: PartPlace, lives: Markup | null): readonly (Markup | null)[] {
  const errors = (report.errors ?? []).map((error) => errorCard(error));
  const { registrations } = report;
  if (registrations === undefined) return errors;
  return [
    ...errors,
    shortPart(report, registrations, place),
    accessPart(registrations, place),
    credentialPart(registrations, report.startedAt, place),
    lives,
    appsPart(registrations, place),
    unreadPart(registrations, place),
    checksPart(report, place),
  ];
}

function setUpSection(report: Report, index: number): Markup {
  const prefix = `s${index + 1}`;
  return section(
    prefix,
    labelOf(report),
    markup`${sourceFacts(report)}${partsOf(report, { prefix: `${prefix}-`, level: 3 }, null)}`,
  );
}

function overview(reports: readonly Report[]): Markup {
  return section(
    'set-ups',
    'Set-ups',
    table({
      caption: 'In the order of their files; each in full below.',
      columns: ['Set-up', 'Tenant', 'Granted', 'Next credential to end', 'Checks'],
      rows: reports.map((report, index) => {
        const { registrations, target, startedAt } = report;
        const granted = registrations ? permissionRows(registrations) : [];
        const [next] = registrations ? credentialRows(registrations) : [];
        return [
          markup`<a href="#s${index + 1}">${prose(labelOf(report))}</a>`,
          target?.tenantName ?? target?.tenantId ?? 'not read',
          markup`${granted.filter(({ grantedTo }) => grantedTo !== null).map(({ permission }) => markup`<div><code>${permission}</code></div>`)}`,
          next ? markup`${prose(next.displayName)}, ${lifeWords(next.endDateTime, startedAt)}` : 'none',
          markup`${statusWord(outcomeOf(report))} ${prose(outcomeWords(report))}`,
        ];
      }),
    }),
  );
}
