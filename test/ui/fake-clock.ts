import type { Clock } from '../../src/ports.ts';

/** A clock whose hands are moved by the test. */
export interface FakeClock extends Clock {
  /** Moves on, waking the sleepers whose time has come, and lets what they do happen. */
  readonly advance: (milliseconds: number) => Promise<void>;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export function fakeClock(start = Date.UTC(2026, 10, 23, 10, 0)): FakeClock {
  let now = start;
  let sleepers: readonly Sleeper[] = [];
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    now: () => new Date(now),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        sleepers = [...sleepers, { until: now + milliseconds, wake: resolve }];
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
    advance: async (milliseconds) => {
      const end = now + milliseconds;
      await settle();
      for (;;) {
        const next = sleepers
          .filter(({ until }) => until <= end)
          .sort((one, other) => one.until - other.until)[0];
        if (!next) break;
        now = next.until;
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        next.wake();
        await settle();
      }
      now = end;
    },
  };
}
