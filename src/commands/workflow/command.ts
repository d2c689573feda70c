import { WORKFLOW_PLATFORMS } from '../../emit/workflow-platforms.ts';
import { SetupError } from '../../errors.ts';
import { describeCommand, type FlagsOf } from '../run/command.ts';
import { oneOf, parsed, text } from '../run/option.ts';
import { OVERWRITE } from '../run/shared-options.ts';

const OPTIONS = {
  platform: oneOf('--platform <name>', 'where it runs (default: github)', WORKFLOW_PLATFORMS),
  shards: parsed(
    '--shards <n>',
    'spread the configurations (of each tenant) over so many jobs (default: 1)',
    jobs,
  ),
  output: text('--output <file>', 'write the workflow to a file in place of printing it'),
  ...OVERWRITE,
} as const;

export type WorkflowFlags = FlagsOf<typeof OPTIONS>;

export const workflowCommand = describeCommand({
  name: 'workflow',
  operands: '[config...]',
  summary: 'the CI file that verifies, for GitHub, GitLab or Azure DevOps, with versions pinned',
  answers: ['where'],
  reads: ['config', 'auth'],
  result: 'file',
  options: OPTIONS,
  examples: [
    {
      line: 'entra-mcp-setup workflow --output .github/workflows/entra.yml',
      does: 'for GitHub, with OpenID Connect',
    },
    {
      line: "entra-mcp-setup workflow 'envs/*.yaml' --shards 4 --platform gitlab",
      does: 'many configurations, spread over four jobs',
    },
  ],
  load: async () => (await import('./workflow.ts')).workflow,
});

function jobs(text: string, flag: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new SetupError('USAGE', `${flag} takes a number of jobs, not ${text}.`);
}
