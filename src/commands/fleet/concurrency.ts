import type { Clock } from '../../ports.ts';

/** Runs work so that no more than a fixed number of pieces goes on at a time. */
export interface ConcurrencyLimit {
  /** Starts `work` once a place is free, first come first served, and frees the place when the work ends. */
  run<Value>(work: () => Promise<Value>): Promise<Value>;
  /** The clock that such work has to sleep by: a sleeper leaves its place to others, so that waits pass side by side. */
  readonly clock: Clock;
}

export function concurrencyLimit(count: number, clock: Clock): ConcurrencyLimit {
  const { take, leave } = semaphore(count);
  const sleep: Clock['sleep'] = async (milliseconds, signal) => {
    leave();
    try {
      await clock.sleep(milliseconds, signal);
    } finally {
      await take();
    }
  };
  const run: ConcurrencyLimit['run'] = async (work) => {
    await take();
    try {
      return await work();
    } finally {
      leave();
    }
  };
  return { run, clock: { now: () => clock.now(), sleep } };
}

/** A counting semaphore: `take` resolves once a place is free, in the order of the calls. */
function semaphore(count: number) {
  const queue: (() => void)[] = [];
  let free = count;
  const take = async (): Promise<void> => {
    if (free === 0) return new Promise((resolve) => void queue.push(resolve));
    free -= 1;
  };
  const leave = (): void => {
    const next = queue.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return { take, leave };
}
