import { describe, expect, it } from 'vitest';
import { commonFlags } from '../../src/commands/run/command.ts';

const reading = (flags: { readonly timeout?: string; readonly maxWait?: string }) =>
  commonFlags({ answers: {}, ...flags });

describe('a wait that is longer than timers can be', () => {
  it.each([{ timeout: '30d' }, { maxWait: '600h' }, { maxWait: '999999999' }])(
    'is refused with the limit: %o',
    (flags) => {
      expect(() => reading(flags)).toThrow(
        expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('24d at most') }),
      );
    },
  );

  it('begins above what a timer takes', () => {
    expect(reading({ timeout: '24d', maxWait: '24d' }).timeout).toBeLessThan(2 ** 31);
  });
});

it('counts a wait in whole milliseconds, since timers take no others', () => {
  expect(reading({ timeout: '1.001s' }).timeout).toBe(1_001);
});
