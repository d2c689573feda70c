import { expect, test } from 'vitest';
import { concurrencyLimit } from '../../src/commands/fleet/concurrency.ts';

/** A clock that sleeps until it is told to wake. */
function heldClock() {
  const wakes: (() => void)[] = [];
  const sleep = () => new Promise<void>((resolve) => void wakes.push(resolve));
  return { clock: { now: () => new Date(0), sleep }, wake: () => wakes.shift()?.() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a concurrency limit lets no more work go on at a time', async () => {
  const { clock } = heldClock();
  const limit = concurrencyLimit(2, clock);
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => void ends.push(resolve));
  const all = Array.from({ length: 5 }, () => limit.run(work));
  await settled();
  expect(ends.length).toBe(2);
  ends[0]?.();
  await settled();
  expect(ends.length).toBe(3);
  for (let index = 1; index < 5; index += 1) {
    ends[index]?.();
    await settled();
  }
  await Promise.all(all);
});

test('a concurrency limit frees the place of work that sleeps, and goes on once one is free again', async () => {
  const { clock, wake } = heldClock();
  const limit = concurrencyLimit(1, clock);
  const order: string[] = [];
  let end = (): void => undefined;
  const sleeper = limit.run(async () => {
    await limit.clock.sleep(1_000);
    order.push('woken');
  });
  const other = limit.run(async () => {
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    order.push('done');
  });
  await settled();
  wake();
  await settled();
  end();
  await Promise.all([sleeper, other]);
  expect(order).toEqual(['done', 'woken']);
});

test('a concurrency limit: work that fails gives its turn back', async () => {
  const limit = concurrencyLimit(1, heldClock().clock);
  await expect(limit.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await limit.run(async () => 'next')).toBe('next');
});
