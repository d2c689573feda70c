import { expect, test } from 'vitest';
import { lazyMap } from '../../src/core/lazy-map.ts';

test('a list made when read: it is what mapping would give, however it is walked', () => {
  const list = lazyMap([1, 2, 3], (one) => one * 10);
  const walked = [...list, list.at(-1), list.length, list.map((one) => one + 1), list.slice(1)];
  expect(walked).toEqual([10, 20, 30, 30, 3, [11, 21, 31], [20, 30]]);
  expect(JSON.stringify(list)).toBe('[10,20,30]');
});

test('a list made when read: it makes the items beyond the tenth too', () => {
  const list = lazyMap(
    Array.from({ length: 12 }, (_, index) => index),
    (one) => one * 10,
  );
  expect([list[9], list[10], list[11], list[12]]).toEqual([90, 100, 110, undefined]);
});

test('a list made when read: it holds nothing, so that each reading makes the item anew', () => {
  const list = lazyMap([{ name: 'a' }], (one) => ({ ...one }));
  expect(list[0]).not.toBe(list[0]);
});
