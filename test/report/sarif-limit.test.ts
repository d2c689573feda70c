import { gzipSync } from 'node:zlib';
import type { Log, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import { CHECK_IDS } from '../../src/core/check.ts';
import type { FleetReport, Report, Status, Verdict } from '../../src/core/report.ts';
import { sarifPieces } from '../../src/report/sarif.ts';
import { joined } from './joined.ts';
import { verdictOf } from './sample-ids.ts';
import { fleetReport, healthyReport } from './samples.ts';

/** What code scanning takes of one upload (GitHub, "SARIF results exceed limits" and "SARIF file is too large"). */
const TAKEN = { results: 25_000, rules: 25_000, gzipped: 10_000_000 };

function fleetOf(count: number, checksOf: (index: number) => readonly Verdict[]): FleetReport {
  const results = Array.from(
    { length: count },
    (_, index): Report => healthyReport({ config: `envs/${index}.yaml`, checks: checksOf(index) }),
  );
  return { ...fleetReport(0), results };
}

const all = (status: Status) => CHECK_IDS.map((id) => verdictOf(id, status));

function sarifOf(document: FleetReport): { readonly run: Run; readonly text: string } {
  const text = joined(sarifPieces(document));
  const [run] = (JSON.parse(text) as Log).runs;
  if (!run) throw new Error('no run');
  return { run, text };
}

const levels = (run: Run, level: string) => (run.results ?? []).filter((one) => one.level === level);

describe('the SARIF of a fleet above what code scanning takes', () => {
  const failing = verdictOf('server-api.scope', 'fail');
  const unread = all('unknown').filter(({ id }) => id !== failing.id);
  const document = fleetOf(600, (index) => (index % 2 === 0 ? [...unread, failing] : unread));
  const { run, text } = sarifOf(document);

  it('keeps to the limits of an upload', () => {
    expect(run.results?.length).toBeLessThanOrEqual(TAKEN.results);
    expect(run.tool.driver.rules?.length).toBeLessThanOrEqual(TAKEN.rules);
    expect(gzipSync(text).length).toBeLessThan(TAKEN.gzipped);
  });

  it('keeps every failure by itself, the last too', () => {
    expect(levels(run, 'error')).toHaveLength(300);
    expect(JSON.stringify(levels(run, 'error').at(-1)?.locations)).toContain('envs/598.yaml');
  });

  it('has a result of each rule for what does not stand by itself, with how many', () => {
    const together = levels(run, 'note').filter(({ message }) =>
      /results? of this rule in one/.test(message.text ?? ''),
    );
    const alone = levels(run, 'note').length - together.length;
    const counts = together.map(({ message }) => Number(/^(\d+) /.exec(message.text ?? '')?.[1]));
    expect(counts.reduce((sum, count) => sum + count, alone)).toBe(600 * unread.length);
    expect(new Set(together.map(({ ruleId }) => ruleId)).size).toBe(together.length);
  });

  it('says so in the run', () => {
    const told = run.invocations?.[0]?.toolExecutionNotifications?.find(
      ({ descriptor }) => descriptor?.id === 'RESULTS_TOGETHER',
    );
    expect(told?.message.text).toContain(
      `${(600 * unread.length + 300).toLocaleString('en')} results were found`,
    );
  });

  it('says once a check, of how many configurations, what could not be judged', () => {
    const told = (run.invocations?.[0]?.toolExecutionNotifications ?? []).filter(
      ({ descriptor }) => descriptor?.id === 'UNKNOWN',
    );
    expect(told).toHaveLength(unread.length);
    expect(told.every(({ message }) => message.text?.startsWith('600 configurations: '))).toBe(true);
  });

  it('gives the same alerts when the fleet is judged again', () => {
    const ids = (one: Run) =>
      one.results?.map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash);
    expect(ids(sarifOf(document).run)).toEqual(ids(run));
  });
});

it('leaves the SARIF of a fleet within the limits as it is', () => {
  const { run } = sarifOf(fleetOf(500, () => [verdictOf('server-api.scope', 'fail')]));
  expect([run.results?.length, run.invocations?.[0]?.toolExecutionNotifications]).toEqual([500, []]);
});

it('tells of failures above the limit with how many, and never drops them', () => {
  const { run } = sarifOf(fleetOf(600, () => all('fail')));
  const together = (run.results ?? []).filter(({ message }) =>
    /of this rule in one/.test(message.text ?? ''),
  );
  const sum = together.reduce(
    (total, { message }) => total + Number(/^(\d+)/.exec(message.text ?? '')?.[1]),
    0,
  );
  expect(sum + (run.results?.length ?? 0) - together.length).toBe(600 * CHECK_IDS.length);
  expect(together.every(({ level }) => level === 'error')).toBe(true);
});
