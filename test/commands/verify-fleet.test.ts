import { beforeEach, describe, expect, it } from 'vitest';
import type { FleetReport, Report } from '../../src/core/report.ts';
import { breakPractice } from '../../src/practice-tenant/index.ts';
import { parseResult } from '../../src/report/parse-result.ts';
import { type FleetBench, fleetBench, pathsOf } from './fleet-bench.ts';

const NO_APPS = { clientAppId: null, serverAppId: null };
let bench: FleetBench;

beforeEach(() => {
  bench = fleetBench();
});

const verifyAll = (...argv: readonly string[]) => bench.fleet('verify', ...argv);

/** The client app's id in a configuration. */
function idIn(path: string): string {
  return (JSON.parse(bench.files.get(path) ?? '{}') as { clientApp: { appId: string } }).clientApp.appId;
}

/** Graph's answer with one app in a form that nobody understands. */
async function withoutApp(response: Response, appId: string): Promise<Response> {
  const text = await response.text();
  const damaged = JSON.parse(text === '' ? 'null' : text, (_key, value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    'publicClient' in value &&
    Reflect.get(value, 'appId') === appId
      ? { ...value, publicClient: 7 }
      : value,
  );
  return new Response(JSON.stringify(damaged), { status: response.status, headers: response.headers });
}

describe('verify with several configurations', () => {
  it('judges each as verify alone does', async () => {
    bench.addConfig('envs/a.yaml', 1);
    bench.addConfig('envs/b.yaml', 2, { consent: 'missing', assignment: 'required', owners: 0 });
    const together = await verifyAll('envs/*.yaml');
    const alone = [];
    for (const path of ['envs/a.yaml', 'envs/b.yaml']) alone.push(await verifyAll(path));
    expect(together.results.map(({ checks }) => checks)).toEqual(alone.map(({ checks }) => checks));
  });

  it('totals the results and exits as the worst of them', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('b.yaml', 2, { consent: 'missing' });
    const { summary, exitCode, ok } = await verifyAll('a.yaml', 'b.yaml');
    expect({ exitCode, ok, fail: summary?.fail }).toEqual({ exitCode: 1, ok: false, fail: 2 });
  });

  it('writes a document that fits the published schema', async () => {
    bench.addConfig('a.yaml', 1);
    bench.files.set('b.yaml', 'version: 2\n');
    const document = await verifyAll('a.yaml', 'b.yaml');
    expect(parseResult(document)).toEqual(document);
  });

  it('goes on when a configuration cannot be read, and says why in its result', async () => {
    bench.addConfig('a.yaml', 1);
    bench.files.set('broken.yaml', 'version: 1\nclientAp: {}\n');
    const { results, exitCode } = await verifyAll('*.yaml', 'missing.yaml');
    const told = results.map(({ config, errors }) => [config, errors?.[0]?.code]);
    expect([exitCode, told]).toEqual([
      2,
      [
        ['a.yaml', undefined],
        ['broken.yaml', 'CONFIG_INVALID'],
        ['missing.yaml', 'CONFIG_INVALID'],
      ],
    ]);
  });

  it('is inconclusive, never passed, where the directory forbids reading', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('b.yaml', 2);
    breakPractice(bench.tenant.state, 'reads-forbidden', NO_APPS, bench.chance);
    const { results, exitCode } = await verifyAll('*.yaml');
    expect([exitCode, ...results.map((report) => report.exitCode)]).toEqual([3, 3, 3]);
  });

  it('lets a definite finding outrank what could not be judged', async () => {
    bench.addConfig('a.yaml', 1, { consent: 'missing' });
    bench.addConfig('b.yaml', 2);
    const closed = idIn('b.yaml');
    bench.tamper = async (response) => withoutApp(response, closed);
    const { results, exitCode } = await verifyAll('*.yaml');
    expect([exitCode, ...results.map((report) => report.exitCode)]).toEqual([1, 1, 3]);
  });

  it('signs in once for a tenant, whichever of its names the configurations use', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('b.yaml', 2);
    bench.moveTo('b.yaml', bench.tenant.state.tenant.id);
    const { results } = await verifyAll('*.yaml');
    const signIns = bench.tenant.log.filter(({ url }) => url.includes('/oauth2/v2.0/token'));
    expect([signIns.length, ...results.map(({ exitCode }) => exitCode)]).toEqual([1, 0, 0]);
  });

  it('fails the configurations of a tenant that cannot be signed in to, and judges the others', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('b.yaml', 2);
    bench.moveTo('b.yaml', 'fabrikam.com');
    const { results } = await verifyAll('*.yaml');
    expect(results.map(({ exitCode, checks }) => [exitCode === 0, checks !== undefined])).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it('keeps to 150 requests for 1,000 configurations', async () => {
    for (let index = 0; index < 1_000; index += 1) bench.addConfig(`envs/${index}.yaml`, index);
    const { results } = await verifyAll('envs/*.yaml');
    expect([results.length, bench.tenant.log.length <= 150]).toEqual([1_000, true]);
  });

  it.each([
    ['clean', { keyIds: 'kept' }],
    ['with something foreign on them', {}],
  ] as const)('asks no more where one in ten is found by its marker alone, %s', async (_how, shape) => {
    for (let index = 0; index < 200; index += 1)
      bench.addConfig(
        `envs/${index}.yaml`,
        index,
        index % 10 === 9 ? { ...shape, ids: 'none', owners: 0 } : {},
      );
    const { results } = await verifyAll('envs/*.yaml');
    const refused = results.filter(({ exitCode }) => exitCode === 2).length;
    expect([refused, bench.tenant.log.length <= 30]).toEqual(['keyIds' in shape ? 0 : 20, true]);
  });

  it('finishes while Microsoft Graph throttles, with the same verdicts', async () => {
    for (let index = 0; index < 50; index += 1) bench.addConfig(`envs/${index}.yaml`, index);
    const calm = await verifyAll('envs/*.yaml');
    breakPractice(bench.tenant.state, 'throttled', NO_APPS, bench.chance);
    const throttled = await verifyAll('envs/*.yaml');
    expect(throttled.results.map(({ checks }) => checks)).toEqual(calm.results.map(({ checks }) => checks));
  });
});

