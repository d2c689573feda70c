import { expect, test } from 'vitest';
import { setUpDesk } from '../support/desk.ts';

const env = { GITHUB_WORKSPACE: '/', GITHUB_STEP_SUMMARY: 'summary.md' };

test('GitHub is shown one job summary and paths from the root of the checkout, in a file as in the log', async () => {
  const desk = await setUpDesk();
  desk.break('v1-tokens');
  const { out } = await desk.run('verify --practice --format github', { env });
  const summary = desk.disk.text('summary.md');
  expect(out).toContain('::error file=desk/entra-mcp.yaml,line=');
  expect(summary).toContain('| FAIL | `server-api.token-version` |');

  desk.disk.put('summary.md', '');
  await desk.run('verify --practice --report github=log.txt --report sarif=verify.sarif', { env });
  expect(desk.disk.text('log.txt').replaceAll('npx entra', 'entra')).toBe(out);
  expect(desk.disk.text('verify.sarif')).toContain('"uri": "desk/entra-mcp.yaml"');
  expect(desk.disk.text('summary.md').split('# entra-mcp-setup ').length).toBe(2);
});

test('GitHub is shown the path as it is for a configuration outside of the checkout', async () => {
  const desk = await setUpDesk();
  desk.break('v1-tokens');
  const { out } = await desk.run('verify --practice --format github', { env: { GITHUB_WORKSPACE: '/repo' } });
  expect(out).toContain('::error file=entra-mcp.yaml,line=');
});

test('the job summary of 200 configurations that nobody may read: it stays below what GitHub takes', async () => {
  const desk = await setUpDesk();
  await desk.run('verify --practice --report json=one.json');
  const one = JSON.parse(desk.disk.text('one.json'));
  // Each for a reason of its own, so that no grouping makes it small.
  const results = Array.from({ length: 200 }, (_, index) => ({
    ...one,
    ok: false,
    exitCode: 3,
    config: `envs/${index}.yaml`,
    checks: one.checks.map((check: { readonly id: string }) => ({
      ...check,
      status: 'unknown',
      message: `Reading ${check.id} of ${index} is forbidden. ${'It needs Application.Read.All. '.repeat(9)}`,
    })),
  }));
  const { checks: _checks, target: _target, ...totals } = one;
  desk.disk.put('fleet.json', JSON.stringify({ ...totals, ok: false, exitCode: 3, results }));
  const { exitCode } = await desk.run('report fleet.json --format github', { env });
  const summary = desk.disk.text('summary.md');
  expect(exitCode).toBe(3);
  expect(summary).toContain('envs/0.yaml');
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
});

test('the results of jobs of several tenants: they are merged, whether of one configuration or of many', async () => {
  const desk = await setUpDesk();
  const blueprint = desk.disk.text('entra-mcp.yaml');
  for (const name of ['a.yaml', 'b.yaml', 'c.yaml']) desk.disk.put(name, blueprint);
  await desk.run('verify a.yaml --practice --report json=verify-1-1.json');
  await desk.run('verify b.yaml c.yaml --practice --report json=verify-2-1.json');
  const { exitCode, out } = await desk.run('report verify-1-1.json verify-2-1.json --json');
  const configs = JSON.parse(out).results.map(({ config }: { readonly config: string }) => config);
  expect([exitCode, configs.toSorted()]).toEqual([0, ['a.yaml', 'b.yaml', 'c.yaml']]);
});
