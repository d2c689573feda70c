import { describe, expect, it } from 'vitest';
import { checkCommonFlags, timeoutOf } from '../../src/commands/run/limits.ts';
import { fakeClock } from '../support/practice.ts';

const OUTSIDE = { env: {}, clock: fakeClock() };
const check = (flags: { readonly timeout?: string; readonly maxWait?: string }) => () =>
  checkCommonFlags({ answers: {}, ...flags }, OUTSIDE);

describe('a wait that is longer than timers can be', () => {
  it.each([{ timeout: '30d' }, { maxWait: '600h' }, { maxWait: '999999999' }])(
    'is refused with the limit: %o',
    (flags) => {
      expect(check(flags)).toThrow(
        expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('24d at most') }),
      );
    },
  );

  it('begins above what a timer takes', () => {
    expect(check({ timeout: '24d', maxWait: '24d' })).not.toThrow();
    expect(timeoutOf({ answers: {}, timeout: '24d' })).toBeLessThan(2 ** 31);
  });
});

it('counts a wait in whole milliseconds, since timers take no others', () => {
  expect(timeoutOf({ answers: {}, timeout: '1.001s' })).toBe(1_001);
});
