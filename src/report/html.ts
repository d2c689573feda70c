import type { Report, ResultDocument } from '../core/report.ts';
import { counted } from '../core/words.ts';
import { isFleet, labelOf, reportsOf } from './documents.ts';
import { chainSection } from './html/chain-section.ts';
import { checkSections } from './html/checks.ts';
import { credentialSection } from './html/credentials.ts';
import { fleetSections } from './html/fleet.ts';
import { bannerOf, headOf } from './html/head.ts';
import { SYMBOLS } from './html/icons.ts';
import { inventoryBanner, inventorySections, isInventory } from './html/inventory.ts';
import {
  appliedSection,
  clientSection,
  diagnosisSection,
  errorSection,
  hintSection,
  hopSection,
  planSection,
} from './html/story.ts';
import { type Markup, markup } from './markup.ts';
import type { RenderOptions } from './options.ts';

/**
 * One page: no script, nothing remote, under 200 kB however large the fleet; an inventory alone is as long as what it lists,
 * and so comes section by section.
 */
export function* htmlPieces(
  document: ResultDocument,
  { redact }: Pick<RenderOptions, 'redact'> = {},
): Generator<string> {
  const isList = isInventory(document);
  const count = counted(reportsOf(document).length, 'configuration');
  const title = `entra-mcp-setup ${document.command}: ${isFleet(document) ? count : labelOf(document)}`;
  yield markup`<!doctype html>
<html lang="en">${headOf(title)}
<body><a class="jump" href="#main">Skip to the findings</a>${SYMBOLS}
${isList ? inventoryBanner(document) : bannerOf(document)}<main id="main">
`.markup;
  for (const part of isList ? inventorySections(document) : resultSections(document))
    yield part?.markup ?? '';
  yield markup`</main>
<footer>${footerOf(document, redact)}</footer>
</body></html>
`.markup;
}

function resultSections(document: ResultDocument): readonly (Markup | null)[] {
  const reports = reportsOf(document);
  return [
    chainSection(reports),
    errorSection(document.errors ?? []),
    hintSection(document.hints ?? []),
    ...(isFleet(document) ? fleetSections(document.results) : reportSections(document)),
    credentialSection(reports, document.startedAt),
  ];
}

function reportSections(report: Report): readonly (Markup | null)[] {
  const { diagnosis = [], hops = [], clients = [], plan, applied } = report;
  return [
    diagnosisSection(diagnosis),
    hopSection(hops),
    clientSection(clients),
    applied ? appliedSection(applied, report) : null,
    plan ? planSection(plan, report) : null,
    ...checkSections(report),
  ];
}

function footerOf({ tool, schemaVersion }: ResultDocument, redact: RenderOptions['redact']): Markup {
  const masked = redact === 'ids' ? ' Ids, domains and sign-in names are masked.' : '';
  return markup`<p>Written by ${tool.name} ${tool.version}, result schema ${schemaVersion}. This page holds no secret value and loads nothing.${masked}</p>`;
}
