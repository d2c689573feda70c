/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** The day of an ISO 8601 moment, in UTC as everywhere; the first ten characters of what is no date. */
export function dayOf(moment: string): string {
  const time = Date.parse(moment);
  return (Number.isNaN(time) ? moment : new Date(time).toISOString()).slice(0, 10);
}

/**
 * Days from the day of `now` to the day of `moment`, both in UTC; negative for the past, NaN for no date. Days of the
 * calendar and not stretches of 24 hours: a run looks at the clock more than once, and two of its texts must not differ
 * over the same date.
 */
export function daysUntil(moment: string, now: Date): number {
  return Math.floor(Date.parse(moment) / DAY_MS) - Math.floor(now.getTime() / DAY_MS);
}

/** Whether a moment comes before so many days, to the millisecond, have passed. */
export function isWithin(moment: string, days: number, now: Date): boolean {
  return Date.parse(moment) - now.getTime() < days * DAY_MS;
}

/** How long something lives, in days and parts of a day. */
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
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}
