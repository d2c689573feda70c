import { describe, expect, it } from 'vitest';
import { reportsOf } from '../../src/report/documents.ts';
import { packing } from '../../src/report/packing.ts';
import { ALL_SAMPLES } from './all-samples.ts';
import { verdictOf } from './sample-ids.ts';
import { healthyReport } from './samples.ts';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const reports = Object.values(ALL_SAMPLES).flatMap(reportsOf);

describe('packed reports', () => {
  it('are made again as they were, in their order', () => {
    const { pack, unpacked } = packing();
    expect(plain(unpacked(reports.map(pack)))).toEqual(plain(reports));
  });

  it('hold a verdict that is like one before in a few characters', () => {
    const { pack } = packing();
    const checks = [verdictOf('server-api.scope', 'pass'), verdictOf('server-api.token-version', 'pass')];
    const lengths = ['a.yaml', 'b.yaml']
      .map((config) => healthyReport({ config, checks }))
      .map((report) => pack(report).packed.length - JSON.stringify({ ...report, checks: [] }).length);
    expect(lengths.every((length) => length < 10)).toBe(true);
  });

  it('hold of a verdict that differs no more than how it differs', () => {
    const { pack, unpacked } = packing();
    const usual = verdictOf('server-api.scope', 'fail');
    const other = { ...usual, message: 'Another scope.' };
    const [first, second] = [usual, other].map((one) => pack(healthyReport({ checks: [one] })));
    expect(second?.packed).toContain('Another scope.');
    expect([
      (second?.packed.length ?? 0) - (first?.packed.length ?? 0) < 50,
      unpacked(second ? [second] : [])[0]?.checks,
    ]).toEqual([true, [other]]);
  });

  it('give verdicts that are alike as one object', () => {
    const { pack, unpacked } = packing();
    const checks = [verdictOf('server-api.scope', 'pass')];
    const list = unpacked([healthyReport({ checks }), healthyReport({ checks })].map(pack));
    expect(list[0]?.checks?.[0]).toBe(list[1]?.checks?.[0]);
  });
});
