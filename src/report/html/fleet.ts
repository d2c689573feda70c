import type { Report, Verdict } from '../../core/report.ts';
import { labelOf, verdictProblems } from '../documents.ts';
import { errorGroupsOf, whoseWords } from '../groups.ts';
import { type Markup, markup } from '../markup.ts';
import { outcomeOf, outcomeWords, shortProblemsOf } from '../story.ts';
import { weightOf } from '../words.ts';
import { statusWord } from './icons.ts';
import { omission, renderedWithin, section, within } from './section.ts';
import { errorCard } from './story.ts';
import { prose } from './value.ts';

const TABLE_BYTES = 60_000;
const DETAIL_BYTES = 45_000;
const ERROR_BYTES = 15_000;

/** The sections of a fleet: which checks fail most, which configurations have problems, and the worst of those in short. */
export function fleetSections(results: readonly Report[]): readonly Markup[] {
  const worstFirst = worstFirstOf(results);
  return [
    sharedErrorSection(results),
    frequencySection(results),
    configurationSection(results, worstFirst),
    detailSection(results, worstFirst),
  ].filter((part) => part !== null);
}

/** Errors that keep several configurations from being judged, each once. */
function sharedErrorSection(results: readonly Report[]): Markup | null {
  const groups = errorGroupsOf(results);
  if (groups.length === 0) return null;
  const fitted = renderedWithin(groups, (group) => errorCard(group.error, whoseWords(group)), ERROR_BYTES);
  return section(
    'errors-of-configurations',
    'Could not be judged',
    markup`${fitted.shown}${omission(fitted, 'errors')}`,
  );
}

/** The indexes of the reports, worst first. Indexes and not reports, since holding all reports takes too much memory. */
function worstFirstOf(results: readonly Report[]): readonly number[] {
  const weights = results.map(weightOfReport);
  return [...weights.keys()].toSorted((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0));
}

function rendered(results: readonly Report[], at: number, render: (report: Report) => Markup): Markup {
  return markup`${results.slice(at, at + 1).map(render)}`;
}

function weightOfReport(report: Report): number {
  return weightOf(outcomeOf(report)) * 1_000 + verdictProblems(report).length;
}

function frequencySection(results: readonly Report[]): Markup | null {
  const counts = new Map<string, { readonly verdict: Verdict; readonly count: number }>();
  for (const report of results) {
    for (const verdict of verdictProblems(report)) {
      const key = `${verdict.status} ${verdict.id}`;
      counts.set(key, { verdict, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  }
  if (counts.size === 0) return null;
  const rows = [...counts.values()]
    .toSorted((a, b) => weightOf(b.verdict.status) - weightOf(a.verdict.status) || b.count - a.count)
    .map(frequencyRow);
  return section(
    'common',
    'What is wrong most often',
    markup`<div class="card"><table class="stacked"><thead><tr><th scope="col" class="state">Status</th><th scope="col">Check</th><th scope="col" class="number">Configurations</th></tr></thead>
<tbody>${within(rows, 20_000).shown}</tbody></table></div>`,
  );
}

function frequencyRow({ verdict, count }: { readonly verdict: Verdict; readonly count: number }): Markup {
  const { status, id, title } = verdict;
  return markup`<tr><td class="state">${statusWord(status)}</td><th scope="row">${prose(title)} <code class="note">${id}</code></th><td class="number" data-label="Configurations">${count}</td></tr>
`;
}

function configurationSection(results: readonly Report[], order: readonly number[]): Markup {
  const fitted = renderedWithin(order, (at) => rendered(results, at, configurationRow), TABLE_BYTES);
  return section(
    'configurations',
    'Configurations',
    markup`<div class="card"><table class="stacked"><thead><tr><th scope="col" class="state">Worst</th><th scope="col">Configuration</th><th scope="col">Result</th><th scope="col" class="number">Exit code</th></tr></thead>
<tbody>${fitted.shown}</tbody></table>${omission(fitted, 'configurations')}</div>`,
  );
}

function configurationRow(report: Report): Markup {
  return markup`<tr><td class="state">${statusWord(outcomeOf(report))}</td><th scope="row">${prose(labelOf(report))}</th><td>${prose(outcomeWords(report))}</td><td class="number" data-label="Exit code">${report.exitCode}</td></tr>
`;
}

function detailSection(results: readonly Report[], order: readonly number[]): Markup | null {
  const troubles = results.map((report) => shortProblemsOf(report).length);
  const troubled = order.filter((at) => (troubles[at] ?? 0) > 0);
  if (troubled.length === 0) return null;
  const fitted = renderedWithin(troubled, (at) => rendered(results, at, detailCard), DETAIL_BYTES);
  return section(
    'details',
    'Findings',
    markup`${fitted.shown}${omission(fitted, 'configurations with findings')}`,
  );
}

function detailCard(report: Report): Markup {
  const items = shortProblemsOf(report).map(
    ({ status, id, message }) => markup`<li>${statusWord(status)} <code>${id}</code> ${prose(message)}</li>`,
  );
  return markup`<article class="card"><h3>${labelOf(report)}</h3><ul class="plain">${within(items, 8_000).shown}</ul></article>
`;
}
