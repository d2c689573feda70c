import type { Plain } from '../core/check.ts';
import { daysUntil, daysWords, isWithin, dayOf as utcDayOf } from '../core/days.ts';
import { isExpired } from '../core/expiry.ts';
import type { Hop, Status, Summary, Verdict } from '../core/report.ts';
import { counted } from '../core/words.ts';
import { oneLine } from './clean.ts';

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  pass: 'PASS',
  fail: 'FAIL',
  warn: 'WARN',
  manual: 'MANUAL',
  skip: 'SKIP',
  unknown: 'UNKNOWN',
};

/** From harmless to worst: the order in which people read, so that the worst is last on the screen. */
const WEIGHTS: Readonly<Record<Status, number>> = {
  pass: 0,
  skip: 1,
  manual: 2,
  warn: 3,
  unknown: 4,
  fail: 5,
};

export function weightOf(status: Status): number {
  return WEIGHTS[status];
}

/** The worst of several; `skip` where there is none. */
export function worstOf(statuses: readonly Status[]): Status {
  return statuses.reduce(
    (worst, status) => (WEIGHTS[status] > WEIGHTS[worst] ? status : worst),
    statuses[0] ?? 'skip',
  );
}

export function isProblem({ status }: Pick<Verdict, 'status'>): boolean {
  return status === 'fail' || status === 'warn' || status === 'unknown';
}

const COUNTED: readonly (readonly [Status, (count: number) => string])[] = [
  ['pass', (count) => `${count} passed`],
  ['fail', (count) => `${count} failed`],
  ['warn', (count) => counted(count, 'warning')],
  ['manual', (count) => `${count} to confirm by hand`],
  ['skip', (count) => `${count} skipped`],
  ['unknown', (count) => `${count} unknown`],
];

/** `19 passed`, `2 failed` and so on, for every status that occurs. */
export function countPhrases(summary: Summary): readonly string[] {
  const phrases = COUNTED.flatMap(([status, phrase]) =>
    summary[status] > 0 ? [phrase(summary[status])] : [],
  );
  return phrases.length > 0 ? phrases : ['nothing judged'];
}

/** A plain value as people read it. */
export function showPlain(value: Plain): string {
  if (value === null) return 'not set';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value === '' ? '(empty)' : oneLine(value);
  return value.length === 0 ? 'none' : value.map(showPlain).join(', ');
}

/** Any value on one line; objects and nested lists as JSON. */
export function showAny(value: unknown): string {
  return isPlain(value) ? showPlain(value) : oneLine(JSON.stringify(value) ?? 'not set');
}

export function isPlain(value: unknown): value is Plain {
  if (value === null) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  return ['string', 'number', 'boolean'].includes(typeof value);
}

export const HOP_WORDS: Readonly<Record<Hop | 'token', string>> = {
  discovery: 'discovery of the MCP server and its authorization server',
  'client-registration': 'registration of a client or an app',
  'admin-signin': 'administrator sign-in',
  'client-signin': 'sign-in to MCP Client App',
  gateway: 'AI gateway to MCP Server API',
  token: 'access token for MCP Server API',
  'mcp-server': 'MCP server',
  obo: 'on-behalf-of exchange',
  graph: 'Microsoft Graph',
  consent: 'consent',
};

/** The day of an ISO 8601 moment. */
export function shownDay(moment: string): string {
  return utcDayOf(oneLine(moment));
}

/** Days of the calendar from one moment to another; null when either is no date. */
function daysBetween(from: string, to: string): number | null {
  const days = daysUntil(to, new Date(from));
  return Number.isNaN(days) ? null : days;
}

/** How much of its life a credential has left; `end` is null where there is no end, or none that can be read. */
export type Life = {
  readonly state: 'endless' | 'ended' | 'soon' | 'lasts';
  readonly days: number | null;
};

const SOON_DAYS = 30;

export function lifeOf(endDateTime: string | null, now: string): Life {
  const days = endDateTime === null ? null : daysBetween(now, endDateTime);
  if (endDateTime === null || days === null) return { state: 'endless', days: null };
  if (isExpired({ startDateTime: null, endDateTime }, new Date(now))) return { state: 'ended', days };
  return { state: isWithin(endDateTime, SOON_DAYS, new Date(now)) ? 'soon' : 'lasts', days };
}

/** How long a credential has left, said from `now`. */
export function lifeWords(endDateTime: string | null, now: string): string {
  if (endDateTime === null) return 'does not expire';
  const { state, days } = lifeOf(endDateTime, now);
  if (days === null) return `ends ${shownDay(endDateTime)}`;
  return `ends ${shownDay(endDateTime)}, ${state === 'ended' ? agoWords(-days) : leftWords(days)}`;
}

function agoWords(days: number): string {
  return days === 0 ? 'expired today' : `expired ${daysWords(days)} ago`;
}

function leftWords(days: number): string {
  return days === 0 ? 'the last day' : `${daysWords(days)} left`;
}
