import azureTemplate from '../../templates/azure-pipelines.yml.eta?raw';
import githubTemplate from '../../templates/github-workflow.yml.eta?raw';
import gitlabTemplate from '../../templates/gitlab-ci.yml.eta?raw';
import { CLOUDS, type Cloud } from '../core/cloud.ts';
import { shellWord } from '../core/shell-word.ts';
import { SetupError } from '../errors.ts';
import { fill } from './template.ts';
import { jobsOf, type WorkflowTenant } from './workflow-jobs.ts';
import type { WorkflowPlatform } from './workflow-platforms.ts';

/** Actions by commit, since a tag can be moved; the comment is what update bots read. All run on Node 24. */
const ACTIONS = {
  checkout: 'actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2',
  setupNode: 'actions/setup-node@6044e13b5dc448c55e2357c09f80417699197238 # v6.2.0',
  uploadArtifact: 'actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f # v6.0.0',
  downloadArtifact: 'actions/download-artifact@37930b1c2abaa49bbe596cd826c3c89aef350131 # v7.0.0',
  uploadSarif: 'github/codeql-action/upload-sarif@9e907b5e64f6b83e7804b09294d44122997950d6 # v4.32.3',
} as const;

/** By platform: its template, the most jobs it starts at once, the ways to sign in (the first is the default), and what it would evaluate in a text. */
const PLATFORM_TRAITS = {
  github: {
    title: 'GitHub',
    template: githubTemplate,
    mostJobs: 256,
    auths: ['github-oidc', 'workload-identity', 'managed-identity', 'environment'],
    evaluates: /\$\{\{/u,
  },
  gitlab: {
    title: 'GitLab',
    template: gitlabTemplate,
    mostJobs: 200,
    auths: ['workload-identity', 'managed-identity', 'environment'],
    evaluates: /\$\[\[/u,
  },
  'azure-devops': {
    title: 'Azure DevOps',
    template: azureTemplate,
    mostJobs: 99,
    auths: ['azure-cli', 'managed-identity', 'environment'],
    evaluates: /\$[([]|\$\{\{/u,
  },
} as const satisfies Readonly<Record<WorkflowPlatform, unknown>>;

/** Minutes after which a run ends by itself with what it knows; a job that is ended from outside leaves no report. */
const DEADLINES = { verify: 15, report: 5 } as const;
/** Minutes that a job needs besides: to check out, fetch this program and upload its files. */
const SPARE_MINUTES = 5;

export interface WorkflowRequest {
  readonly platform: WorkflowPlatform;
  /** The version of this program that the workflow runs. */
  readonly version: string;
  /** Configuration files or patterns, as `verify` takes them. */
  readonly configs: readonly string[];
  /** The tenants of these configurations, as far as they could be read; from two on each has jobs of its own. */
  readonly tenants: readonly WorkflowTenant[];
  /** Into how many jobs the configurations (of each tenant) are spread. */
  readonly shards: number;
  /** `--auth`, `--cloud` and `--tenant` as they were given. */
  readonly auth?: string | undefined;
  readonly cloud?: Cloud | undefined;
  readonly tenant?: string | undefined;
}

/** A CI file that verifies in parts, tenant by tenant, and merges their results. Throws `USAGE` for what the platform cannot run. */
export function renderWorkflow(request: WorkflowRequest): string {
  const { platform, version, configs, tenants, shards, cloud, tenant } = request;
  const { template } = PLATFORM_TRAITS[platform];
  const auth = authOf(request);
  refuseJobs(platform, shards);
  const jobs = jobsOf(configs, tenants, shards);
  refuseJobs(platform, jobs.length);
  refuseNames(platform, [...configs, ...jobs.flatMap((job) => [...job.configs, job.tenant])]);
  const said = [...option('--auth', auth), ...option('--cloud', cloud), ...option('--tenant', tenant)];
  return fill(template, {
    actions: ACTIONS,
    run: `npx --yes entra-mcp-setup@${version}`,
    flags: ['--no-input', ...said, `--deadline ${DEADLINES.verify}m`].join(' '),
    minutes: DEADLINES.verify + SPARE_MINUTES,
    reportDeadline: `${DEADLINES.report}m`,
    reportMinutes: DEADLINES.report + SPARE_MINUTES,
    auth,
    audience: (of: Cloud = 'public') => CLOUDS[cloud ?? of].federatedAudience,
    jobs: jobs.map((job) => ({ ...job, operands: job.configs.map(shellWord).join(' ') })),
    isMany: jobs.length > 1,
    tenants: [...new Map(jobs.map((job) => [job.tenant, job])).values()],
    shards: jobs.length > 1 ? 1 : shards,
    quoted: (text: string) => JSON.stringify(text),
    branch: 'main',
    cron: '17 5 * * *',
    nodeVersion: 24,
  });
}

function option(flag: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [flag, shellWord(value)];
}

function authOf({ platform, auth }: WorkflowRequest): string {
  const { title, auths } = PLATFORM_TRAITS[platform];
  if (auth === undefined) return auths[0];
  if (auths.some((one) => one === auth)) return auth;
  throw new SetupError('USAGE', `--auth ${auth} cannot sign in within a job of ${title}.`, {
    advice: [`There, --auth takes ${auths.join(', ')}`],
  });
}

function refuseJobs(platform: WorkflowPlatform, count: number): void {
  const { title, mostJobs } = PLATFORM_TRAITS[platform];
  if (Number.isInteger(count) && count >= 1 && count <= mostJobs) return;
  throw new SetupError(
    'USAGE',
    `${count} parts cannot be run; ${title} starts 1 to ${mostJobs} jobs at once from one file.`,
  );
}

function refuseNames(platform: WorkflowPlatform, names: readonly string[]): void {
  const { evaluates } = PLATFORM_TRAITS[platform];
  const odd = names.find((name) => /\p{Cc}/u.test(name) || evaluates.test(name));
  if (odd !== undefined)
    throw new SetupError('USAGE', `${JSON.stringify(odd)} cannot stand in a workflow file.`);
}
