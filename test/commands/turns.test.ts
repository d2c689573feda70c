import { expect, test } from 'vitest';
import { turnsOf } from '../../src/commands/fleet/turns.ts';

/** A clock that sleeps until it is told to wake. */
function heldClock() {
  const wakes: (() => void)[] = [];
  const sleep = () => new Promise<void>((resolve) => void wakes.push(resolve));
  return { clock: { now: () => new Date(0), sleep }, wake: () => wakes.shift()?.() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('turns: no more work goes on at a time than there are turns', async () => {
  const { clock } = heldClock();
  const turns = turnsOf(2, clock);
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => void ends.push(resolve));
  const all = Array.from({ length: 5 }, () => turns.within(work));
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

test('turns: who sleeps leaves the turn to others, and goes on once one is free again', async () => {
  const { clock, wake } = heldClock();
  const turns = turnsOf(1, clock);
  const order: string[] = [];
  let end = (): void => undefined;
  const sleeper = turns.within(async () => {
    await turns.clock.sleep(1_000);
    order.push('woken');
  });
  const other = turns.within(async () => {
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

test('turns: work that fails gives its turn back', async () => {
  const turns = turnsOf(1, heldClock().clock);
  await expect(turns.within(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await turns.within(async () => 'next')).toBe('next');
});
