import { beforeEach, describe, expect, it } from 'vitest';
import type { FleetReport } from '../../src/core/report.ts';
import { breakPractice } from '../../src/practice-tenant/index.ts';
import { parseResult } from '../../src/report/parse-result.ts';
import { type FleetBench, fleetBench, pathsOf } from './fleet-bench.ts';

const NO_APPS = { clientAppId: null, serverAppId: null };
let bench: FleetBench;

beforeEach(() => {
  bench = fleetBench();
});

describe('plan of several configurations', () => {
  it('plans each as plan alone does', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('b.yaml', 2, { consent: 'missing' });
    const together = await bench.fleet('plan', 'a.yaml', 'b.yaml');
    const alone = [
      await bench.fleet('plan', '--config', 'a.yaml'),
      await bench.fleet('plan', '--config', 'b.yaml'),
    ];
    expect(together.results.map(({ plan }) => plan)).toEqual(alone.map(({ plan }) => plan));
  });

  it('counts at its top what there is to change', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('b.yaml', 2, { consent: 'missing' });
    const { totals, exitCode, ok } = await bench.fleet('plan', '*.yaml');
    expect([exitCode, ok, totals]).toMatchObject([
      0,
      true,
      { configurations: 2, exitCodes: { 0: 2 }, changed: 1, changes: 2 },
    ]);
  });

  it('writes a document that fits the published schema', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('b.yaml', 2, { consent: 'missing' });
    const document = await bench.fleet('plan', '*.yaml');
    expect(parseResult(document)).toEqual(document);
  });

  it.each([
    ['nothing to do', ['a.yaml', 'same.yaml'], 0],
    ['changes', ['a.yaml', 'b.yaml'], 2],
    ['an error beside changes', ['a.yaml', 'b.yaml', 'missing.yaml'], 1],
  ])('ends with --detailed-exitcode as one plan does: %s', async (_what, paths, expected) => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('same.yaml', 3);
    bench.addConfig('b.yaml', 2, { consent: 'missing' });
    const { exitCode } = await bench.run('plan', ...paths, '--detailed-exitcode', '--practice');
    expect(exitCode).toBe(expected);
  });

  it('says in words what is pending, and where', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('b.yaml', 2, { consent: 'missing' });
    const { out } = await bench.run('plan', '*.yaml', '--practice', '--detailed-exitcode');
    expect(out.replace(/\s+/g, ' ')).toContain(
      'exit 2: 2 changes pending in 1 of 2 configurations; 2 configurations ended: 1 with 0, 1 with 2',
    );
    expect(out).toMatch(/b\.yaml\s+2 changes/);
  });

  it.each(['sarif', 'codequality', 'github', 'junit'])(
    'is drift in %s, so that no report of it reads as clean',
    async (format) => {
      bench.addConfig('a.yaml', 1);
      bench.addConfig('b.yaml', 2, { consent: 'missing' });
      const { out } = await bench.run('plan', '*.yaml', '--practice', '--format', format);
      expect(out.match(/Grant MCP Client App access on MCP Server API/g)?.length).toBeGreaterThan(0);
      expect(out).toContain('b.yaml');
      if (format !== 'junit') expect(out).toContain('drift/client-app.admin-consent');
    },
  );

  it('signs in once and writes nothing', async () => {
    for (let index = 0; index < 30; index += 1)
      bench.addConfig(`${index}.yaml`, index, { consent: 'missing' });
    await bench.fleet('plan', '*.yaml');
    const signIns = bench.tenant.log.filter(({ url }) => url.includes('/oauth2/v2.0/token'));
    expect([signIns.length, bench.tenant.log.length < 12]).toEqual([1, true]);
  });

  it('refuses to save several plans as one', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('b.yaml', 2);
    const { exitCode, err } = await bench.run('plan', 'a.yaml', 'b.yaml', '--out', 'plan.json', '--practice');
    expect([exitCode, err]).toEqual([2, expect.stringContaining('--out plan.json holds the plan of one')]);
  });
});

