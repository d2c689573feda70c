import { exponentialBackoff } from '../core/duration.ts';
import type { Clock } from '../ports.ts';

/** A pause before a retry, as it is announced. Durations are milliseconds. */
export interface Wait {
  /** Why, as a clause: `Microsoft Graph asks to slow down`. */
  readonly reason: string;
  readonly milliseconds: number;
  readonly limit: number;
  /** The service asked to slow down, as opposed to not graphFromAnswers. */
  readonly throttled: boolean;
}

/** The limit of all pauses of one operation, and who is told of them. Durations are milliseconds. */
export interface Patience {
  readonly clock: Clock;
  /** The limit of all pauses together (`--max-wait`). */
  readonly maxWait: number;
  /** Called before every pause, so that none is silent. */
  readonly onWait: (wait: Wait) => void;
  readonly signal?: AbortSignal;
}

const LONGEST_WAIT_MS = 10_000;

/** The length of a pause: the service's, or exact, or else doubled each time. */
interface Pause {
  /** The length that the service asks for; null where it asks for none. */
  readonly asked?: number | null;
  /** This length, for pauses between readings that are good already; it does not count as an attempt. */
  readonly exactly?: number;
  readonly throttled?: boolean;
}

/** The pauses between the attempts of one operation. */
export interface Backoff {
  /** The length that the next pause would have. */
  lengthOf(pause: Pause): number;
  /** Announces the pause and waits. False, without waiting, where that would exceed the limit. */
  wait(reason: string, pause?: Pause): Promise<boolean>;
}

/** Keeps count of the pauses of one loop, which is the caller's. `least` and `longest` bound a pause. */
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
