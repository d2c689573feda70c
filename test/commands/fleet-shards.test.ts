import { beforeEach, describe, expect, it } from 'vitest';
import type { FleetReport, Report } from '../../src/core/report.ts';
import { parseResult } from '../../src/report/parse-result.ts';
import { type FleetBench, fleetBench, pathsOf } from './fleet-bench.ts';

let bench: FleetBench;

beforeEach(() => {
  bench = fleetBench();
});

describe('verify --shard with several tenants', () => {
  const TENANTS = ['one.example.com', 'two.example.com', 'three.example.com'];

  beforeEach(() => {
    for (let index = 0; index < 12; index += 1) {
      bench.addConfig(`${index}.yaml`, index);
      bench.moveTo(`${index}.yaml`, TENANTS[index % 3] ?? '');
    }
  });

  async function parts(count: number): Promise<readonly (readonly (string | undefined)[])[]> {
    const found = [];
    for (let index = 1; index <= count; index += 1)
      found.push(pathsOf(await bench.fleet('verify', '*.yaml', '--shard', `${index}/${count}`)));
    return found;
  }

  const tenantsIn = (paths: readonly (string | undefined)[]) =>
    new Set(paths.map((path) => Number.parseInt(path ?? '', 10) % 3));

  it('gives each part whole tenants where there are enough of them', async () => {
    expect((await parts(3)).map((paths) => [paths.length, tenantsIn(paths).size])).toEqual([
      [4, 1],
      [4, 1],
      [4, 1],
    ]);
  });

  it('splits the largest where there are more parts', async () => {
    const found = await parts(4);
    expect(found.map((paths) => tenantsIn(paths).size)).toEqual([1, 1, 1, 1]);
    expect(found.map((paths) => paths.length).toSorted()).toEqual([2, 2, 4, 4]);
  });
});

describe('--deadline', () => {
  beforeEach(() => {
    for (let index = 0; index < 3; index += 1)
      bench.addConfig(`${index}.yaml`, index, { consent: 'missing' });
  });

  /** Graph answers nothing but "slow down" from then on. */
  function throttleAfter(requests: number): void {
    let sent = 0;
    bench.tamper = async (response) => {
      sent += 1;
      if (sent <= requests) return response;
      return new Response('{}', { status: 429, headers: { 'retry-after': '20' } });
    };
  }

  it('leaves what is not judged by then unknown, with its reports written', async () => {
    throttleAfter(1);
    const run = await bench.run(
      'verify',
      '*.yaml',
      '--practice',
      '--deadline',
      '1m',
      '--json',
      '--report',
      'junit=r.xml',
    );
    const { results, exitCode } = parseResult(JSON.parse(run.out)) as FleetReport;
    const statuses = results.flatMap(({ checks = [] }) => checks.map(({ status }) => status));
    const judged = statuses.filter((status) => status !== 'manual');
    expect([run.exitCode, exitCode, new Set(judged)]).toEqual([3, 3, new Set(['unknown'])]);
    expect(bench.files.get('r.xml')).toContain('Not judged before the deadline of 60 s.');
  });

  it('keeps what one configuration showed by then, and leaves only the rest unknown', async () => {
    throttleAfter(2);
    const { out, exitCode } = await bench.run(
      'verify',
      '0.yaml',
      '--practice',
      '--deadline',
      '30s',
      '--json',
      '--report',
      'markdown=r.md',
    );
    const { checks = [] } = parseResult(JSON.parse(out)) as Report;
    const unknown = checks.filter(({ status }) => status === 'unknown');
    expect([exitCode, checks.filter(({ status }) => status === 'pass').length > 15]).toEqual([3, true]);
    expect(unknown.map(({ id }) => id)).toContain('client-app.admin-consent');
    expect(new Set(unknown.map(({ message }) => message))).toEqual(
      new Set(['Not judged before the deadline of 30 s.']),
    );
    expect(bench.files.get('r.md')).toContain('Not judged before the deadline of 30 s');
  });

  it('ends with 1 where what was read by then is a finding', async () => {
    const { clientApp } = JSON.parse(bench.files.get('0.yaml') ?? '');
    const text = bench.files.get('0.yaml')?.replaceAll(clientApp.redirectUris[0], 'http://127.0.0.1:9/other');
    bench.files.set('0.yaml', text ?? '');
    throttleAfter(2);
    const { exitCode } = await bench.run('verify', '0.yaml', '--practice', '--deadline', '30s');
    expect(exitCode).toBe(1);
  });

  it('counts from the start, sign-in included', async () => {
    throttleAfter(0);
    const before = bench.clock.now().getTime();
    const { exitCode } = await bench.run('verify', '0.yaml', '--practice', '--deadline', '30s');
    expect([exitCode, bench.clock.now().getTime() - before <= 31_000]).toEqual([3, true]);
  });

  it('keeps the findings that are known by then', async () => {
    bench.moveTo('2.yaml', bench.tenant.state.tenant.id);
    bench.addConfig('3.yaml', 4);
    bench.moveTo('3.yaml', 'fabrikam.com');
    throttleAfter(7);
    const { exitCode, results } = await bench.fleet('verify', '*.yaml', '--deadline', '45s');
    expect([exitCode, results.length, results[0]?.exitCode]).toEqual([1, 4, 1]);
  });

  it('does not pass for a plan that was made', async () => {
    throttleAfter(1);
    const { exitCode, results } = await bench.fleet('plan', '*.yaml', '--deadline', '45s');
    expect([exitCode, results.map(({ errors }) => errors?.[0]?.code)]).toEqual([
      3,
      ['INCONCLUSIVE', 'INCONCLUSIVE', 'INCONCLUSIVE'],
    ]);
  });

  it.each(['0s', 'soon'])('refuses %s', async (deadline) => {
    expect((await bench.run('verify', '0.yaml', '--practice', '--deadline', deadline)).exitCode).toBe(2);
  });
});

describe('many tenants', () => {
  beforeEach(() => {
    for (let index = 0; index < 30; index += 1) {
      bench.addConfig(`${index}.yaml`, index);
      bench.moveTo(`${index}.yaml`, `tenant-${index}.example.com`);
    }
  });

  it('are read several at a time, and told in the order of their files', async () => {
    let [now, most] = [0, 0];
    bench.watch = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
    };
    const document = await bench.fleet('verify', '*.yaml');
    expect([most, pathsOf(document)]).toEqual([4, pathsOf(document).toSorted()]);
  });

  it('are waited for once where they do not answer, not one after the other', async () => {
    bench.tamper = async () => new Response('{}', { status: 503 });
    const before = bench.clock.now().getTime();
    const { results } = await bench.fleet('verify', '*.yaml', '--max-wait', '60s');
    expect(bench.clock.now().getTime() - before).toBeLessThanOrEqual(70_000);
    expect(results.every(({ ok }) => !ok)).toBe(true);
  });
});
