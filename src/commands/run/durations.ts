import { DAY_MS } from '../../core/days.ts';
import { parseDuration } from '../../core/duration.ts';
import { SetupError } from '../../errors.ts';

/** Timers take 2^31 - 1 milliseconds, which is less than 25 days; beyond that they fire at once. */
const LONGEST_WAIT_DAYS = 24;

/** A wait in milliseconds, zero included; a bare number counts seconds. Throws `USAGE`. */
export function wait(text: string, flag: string): number {
  const milliseconds = duration(text, flag, 's');
  if (milliseconds <= LONGEST_WAIT_DAYS * DAY_MS) return milliseconds;
  throw new SetupError('USAGE', `${flag} takes ${LONGEST_WAIT_DAYS}d at most, not ${text}.`);
}

/** Reads a wait as `wait` does. Throws `USAGE` for zero; `example` is shown then. */
export function waitAboveZero(example: string): (text: string, flag: string) => number {
  return (text, flag) => {
    const milliseconds = wait(text, flag);
    if (milliseconds > 0) return milliseconds;
    throw new SetupError('USAGE', `${flag} takes a duration above zero, such as ${example}.`);
  };
}

/** A lifetime in days; a bare number counts days. Throws `USAGE`. */
export function days(text: string, flag: string): number {
  return duration(text, flag, 'd') / DAY_MS;
}

function duration(text: string, flag: string, bareUnit: 's' | 'd'): number {
  const milliseconds = parseDuration(text, bareUnit);
  if (milliseconds !== null) return milliseconds;
  throw new SetupError('USAGE', `${flag} takes a duration such as 30s, 5m or 30d, not ${text}.`);
}
