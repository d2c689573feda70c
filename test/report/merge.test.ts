import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../src/core/report.ts';
import { renderFormat } from '../../src/report/formats.ts';
import { mergeResults, worstExitCode } from '../../src/report/merge.ts';
import { resultSchema } from '../../src/report/result-schema.ts';
import { SEED } from '../support/for-all.ts';
import { STARTED_AT } from './sample-ids.ts';
import { hopsReport } from './sample-stories.ts';
import { fleetReport, healthyReport, verifyReport } from './samples.ts';

const fleet = fleetReport(9);
/** The fleet in three parts, as `--shard` makes them. */
const shards = [0, 1, 2].map((part) => ({
  ...fleet,
  shard: { index: part + 1, count: 3 },
  results: fleet.results.filter((_, index) => index % 3 === part),
}));
const passed = (index: number, count: number) => ({
  ...fleet,
  exitCode: 0,
  shard: { index, count },
  results: [healthyReport({ config: `${index}.yaml` })],
});

describe('merging', () => {
  it('adds up what the parts counted', () => {
    const checks = fleet.results.flatMap((report) => report.checks ?? []);
    expect(mergeResults(shards).summary).toEqual(summaryOf(checks));
  });

  it('holds every configuration once, by name', () => {
    const configs = mergeResults(shards).results.map(({ config }) => config);
    expect(configs).toEqual(fleet.results.map(({ config }) => config));
  });

  it('does not depend on the order of the files', () => {
    const parts = [...shards, verifyReport(), healthyReport({ config: 'z.yaml' })];
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), (shuffled) => {
        expect(JSON.stringify(mergeResults(shuffled))).toBe(JSON.stringify(mergeResults(parts)));
      }),
      { numRuns: 20, seed: SEED },
    );
  });

  it('takes the newest report of a configuration', () => {
    const newer = healthyReport({ startedAt: '2026-11-24T00:00:00.000Z' });
    const merged = mergeResults([newer, verifyReport()]);
    expect(merged.results).toEqual([newer]);
    expect(merged.exitCode).toBe(0);
  });

  it('keeps reports of different apps apart when none has a configuration', () => {
    const { config: _one, ...first } = verifyReport();
    const { config: _two, target, ...rest } = healthyReport();
    const second = { ...rest, ...(target && { target: { ...target, serverApi: null } }) };
    expect(mergeResults([first, second]).results).toHaveLength(2);
  });

  it('starts when the first part started and lasts as long as all of them', () => {
    const merged = mergeResults([
      verifyReport({ config: 'a', startedAt: '2026-11-25T00:00:00.000Z' }),
      verifyReport({ config: 'b' }),
    ]);
    expect([merged.startedAt, merged.durationMs]).toEqual([STARTED_AT, 1624]);
  });

  it('keeps the errors of a part that failed as a whole, with its exit code', () => {
    const error = {
      code: 'NOT_SIGNED_IN',
      title: 'Nobody is signed in',
      detail: null,
      aadsts: null,
      correlationId: null,
      retryable: false,
      nextSteps: [],
    };
    const merged = mergeResults([{ ...fleet, exitCode: 4, errors: [error], results: [] }, healthyReport()]);
    expect([merged.errors, merged.exitCode]).toEqual([[error], 4]);
  });

  it('is inconclusive while parts of a run are missing, and names them', () => {
    const merged = mergeResults([passed(2, 4), passed(3, 4)]);
    expect([merged.exitCode, merged.ok, merged.errors?.[0]?.title]).toEqual([
      3,
      false,
      'Not every part of this run is here; missing: 1/4, 4/4',
    ]);
    expect(resultSchema.safeParse(merged).error).toBeUndefined();
  });

  it('lets a finding outrank a missing part', () => {
    expect(mergeResults(shards.slice(0, 2)).exitCode).toBe(1);
  });

  it('passes when all parts did', () => {
    const merged = mergeResults([passed(2, 2), passed(1, 2)]);
    expect([merged.exitCode, merged.errors]).toEqual([0, undefined]);
  });

  it.each([
    ['a part twice', [passed(1, 2), passed(1, 2)], /Part 1 of 2 is given twice/],
    ['parts of different runs', [passed(1, 2), passed(2, 3)], /a part of 2, another a part of 3/],
  ])('refuses %s', (_what, parts, message) => {
    expect(() => mergeResults(parts)).toThrow(message);
  });

  it('is a valid result itself', () => {
    expect(resultSchema.safeParse(JSON.parse(JSON.stringify(mergeResults(shards)))).error).toBeUndefined();
  });

  it('refuses to merge nothing', () => {
    expect(() => mergeResults([])).toThrow('There is no result to merge.');
  });
});

describe('a failed walk of the chain among others', () => {
  const { config: _config, ...test } = hopsReport();
  const merged = mergeResults([test, healthyReport({ config: 'a.yaml' })]);

  it.each([
    ['text', /^FAIL +Contoso Ltd +on-behalf-of exchange failed\n +FAIL +obo: AADSTS7000215: the client/m],
    ['markdown', /^\| `Contoso Ltd` \| 1 \| on-behalf-of exchange failed \|$/m],
    ['html', / FAIL<\/span>.*on-behalf-of exchange failed/],
  ] as const)('is told as such in %s', async (format, expected) => {
    const text = await renderFormat(format, merged);
    expect(text).toMatch(expected);
    expect(text).toContain('a hop of the chain failed');
  });

  it('is explained in markdown', async () => {
    expect(await renderFormat('markdown', merged)).toContain('### The chain');
  });
});

describe('the exit code of several', () => {
  it.each([
    ['a finding over what could not be judged', [0, 3, 1], 1],
    ['a finding over a service that was away', [7, 1, 0], 1],
    ['a service that was away over inconclusive', [3, 7], 7],
    ['inconclusive over success', [0, 3], 3],
    ['a finding over a wrong configuration', [1, 2], 1],
    ['a finding over a sign-in that failed', [4, 1], 1],
    ['a wrong configuration over no sign-in', [4, 2], 2],
    ['no sign-in over missing rights', [5, 4], 4],
    ['missing rights over a service that was away', [7, 5], 5],
    ['our bug over all but a finding', [6, 70, 2], 70],
    ['an interruption over everything', [1, 130, 70], 130],
    ['a code nobody knows over everything', [70, 99], 99],
    ['success for none', [], 0],
  ])('is %s', (_what, codes, expected) => {
    expect(worstExitCode(codes)).toBe(expected);
  });

  it('never is 0 when one of them is not', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 70, 130, 143)), (codes) => {
        expect(worstExitCode(codes) === 0).toBe(codes.every((code) => code === 0));
      }),
      { seed: SEED },
    );
  });
});
