import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { renderWorkflow, type WorkflowRequest } from '../../src/emit/workflow.ts';
import { WORKFLOW_PLATFORMS } from '../../src/emit/workflow-platforms.ts';
import { thrownBy } from './fixtures.ts';
import { githubTroubles, gitlabJobs } from './workflow-check.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly include: readonly Readonly<Record<string, string>>[] } };
  readonly if?: string;
  readonly steps: readonly Step[];
}

const BASE: WorkflowRequest = {
  platform: 'github',
  version: '1.2.3',
  configs: ['envs/*.yaml', 'my file.yaml'],
  tenants: [],
  shards: 3,
};
const TWO_TENANTS: WorkflowRequest['tenants'] = [
  { tenant: 'contoso.com', cloud: 'public', configs: ['envs/a.yaml', 'envs/c d.yaml'] },
  { tenant: 'fabrikam.us', cloud: 'usgov', configs: ['envs/b.yaml'] },
];
const TEXT = renderWorkflow(BASE);
const WORKFLOW: {
  readonly permissions: unknown;
  readonly on: unknown;
  readonly jobs: { readonly verify: Job; readonly report: Job };
} = parse(TEXT);
const STEPS = [...WORKFLOW.jobs.verify.steps, ...WORKFLOW.jobs.report.steps];

describe('the workflow', () => {
  it('spreads the configurations over a matrix and counts parts from 1', () => {
    const parts = WORKFLOW.jobs.verify.strategy?.matrix.include.map(({ shard }) => shard);
    expect(parts).toEqual(['1/3', '2/3', '3/3']);
    expect(WORKFLOW.jobs.verify.steps.map(({ run }) => run).join()).toMatch(
      /--shard \$\{\{ matrix\.shard }}/,
    );
  });

  it('leaves patterns to verify instead of the shell', () => {
    expect(WORKFLOW.jobs.verify.strategy?.matrix.include[0]?.configs).toBe("'envs/*.yaml' 'my file.yaml'");
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
    expect(WORKFLOW.jobs.report.permissions).toEqual({
      actions: 'read',
      contents: 'read',
      'security-events': 'write',
    });
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
    expect(await thrownBy(() => renderWorkflow({ ...BASE, configs: ['a.yaml'], shards }))).toMatchObject({
      code: 'USAGE',
    });
  });

  it('is refused for a file name that the runner would evaluate', async () => {
    const configs = [`$${'{'}{ secrets.X }}.yaml`];
    expect(await thrownBy(() => renderWorkflow({ ...BASE, configs, shards: 1 }))).toMatchObject({
      code: 'USAGE',
    });
  });

  it('does not turn red where code scanning is not available', () => {
    const upload = WORKFLOW.jobs.report.steps.find(({ uses }) => uses?.includes('upload-sarif'));
    expect(upload).toMatchObject({ 'continue-on-error': true });
  });

  it('writes the job summary in the form that is cut to what GitHub takes', () => {
    const merge = WORKFLOW.jobs.report.steps.map(({ run }) => run).join();
    expect(merge).toContain('--format github');
    expect(merge).not.toContain('GITHUB_STEP_SUMMARY');
  });

  it('judges pull requests of the repository itself, where a token is given', () => {
    expect(WORKFLOW.on).toMatchObject({ pull_request: { branches: ['main'] } });
    expect(WORKFLOW.jobs.verify.if).toContain('head.repo.full_name == github.repository');
  });

  it('signs in to each tenant with the client id of its own', () => {
    const { jobs } = parse(renderWorkflow({ ...BASE, tenants: TWO_TENANTS, shards: 1 }));
    expect(jobs.verify.strategy.matrix.include).toMatchObject([
      {
        tenant_id: 'contoso.com',
        client_id: 'AZURE_CLIENT_ID_CONTOSO_COM',
        configs: "envs/a.yaml 'envs/c d.yaml'",
      },
      { tenant_id: 'fabrikam.us', client_id: 'AZURE_CLIENT_ID_FABRIKAM_US', configs: 'envs/b.yaml' },
    ]);
  });
});

const VARIANTS: readonly Partial<WorkflowRequest>[] = [
  { shards: 1 },
  {},
  { tenants: TWO_TENANTS, shards: 2 },
  { tenants: TWO_TENANTS, shards: 1, auth: 'environment' },
  { auth: 'managed-identity', cloud: 'china', tenant: 'contoso.cn' },
];

describe.each(WORKFLOW_PLATFORMS)('the file for %s', (platform) => {
  it.each(VARIANTS)('carries how to sign in and where, with %o', (variant) => {
    const text = renderWorkflow({ ...BASE, ...variant, platform });
    expect(() => parse(text)).not.toThrow();
    expect(text).toContain(variant.auth === undefined ? '--no-input --auth' : `--auth ${variant.auth}`);
    if (variant.cloud) expect(text).toContain('--cloud china --tenant contoso.cn');
    expect(text.includes('AZURE_CLIENT_SECRET')).toBe(variant.auth === 'environment');
  });

  it('is refused for a way to sign in that needs a person', async () => {
    expect(await thrownBy(() => renderWorkflow({ ...BASE, platform, auth: 'device-code' }))).toMatchObject({
      code: 'USAGE',
    });
  });
});

describe('a linter of others', () => {
  it.each(VARIANTS)('finds nothing in the workflow for GitHub with %o', async (variant) => {
    expect(await githubTroubles(renderWorkflow({ ...BASE, ...variant }))).toEqual([]);
  });

  it('would find a permission that does not exist', async () => {
    expect(await githubTroubles(TEXT.replace('actions: read', 'action: read'))).not.toEqual([]);
  });

  it.each(VARIANTS)('makes jobs of the file for GitLab with %o', async (variant) => {
    const jobs = await gitlabJobs(renderWorkflow({ ...BASE, ...variant, platform: 'gitlab' }));
    expect(jobs.map(({ name }) => name)).toContain('report');
  });

  it('would refuse a key that GitLab does not know', async () => {
    const text = renderWorkflow({ ...BASE, platform: 'gitlab' });
    await expect(gitlabJobs(text.replace('expose_as:', 'expose:'))).rejects.toThrow();
  });
});

describe('the time of a job', () => {
  it.each(WORKFLOW_PLATFORMS)(
    'is longer than the run gives itself, so that reports are kept: %s',
    (platform) => {
      const text = renderWorkflow({ ...BASE, platform, tenants: TWO_TENANTS });
      const minutes = (found: RegExp) => [...text.matchAll(found)].map(([, number]) => Number(number));
      const limits = minutes(/(?:timeout-minutes|timeoutInMinutes|timeout): (\d+)/g);
      const deadlines = minutes(/--deadline (\d+)m/g);
      expect(deadlines.length).toBe(limits.length);
      expect(limits.map((limit, at) => limit - (deadlines[at] ?? 0))).toEqual(limits.map(() => 5));
    },
  );
});

it('hands the Code Quality report to the merge requests of GitLab', () => {
  const { report } = parse(renderWorkflow({ ...BASE, platform: 'gitlab' }));
  const { codequality } = report.artifacts.reports;
  expect(report.script.join()).toContain(`--report codequality=${codequality}`);
});
