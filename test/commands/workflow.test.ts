import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { commandBench } from '../support/command.ts';

function benchWith(files: Readonly<Record<string, string>>) {
  const bench = commandBench();
  for (const [path, text] of Object.entries(files)) bench.files.set(path, text);
  return bench;
}

test('workflow: it gives each tenant that the configurations name jobs of its own, and loses no file', async () => {
  const bench = benchWith({
    'envs/a.yaml': 'version: 1\ntenant: contoso.com\n',
    'envs/b.yaml': 'version: 1\ntenant: fabrikam.com\n',
    'envs/broken.yaml': 'version: [',
  });
  const { out } = await bench.run('workflow', 'envs/*.yaml');
  const parts = parse(out).jobs.verify.strategy.matrix.include;
  expect(parts.map((part: { readonly configs: string }) => part.configs)).toEqual([
    'envs/a.yaml',
    'envs/b.yaml',
    'envs/broken.yaml',
  ]);
});

test('workflow: it keeps the pattern where one tenant is named, so that files added later are judged', async () => {
  const bench = benchWith({ 'envs/a.yaml': 'version: 1\ntenant: contoso.com\n' });
  const { out } = await bench.run('workflow', 'envs/*.yaml', '--platform', 'gitlab', '--cloud', 'usgov');
  expect(out).toContain("verify 'envs/*.yaml'");
  expect(out).toContain('aud: api://AzureADTokenExchangeUSGov');
});

test('workflow: it refuses a named file that is not there, and writes nothing', async () => {
  const bench = benchWith({ 'envs/a.yaml': 'version: 1\ntenant: contoso.com\n' });
  const { exitCode, err } = await bench.run(
    'workflow',
    'envs/a.yaml',
    'envs/nope.yaml',
    '--output',
    'ci.yml',
  );
  expect([exitCode, bench.files.has('ci.yml')]).toEqual([2, false]);
  expect(err).toContain('There is no file envs/nope.yaml.');
});

test('workflow: it refuses a platform that it does not know, with those that it knows', async () => {
  const { exitCode, err } = await commandBench().run('workflow', '--platform', 'jenkins');
  expect(exitCode).toBe(2);
  expect(err).toContain('github, gitlab, azure-devops');
});

/** The configurations of each job. */
function configsIn(out: string): readonly string[] {
  const parts: readonly { readonly configs: string }[] = parse(out).jobs.verify.strategy.matrix.include;
  return parts.map(({ configs }) => configs);
}

test('workflow: it judges the blueprint of --config beside the others that are named', async () => {
  const bench = benchWith({
    'a.yaml': 'version: 1\ntenant: contoso.com\n',
    'b.yaml': 'version: 1\ntenant: contoso.com\n',
  });
  const { out } = await bench.run('workflow', 'a.yaml', '--config', 'b.yaml');
  expect(configsIn(out)).toEqual(['b.yaml a.yaml']);
});

test('workflow: it judges the blueprint that the variable names where none is named otherwise', async () => {
  const bench = commandBench({ ENTRA_MCP_SETUP_CONFIG: 'b.yaml' });
  bench.files.set('b.yaml', 'version: 1\ntenant: contoso.com\n');
  const { out } = await bench.run('workflow');
  expect(configsIn(out)).toEqual(['b.yaml']);
});
