import type { Report, Verdict } from '../../core/report.ts';
import { labelOf, verdictProblems } from '../documents.ts';
import { errorGroupsOf, whoseWords } from '../groups.ts';
import { type Markup, markup } from '../markup.ts';
import { outcomeOf, outcomeWords, shortProblemsOf } from '../story.ts';
import { weightOf } from '../words.ts';
import { statusWord } from './icons.ts';
import { omission, section, within } from './section.ts';
import { errorCard } from './story.ts';
import { prose } from './value.ts';

const TABLE_BYTES = 60_000;
const DETAIL_BYTES = 45_000;
const ERROR_BYTES = 15_000;

/** Which checks fail most, which configurations have problems, and the worst of those in short. */
export function fleetSections(results: readonly Report[]): readonly Markup[] {
  const worstFirst = results.toSorted((a, b) => weightOfReport(b) - weightOfReport(a));
  return [
    sharedErrorSection(results),
    frequencySection(results),
    configurationSection(worstFirst),
    detailSection(worstFirst),
  ].filter((part) => part !== null);
}

/** What keeps several from being judged, once. */
function sharedErrorSection(results: readonly Report[]): Markup | null {
  const groups = errorGroupsOf(results);
  if (groups.length === 0) return null;
  const fitted = within(
    groups.map((group) => errorCard(group.error, whoseWords(group))),
    ERROR_BYTES,
  );
  return section(
    'errors-of-configurations',
    'Could not be judged',
    markup`${fitted.shown}${omission(fitted, 'errors')}`,
  );
}

function weightOfReport(report: Report): number {
  return weightOf(outcomeOf(report)) * 1_000 + verdictProblems(report).length;
}

function frequencySection(results: readonly Report[]): Markup | null {
  const counts = new Map<string, { readonly verdict: Verdict; readonly count: number }>();
  for (const verdict of results.flatMap(verdictProblems)) {
    const key = `${verdict.status} ${verdict.id}`;
    counts.set(key, { verdict, count: (counts.get(key)?.count ?? 0) + 1 });
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

function configurationSection(worstFirst: readonly Report[]): Markup {
  const fitted = within(worstFirst.map(configurationRow), TABLE_BYTES);
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

function detailSection(worstFirst: readonly Report[]): Markup | null {
  const troubled = worstFirst.filter((report) => shortProblemsOf(report).length > 0);
  if (troubled.length === 0) return null;
  const fitted = within(troubled.map(detailCard), DETAIL_BYTES);
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
