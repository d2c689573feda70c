const MILLISECONDS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Milliseconds, rounded, of a text such as `30s`, `5m`, `2h` or `30d`; `bareUnit` is the unit of a number without one. Null
 * when it is no duration.
 */
export function parseDuration(text: string, bareUnit: 's' | 'd' = 's'): number | null {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)?$/.exec(text.trim());
  if (!match) return null;
  return Math.round(Number(match[1]) * (MILLISECONDS[match[2] ?? bareUnit] ?? 0));
}

/** A duration for people: `45 s`, `2 min`, `3 h`. */
export function durationWords(milliseconds: number): string {
  if (milliseconds < 120_000) return `${Math.round(milliseconds / 1_000)} s`;
  if (milliseconds < 7_200_000) return `${Math.round(milliseconds / 60_000)} min`;
  return `${Math.round(milliseconds / 3_600_000)} h`;
}

/**
 * Milliseconds that a Retry-After header asks for: seconds, also fractional, or a date; null when it is absent or
 * nonsense (facts: graph.md §1.0).
 */
export function retryAfter(header: string | null, now: Date): number | null {
  const value = header?.trim() ?? '';
  if (/^\d{1,9}(?:\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1_000);
  const date = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

/** The pause before a retry where the service names none: a second, doubled with each attempt (from 0), at most `longest`. Milliseconds. */
export function exponentialBackoff(attempt: number, longest: number): number {
  return Math.min(1_000 * 2 ** attempt, longest);
}
