import workflowTemplate from '../../templates/github-workflow.yml.eta?raw';
import { shellWord } from '../core/shell-word.ts';
import { SetupError } from '../errors.ts';
import { fill } from './template.ts';

/** Actions by commit, since a tag can be moved; the comment is what update bots read. */
const ACTIONS = {
  checkout: 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2',
  setupNode: 'actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0',
  uploadArtifact: 'actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2',
  downloadArtifact: 'actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093 # v4.3.0',
  uploadSarif: 'github/codeql-action/upload-sarif@5d4e8d1aca955e8d8589aabd499c5cae939e33c7 # v4.31.9',
} as const;

/** GitHub starts at most this many jobs from one matrix. */
const MOST_SHARDS = 256;

export interface WorkflowRequest {
  /** The version of this program that the workflow runs. */
  readonly version: string;
  /** Configuration files or patterns, as `verify` takes them. */
  readonly configs: readonly string[];
  /** Into how many jobs the configurations are spread. */
  readonly shards: number;
}

/** A GitHub Actions workflow that verifies in parts and merges what they found. */
export function renderWorkflow({ version, configs, shards }: WorkflowRequest): string {
  if (!Number.isInteger(shards) || shards < 1 || shards > MOST_SHARDS) {
    throw new SetupError(
      'USAGE',
      `${shards} parts cannot be run; GitHub starts 1 to ${MOST_SHARDS} jobs from one matrix.`,
    );
  }
  const odd = configs.find((config) => /[\p{Cc}]|\$\{\{/u.test(config));
  if (odd !== undefined)
    throw new SetupError('USAGE', `${JSON.stringify(odd)} cannot stand in a workflow file.`);
  return fill(workflowTemplate, {
    actions: ACTIONS,
    version,
    configs: configs.map(shellWord).join(' '),
    shards: Array.from({ length: shards }, (_, index) => index + 1),
    branch: 'main',
    cron: '17 5 * * *',
    nodeVersion: 22,
  });
}
