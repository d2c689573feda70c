import type { Clock } from '../../ports.ts';

/** Turns at something, of which only so many are taken at a time. */
export interface Turns {
  /** Works once a turn is free, and gives it up at the end. */
  within<Value>(work: () => Promise<Value>): Promise<Value>;
  /** A clock for whoever has a turn: who sleeps leaves it to others meanwhile, so that waits pass side by side. */
  readonly clock: Clock;
}

export function turnsOf(count: number, clock: Clock): Turns {
  const { take, leave } = gateOf(count);
  const sleep: Clock['sleep'] = async (milliseconds, signal) => {
    leave();
    try {
      await clock.sleep(milliseconds, signal);
    } finally {
      await take();
    }
  };
  const within: Turns['within'] = async (work) => {
    await take();
    try {
      return await work();
    } finally {
      leave();
    }
  };
  return { within, clock: { now: () => clock.now(), sleep } };
}

/** Lets so many in; the next one enters when somebody leaves, in the order of coming. */
function gateOf(count: number) {
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
