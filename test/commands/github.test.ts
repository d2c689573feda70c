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
