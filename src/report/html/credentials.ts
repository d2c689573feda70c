import { DAY_MS } from '../../core/days.ts';
import type { Report } from '../../core/report.ts';
import { labelOf } from '../documents.ts';
import { type Markup, markup } from '../markup.ts';
import { lifeOf, lifeWords, shownDay } from '../words.ts';
import { icon } from './icons.ts';
import { section } from './section.ts';
import { prose } from './value.ts';

/** A credential with its configuration, which is null where there is only one. */
type Credential = NonNullable<Report['credentials']>[number] & { readonly of: string | null };

/** A stretch of time, in milliseconds since 1970. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const KIND_WORDS = {
  secret: 'secret',
  certificate: 'certificate',
  federated: 'federated credential',
} as const;
const ROWS = 12;
const UNITS = 1_000;

/** The life of each credential on one scale, with the day of the report across all of them. Soonest to end first. */
export function credentialSection(reports: readonly Report[], now: string): Markup | null {
  const credentials = reports.flatMap((report) => credentialsOf(report, reports.length));
  if (credentials.length === 0) return null;
  const rows = inOrder(credentials, reports.length > 1 ? Date.parse(now) : 0).slice(0, ROWS);
  const scale = scaleOf(rows, now);
  const more = credentials.length - rows.length;
  return section(
    'credentials',
    'Credential lifetimes',
    markup`<div class="card"><ul class="plain lives">${rows.map((row) => lifeItem(row, scale, now))}</ul>
<div class="axis"><span>${shownDay(new Date(scale.from).toISOString())}</span><span>${shownDay(new Date(scale.to).toISOString())}</span></div><p class="note">The line across the bars is ${shownDay(now)}, the day of this report.</p>${
      more > 0 ? markup`<p class="note">${more} more, are in the JSON report.</p>` : null
    }</div>`,
  );
}

function credentialsOf(report: Report, reports: number): readonly Credential[] {
  const of = reports > 1 ? labelOf(report) : null;
  return (report.credentials ?? []).map((credential) => ({ ...credential, of }));
}

/** By their end, soonest first. In a fleet those that ended before `since` come last, so that those to act on come first. */
function inOrder(credentials: readonly Credential[], since: number): readonly Credential[] {
  const ended = (one: Credential): number => Number(endOf(one) < since);
  return credentials.toSorted((a, b) => ended(a) - ended(b) || compareEnds(endOf(a), endOf(b)));
}

/** Compares two ends for sorting. Two infinite ones are equal (their difference would be NaN). */
function compareEnds(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function endOf({ endDateTime }: Credential): number {
  return millisecondsOf(endDateTime) ?? Number.POSITIVE_INFINITY;
}

/**
 * The time scale: from the earliest to the latest moment shown, with a margin, so that the line of today is not at the edge.
 */
function scaleOf(rows: readonly Credential[], now: string): Span {
  const moments = rows
    .flatMap(({ startDateTime, endDateTime }) => [millisecondsOf(startDateTime), millisecondsOf(endDateTime)])
    .concat(millisecondsOf(now))
    .filter((moment) => moment !== null);
  const [from, to] = [Math.min(...moments), Math.max(...moments)];
  const air = Math.max((to - from) * 0.04, 10 * DAY_MS);
  return { from: from - air, to: to + air };
}

const LATEST = Date.parse('9000-01-01');

/** The moment in milliseconds; null for no date, and for one so far away that the others would be squeezed together. */
function millisecondsOf(moment: string | null): number | null {
  const parsed = moment === null ? Number.NaN : Date.parse(moment);
  return Number.isNaN(parsed) || Math.abs(parsed) > LATEST ? null : parsed;
}

function lifeItem(credential: Credential, scale: Span, now: string): Markup {
  const { kind, displayName, app, endDateTime, of } = credential;
  const mark = markOf(endDateTime, now);
  const owner = app === 'server' ? 'MCP Server API' : 'MCP Client App';
  return markup`<li><div class="what">${lifeWord(endDateTime, now)} <b>${prose(displayName)}</b> <span class="note">${KIND_WORDS[kind]} of ${owner}${of && `, ${of}`}</span> <span class="left">${lifeWords(endDateTime, now)}</span></div>
${lifeBar(credential, scale, now, mark)}</li>
`;
}

const WORDS: Readonly<Record<ReturnType<typeof markOf>, string>> = {
  pass: 'VALID',
  warn: 'ENDS SOON',
  fail: 'EXPIRED',
  skip: 'NO END',
};

const MARKS = { lasts: 'pass', soon: 'warn', ended: 'fail', endless: 'skip' } as const;

/** Icon and words for the time that a credential has left. */
export function lifeWord(endDateTime: string | null, now: string): Markup {
  const mark = markOf(endDateTime, now);
  return markup`<span class="word ${mark}">${icon(mark)} ${WORDS[mark]}</span>`;
}

function markOf(endDateTime: string | null, now: string): (typeof MARKS)[keyof typeof MARKS] {
  return MARKS[lifeOf(endDateTime, now).state];
}

function lifeBar(
  { startDateTime, endDateTime }: Credential,
  scale: Span,
  now: string,
  mark: ReturnType<typeof markOf>,
): Markup {
  const at = (moment: string | null, otherwise: number): number => {
    const time = millisecondsOf(moment);
    const share = time === null ? otherwise : (time - scale.from) / (scale.to - scale.from);
    return Math.round(share * UNITS * 10) / 10;
  };
  const [start, end, today] = [at(startDateTime, 0), at(endDateTime, 1), at(now, 0)];
  return markup`<svg class="life ${mark}" viewBox="0 0 ${UNITS} 22" preserveAspectRatio="none" aria-hidden="true"><rect class="rail" y="6" width="${UNITS}" height="10" rx="2"/><rect class="bar" x="${start}" y="6" width="${Math.max(3, end - start)}" height="10" rx="2"${mark === 'skip' ? markup` opacity=".45"` : null}/><path class="now" d="M${today} 0V22"/></svg>`;
}
