import type { Clock } from '../ports.ts';

/** How long Entra is waited for, and who is told. Durations are milliseconds. */
export interface Patience {
  readonly clock: Clock;
  /** The most that is waited for Entra to catch up (`--max-wait`). */
  readonly maxWait: number;
  /** Told before every wait. */
  readonly onWait: (wait: {
    readonly reason: string;
    readonly milliseconds: number;
    readonly limit: number;
  }) => void;
  readonly signal?: AbortSignal;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/** The waits between the tries of one request. */
export interface Backoff {
  /**
   * Waits aloud, twice as long each time, or for `exactly` so many milliseconds; false, at once, where that would pass
   * the limit.
   */
  wait(reason: string, exactly?: number): Promise<boolean>;
}

export function backoff({ clock, maxWait, onWait, signal }: Patience): Backoff {
  let waited = 0;
  let attempt = 0;
  return {
    wait: async (reason, exactly) => {
      const milliseconds = exactly ?? Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS);
      if (waited + milliseconds > maxWait) return false;
      attempt += exactly === undefined ? 1 : 0;
      waited += milliseconds;
      if (milliseconds > 0) onWait({ reason, milliseconds, limit: maxWait });
      await clock.sleep(milliseconds, signal);
      return true;
    },
  };
}
