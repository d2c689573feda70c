import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFailures } from '../../src/diagnosis/index.ts';
import { CHANGES, type Change, cutAround, hardWrapped } from './changes.ts';
import { SAMPLES, type Sample } from './samples.ts';

const RUNS = 4000;
const SEED = 20_261_123;

const samples = fc.constantFrom(...SAMPLES);
const changes = fc.array(fc.constantFrom(...Object.keys(CHANGES)), { minLength: 1, maxLength: 3 });
const widths = fc.integer({ min: 40, max: 120 });

function changed(text: string, names: readonly string[], width: number): string {
  return names.reduce((sofar, name) => (CHANGES[name] as Change)(sofar, width), text);
}

/** The share of generated texts that are read right, so that a few hopeless ones do not decide. */
function share<Value>(arbitrary: fc.Arbitrary<Value>, isRight: (value: Value) => boolean): number {
  const values = fc.sample(arbitrary, { numRuns: RUNS, seed: SEED });
  return values.filter(isRight).length / values.length;
}

const print = (what: string, rate: number): boolean =>
  process.stdout.write(`${what}: ${(rate * 100).toFixed(2)} % right\n`);

const firstIs = (text: string, { code }: Sample): boolean => readFailures(text)[0]?.code === code;

function hasBoth(text: string, wanted: readonly Sample[]): boolean {
  const found = readFailures(text).map(({ code }) => code);
  return wanted.every(({ code }) => code === null || found.includes(code));
}

describe('a text that was wrapped, quoted, escaped or encoded on its way', () => {
  test('keeps its code in at least 98 of 100 cases', () => {
    const rate = share(fc.tuple(samples, changes, widths), ([one, names, width]) =>
      firstIs(changed(one.text, names, width), one),
    );
    print('changed', rate);
    expect(rate).toBeGreaterThanOrEqual(0.98);
  });

  test('keeps its code when it is cut', () => {
    const cuts = fc.tuple(samples, fc.double({ min: 0, max: 1, noNaN: true }), changes, widths);
    const rate = share(cuts, ([one, where, names, width]) =>
      firstIs(changed(cutAround(one, where), names, width), one),
    );
    print('cut', rate);
    expect(rate).toBeGreaterThanOrEqual(0.98);
  });

  test('keeps both codes when two are mixed', () => {
    const rate = share(fc.tuple(samples, samples, changes, widths), ([one, other, names, width]) =>
      hasBoth(changed(`${one.text}\n${other.text}`, names, width), [one, other]),
    );
    print('mixed', rate);
    expect(rate).toBeGreaterThanOrEqual(0.98);
  });

  test('never gives a code whose digits it does not contain', () => {
    const values = fc.sample(fc.tuple(samples, samples, widths), { numRuns: RUNS / 4, seed: SEED });
    const madeUp = values.filter(([one, other, width]) => {
      const text = hardWrapped(`${one.text}\n${other.text}`, width);
      const letters = text.replace(/\W/g, '').toLowerCase();
      const words = readFailures(text).map(({ code }) =>
        code?.replace('graph:', '').replace(/\W/g, '').toLowerCase(),
      );
      return words.some((word) => word !== undefined && !letters.includes(word));
    });
    expect(madeUp).toEqual([]);
  });

  test('of random characters crashes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), samples, (noise, { text }) => {
        readFailures(`${noise}${text.slice(0, noise.length)}${noise}`);
      }),
      { numRuns: 500, seed: SEED },
    );
  });
});