describe('verify --shard', () => {
  const six = ['1.yaml', '2.yaml', '3.yaml', '4.yaml', '5.yaml', '6.yaml'];
  beforeEach(() => {
    for (const [index, path] of six.entries()) bench.addConfig(path, index);
  });

  it('judges every configuration in exactly one part', async () => {
    const parts = [];
    for (const part of [1, 2, 3, 4]) parts.push(await verifyAll('*.yaml', '--shard', `${part}/4`));
    expect(parts.flatMap(pathsOf).toSorted()).toEqual(six);
  });

  it('splits alike however the files are named on the command line', async () => {
    const one = await verifyAll('*.yaml', '--shard', '2/3');
    const other = await verifyAll(...six.toReversed(), './1.yaml', '--shard', '2/3');
    expect(pathsOf(other)).toEqual(pathsOf(one));
  });

  it('gives parts that report merges into what one run finds', async () => {
    const whole = await verifyAll('*.yaml');
    await saveParts('1/2', '2/2');
    const merged = parseResult(await bench.runJson('report', 'part-1.json', 'part-2.json')) as FleetReport;
    expect([verdictsOf(merged), merged.shard, merged.errors]).toEqual([
      verdictsOf(whole),
      undefined,
      undefined,
    ]);
  });

  it('gives parts of which report misses the others', async () => {
    await saveParts('1/2');
    const { exitCode, errors } = (await bench.runJson('report', 'part-1.json')) as FleetReport;
    expect([exitCode, errors?.[0]?.title]).toEqual([3, 'Not every part of this run is here; missing: 2/2']);
  });

  async function saveParts(...shards: readonly string[]): Promise<void> {
    for (const [index, shard] of shards.entries()) {
      const { out } = await bench.run('verify', '*.yaml', '--shard', shard, '--practice', '--json');
      bench.files.set(`part-${index + 1}.json`, out);
    }
  }

  it.each(['0/4', '5/4', '1', '1/0', 'a/b', '-1/2'])('refuses %s', async (shard) => {
    const { exitCode } = await bench.run('verify', '*.yaml', `--shard=${shard}`, '--practice');
    expect(exitCode).toBe(2);
  });
});

describe('verify with a pattern', () => {
  it('refuses one that no file matches', async () => {
    expect((await bench.run('verify', 'nowhere/*.yaml', '--practice')).exitCode).toBe(2);
  });

  it('takes a file whose name looks like a pattern for that file', async () => {
    bench.addConfig('odd[1].yaml', 1);
    expect(pathsOf(await verifyAll('odd[1].yaml'))).toEqual(['odd[1].yaml']);
  });
});

function verdictsOf({ results, summary, exitCode }: FleetReport) {
  return { exitCode, summary, results: results.map(({ config, checks }: Report) => ({ config, checks })) };
}
