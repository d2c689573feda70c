import type { Fix, Report, Verdict } from '../../core/report.ts';
import { counted } from '../../core/words.ts';
import { grantWords, groupedProblemsOf, groupTitle, type ReasonGroup } from '../groups.ts';
import { type Markup, markup } from '../markup.ts';
import { showPlain } from '../words.ts';
import { statusWord } from './icons.ts';
import { definitions, omission, section, webLink, within } from './section.ts';
import { codeValue, commandLine, prose } from './value.ts';

const FINDING_BYTES = 55_000;
const TABLE_BYTES = 30_000;

/** The problems in full, worst first, then what passed in a table that is closed at first. */
export function checkSections(report: Report): readonly Markup[] {
  const { checks = [] } = report;
  if (checks.length === 0) return [];
  return [problemSection(report), manualSection(checks), quietSection(checks)].filter(
    (part) => part !== null,
  );
}

function problemSection(report: Report): Markup {
  const { groups, alone } = groupedProblemsOf(report);
  if (groups.length + alone.length === 0)
    return section('findings', 'Findings', markup`<p class="card">Nothing to mend.</p>`);
  const fitted = within([...groups.map(groupCard), ...alone.map(findingCard)], FINDING_BYTES);
  return section('findings', 'Findings', markup`${fitted.shown}${omission(fitted, 'findings')}`);
}

/** Checks that one reason keeps from being judged, and what to grant. */
function groupCard(group: ReasonGroup): Markup {
  return markup`<article class="card finding unknown"><div class="top">${statusWord('unknown')} <h3>${groupTitle(group)}</h3></div>
${definitions([
  ['Because', prose(group.reason)],
  ['Fix', grantWords(group)],
  ['Checks', markup`${group.verdicts.map(({ id }) => markup`<code>${id}</code> `)}`],
])}</article>
`;
}

function findingCard(verdict: Verdict): Markup {
  const { id, status, title, message, why, expected, actual, fix, aadsts } = verdict;
  const judged = status !== 'unknown';
  return markup`<article class="card finding ${status}" id="${id}"><div class="top">${statusWord(status)} <h3>${prose(message)}</h3> <code class="note">${id}</code></div>
${definitions([
  ['Must hold', prose(title)],
  ['Expected', judged ? codeValue(showPlain(expected)) : null],
  ['Is', judged ? codeValue(showPlain(actual)) : null],
  ['Why', prose(why)],
  ['Can cause', aadsts.map((code) => `AADSTS${code}`).join(', ')],
  ['Fix', fix && fixValue(fix)],
])}</article>
`;
}

function fixValue({ by, summary, command, portalUrl }: Fix): Markup {
  const words = by === 'admin' ? `An administrator: ${summary}` : summary;
  const page = webLink('Open the page in the admin center', portalUrl);
  return markup`${prose(words)}${commandLine(command)}${page && markup`<div>${page}</div>`}`;
}

function manualSection(checks: readonly Verdict[]): Markup | null {
  const manual = checks.filter(({ status }) => status === 'manual');
  if (manual.length === 0) return null;
  return section(
    'manual',
    'To confirm by hand',
    markup`<div class="card">${verdictTable(manual, 'No interface shows these; people have to look.')}</div>`,
  );
}

function quietSection(checks: readonly Verdict[]): Markup | null {
  const quiet = checks.filter(({ status }) => status === 'pass' || status === 'skip');
  if (quiet.length === 0) return null;
  const summary = `${counted(quiet.length, 'check')} passed or skipped`;
  const table = verdictTable(quiet, 'In the order in which they were judged.');
  return section(
    'passed',
    'Passed',
    markup`<details class="card"><summary>${summary}</summary>${table}</details>`,
  );
}

function verdictTable(verdicts: readonly Verdict[], caption: string): Markup {
  const fitted = within(verdicts.map(verdictRow), TABLE_BYTES);
  return markup`<table class="stacked"><caption>${caption}</caption><thead><tr><th scope="col" class="state">Status</th><th scope="col">Check</th><th scope="col">Finding</th></tr></thead>
<tbody>${fitted.shown}</tbody></table>${omission(fitted, 'checks')}`;
}

function verdictRow({ id, status, title, message, fix }: Verdict): Markup {
  const words = status === 'pass' ? title : status === 'manual' ? (fix?.summary ?? title) : message;
  return markup`<tr><td class="state">${statusWord(status)}</td><th scope="row"><code>${id}</code></th><td>${prose(words)}</td></tr>
`;
}
