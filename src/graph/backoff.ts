import { exponentialBackoff } from '../core/duration.ts';
import type { Clock } from '../ports.ts';

/** A pause before something is tried again. Durations are milliseconds. */
export interface Wait {
  readonly reason: string;
  readonly milliseconds: number;
  readonly limit: number;
  /** The service asked to slow down, as opposed to not answering. */
  readonly throttled: boolean;
}

/** How long something is waited for, and who is told. Durations are milliseconds. */
export interface Patience {
  readonly clock: Clock;
  /** The most that is waited, all pauses together (`--max-wait`). */
  readonly maxWait: number;
  /** Told before every wait, so that a pause is never silent. */
  readonly onWait: (wait: Wait) => void;
  readonly signal?: AbortSignal;
}

const LONGEST_WAIT_MS = 10_000;

/** How long a pause is. Without either it grows: twice as long each time. */
interface Pause {
  /** What the service asks for; null where it says nothing. */
  readonly asked?: number | null;
  /** A pause of this length between readings that are good already. */
  readonly exactly?: number;
  readonly throttled?: boolean;
}

/** The waits between the tries of one request. */
export interface Backoff {
  /** The length of a pause of this kind, if it came next. */
  lengthOf(pause: Pause): number;
  /** Waits aloud; false, at once, where that would pass the limit. */
  wait(reason: string, pause?: Pause): Promise<boolean>;
}

/** The loop that waits is the caller's; what it waits, in all and at a time, is kept here. */
export function backoff(
  { clock, maxWait, onWait, signal }: Patience,
  { longest = LONGEST_WAIT_MS, least = 0 }: { readonly longest?: number; readonly least?: number } = {},
): Backoff {
  let waited = 0;
  let attempt = 0;
  const lengthOf: Backoff['lengthOf'] = ({ asked, exactly }) =>
    exactly ?? Math.max(least, asked ?? exponentialBackoff(attempt, longest));
  return {
    lengthOf,
    wait: async (reason, pause = {}) => {
      const milliseconds = lengthOf(pause);
      if (waited + milliseconds > maxWait) return false;
      attempt += pause.exactly === undefined ? 1 : 0;
      waited += milliseconds;
      const { throttled = false } = pause;
      if (milliseconds > 0) onWait({ reason, milliseconds, limit: maxWait, throttled });
      await clock.sleep(milliseconds, signal);
      return true;
    },
  };
}
