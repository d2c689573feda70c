import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { renderWorkflow } from '../../src/emit/workflow.ts';
import { thrownBy } from './fixtures.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly shard: readonly number[] } };
  readonly steps: readonly Step[];
}

const TEXT = renderWorkflow({ version: '1.2.3', configs: ['envs/*.yaml', 'my file.yaml'], shards: 3 });
const WORKFLOW: {
  readonly permissions: unknown;
  readonly jobs: { readonly verify: Job; readonly report: Job };
} = parse(TEXT);
const STEPS = [...WORKFLOW.jobs.verify.steps, ...WORKFLOW.jobs.report.steps];

describe('the workflow', () => {
  it('spreads the configurations over a matrix and counts parts from 1', () => {
    expect(WORKFLOW.jobs.verify.strategy?.matrix.shard).toEqual([1, 2, 3]);
    expect(WORKFLOW.jobs.verify.steps.map(({ run }) => run).join()).toMatch(
      /--shard \$\{\{ matrix\.shard }}\/3/,
    );
  });

  it('leaves patterns to verify instead of the shell', () => {
    expect(TEXT).toContain("verify 'envs/*.yaml' 'my file.yaml'");
  });

  it('runs one version of this program and every action by commit', () => {
    const runs = STEPS.flatMap(({ run }) => (run === undefined ? [] : [run]));
    expect(runs.every((run) => run.includes('entra-mcp-setup@1.2.3 '))).toBe(true);
    const actions = STEPS.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
    expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  it('asks for no more permissions than each job needs', () => {
    expect(WORKFLOW.permissions).toEqual({});
    expect(WORKFLOW.jobs.verify.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(WORKFLOW.jobs.report.permissions).toEqual({ contents: 'read', 'security-events': 'write' });
  });

  it('signs in without a secret', () => {
    expect(TEXT).toContain('--auth github-oidc');
    expect(TEXT).not.toContain('secrets.');
  });

  it('keeps what a failed part found', () => {
    const upload = WORKFLOW.jobs.verify.steps.find(({ uses }) => uses?.includes('upload-artifact'));
    expect(upload).toMatchObject({ if: 'always()' });
  });

  it('merges all parts into one report', () => {
    const download = WORKFLOW.jobs.report.steps.find(({ uses }) => uses?.includes('download-artifact'));
    expect(download?.with).toMatchObject({ pattern: 'verify-*', path: 'parts', 'merge-multiple': true });
    expect(WORKFLOW.jobs.report.steps.map(({ run }) => run).join()).toContain('report parts/*.json');
  });

  it.each([0, 257, 1.5])('is refused for %d parts', async (shards) => {
    expect(
      await thrownBy(() => renderWorkflow({ version: '1.0.0', configs: ['a.yaml'], shards })),
    ).toMatchObject({ code: 'USAGE' });
  });

  it('is refused for a file name that the runner would evaluate', async () => {
    const configs = [`$${'{'}{ secrets.X }}.yaml`];
    expect(await thrownBy(() => renderWorkflow({ version: '1.0.0', configs, shards: 1 }))).toMatchObject({
      code: 'USAGE',
    });
  });
});