describe('what is named on the command line', () => {
  it('is judged whether it stands behind --config or beside it', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('b.yaml', 2);
    expect(pathsOf(await bench.fleet('verify', '--config', 'a.yaml', 'b.yaml'))).toEqual([
      'a.yaml',
      'b.yaml',
    ]);
  });

  it('may be a folder, whose configurations are judged', async () => {
    bench.addConfig('envs/a.yaml', 1);
    bench.addConfig('envs/prod/entra-mcp.yaml', 2);
    bench.files.set('envs/notes.json', '{}');
    expect(pathsOf(await bench.fleet('verify', 'envs'))).toEqual(['envs/a.yaml', 'envs/prod/entra-mcp.yaml']);
  });

  it('may be a folder behind --config', async () => {
    bench.addConfig('envs/a.yaml', 1);
    bench.addConfig('envs/b.yaml', 2);
    for (const command of ['verify', 'plan', 'show'])
      expect(pathsOf(await bench.fleet(command, '--config', 'envs'))).toEqual(['envs/a.yaml', 'envs/b.yaml']);
  });

  it.each(['missing.yaml', 'nowhere'])('is an error where it is not there: %s', async (path) => {
    const { exitCode, err } = await bench.run('verify', path, '--practice');
    expect([exitCode, err]).toEqual([2, expect.stringContaining(`There is no file ${path}`)]);
  });

  it('may not contradict --tenant', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('b.yaml', 2);
    bench.moveTo('b.yaml', 'fabrikam.com');
    const { exitCode, err } = await bench.run(
      'verify',
      '*.yaml',
      '--tenant',
      'contoso.onmicrosoft.com',
      '--practice',
    );
    expect([exitCode, err]).toEqual([2, expect.stringContaining('b.yaml names fabrikam.com')]);
  });

  it('may name the tenant of --tenant by another of its names', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('b.yaml', 2);
    const { exitCode } = await bench.run(
      'verify',
      '*.yaml',
      '--tenant',
      bench.tenant.state.tenant.id,
      '--practice',
    );
    expect(exitCode).toBe(0);
  });

  it('may not all be held against one app', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('b.yaml', 2);
    const app = '11111111-2222-4333-8444-555555555555';
    const { exitCode, err } = await bench.run('verify', '*.yaml', '--client-app-id', app, '--practice');
    expect([exitCode, err]).toEqual([2, expect.stringContaining('--client-app-id names one app')]);
  });

  it('is told where two blueprints name the same app', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('c.yaml', 2);
    bench.files.set('b.yaml', bench.files.get('a.yaml') ?? '');
    const { hints, exitCode } = await bench.fleet('verify', '*.yaml');
    expect([exitCode, hints]).toEqual([
      0,
      [expect.stringMatching(/^2 apps are named by several blueprints: .* by a\.yaml, b\.yaml\.$/)],
    ]);
    expect((await bench.run('verify', '*.yaml', '--practice')).out).toContain(
      'Note: 2 apps are named by several',
    );
    for (const format of ['sarif', 'junit', 'github', 'markdown', 'html']) {
      const { out } = await bench.run('verify', '*.yaml', '--practice', '--format', format);
      expect([format, out.includes('2 apps are named by several')]).toEqual([format, true]);
    }
  });
});

describe('what several configurations cannot do', () => {
  it.each(['text', 'markdown', 'html'])('is said once in %s, with how many have it', async (format) => {
    bench = fleetBench({ AZURE_CLIENT_SECRET: '' });
    for (let index = 0; index < 9; index += 1) bench.addConfig(`${index}.yaml`, index);
    const { out } = await bench.run('verify', '*.yaml', '--practice', '--format', format);
    expect((out.match(/AZURE.{0,2}CLIENT.{0,2}SECRET/g) ?? []).length).toBeLessThanOrEqual(2);
    expect(out).toContain('9 configurations: 0.yaml, 1.yaml, 2.yaml and 6 more');
  });
});

describe('reading that is forbidden', () => {
  beforeEach(() => {
    bench.addConfig('a.yaml', 1);
    breakPractice(bench.tenant.state, 'reads-forbidden', NO_APPS, bench.chance);
  });

  it.each(['text', 'markdown', 'html'])('is one reason with what to grant, in %s', async (format) => {
    const { out } = await bench.run('verify', 'a.yaml', '--practice', '--format', format);
    expect(out).toMatch(/\d+ checks could not be judged/);
    expect(out.match(/Reading it needs/g)).toHaveLength(1);
    expect(out.replace(/\s+/g, ' ')).toContain(
      'An administrator grants Application.Read.All to who signs in.',
    );
  });

  it.each(['text', 'html'])(
    'is one line for each configuration of a fleet, and one for all that says what to grant, in %s',
    async (format) => {
      bench.addConfig('b.yaml', 2);
      const { out } = await bench.run('verify', '*.yaml', '--practice', '--format', format);
      expect(out.replace(/\s+/g, ' ').match(/Reading it needs Application/g)).toHaveLength(3);
      expect(out.replace(/\s+/g, ' ').match(/An administrator grants Application/g)).toHaveLength(1);
    },
  );
});

describe('the JSON of a fleet', () => {
  it('says once what its checks say alike, and keeps to 10 kB a configuration', async () => {
    for (let index = 0; index < 40; index += 1) bench.addConfig(`${index}.yaml`, index);
    const { out } = await bench.run(
      'verify',
      '*.yaml',
      '--practice',
      '--json',
      '--report',
      'json=fleet.json',
    );
    expect(out.length / 40).toBeLessThan(10_000);
    expect(out.match(/A null version means v1|issues v2 access tokens/g)?.length).toBeLessThanOrEqual(2);
    expect(JSON.parse(bench.files.get('fleet.json') ?? '').results).toHaveLength(40);
  });

  it('keeps findings whole', async () => {
    bench.addConfig('a.yaml', 1);
    bench.addConfig('b.yaml', 2, { consent: 'missing' });
    const { results } = (await bench.runJson('verify', '*.yaml', '--practice')) as FleetReport;
    const failed = results[1]?.checks?.filter(({ status }) => status === 'fail') ?? [];
    expect(failed.map(({ id, why, fix }) => [id, why !== '', fix !== null])).toEqual([
      ['client-app.admin-consent', true, true],
      ['server-api.graph-consent', true, true],
    ]);
  });
});
