import { counted } from './words.ts';
export const DAY_MS = 86_400_000;

/** The UTC date of an ISO 8601 timestamp as `YYYY-MM-DD`; the first ten characters of a text that is no date. */
export function dayOf(moment: string): string {
  const time = Date.parse(moment);
  return (Number.isNaN(time) ? moment : new Date(time).toISOString()).slice(0, 10);
}

/**
 * Calendar days from the UTC date of `now` to that of `moment`; negative for the past, NaN for no date. Not stretches of
 * 24 hours: a run reads the clock more than once, and two of its texts must not disagree about the same date.
 */
export function daysUntil(moment: string, now: Date): number {
  return Math.floor(Date.parse(moment) / DAY_MS) - Math.floor(now.getTime() / DAY_MS);
}

/** Whether a timestamp lies less than that many days, each of 24 hours, after `now`, or before it. */
export function isWithin(moment: string, days: number, now: Date): boolean {
  return Date.parse(moment) - now.getTime() < days * DAY_MS;
}

/** The time from start to end in days, with a fraction. */
export function lifetimeDays({
  notBefore,
  notAfter,
}: {
  readonly notBefore: string;
  readonly notAfter: string;
}): number {
  return (Date.parse(notAfter) - Date.parse(notBefore)) / DAY_MS;
}

/** `1 day`, `30 days`. */
export function daysWords(days: number): string {
  return counted(days, 'day');
}
