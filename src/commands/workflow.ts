import { renderWorkflow } from '../emit/workflow.ts';
import { SetupError } from '../errors.ts';
import type { Outside } from '../outside.ts';
import { CONFIG_FILE } from './run/config-names.ts';
import type { CommandResult, Invocation } from './run/invocation.ts';
import { startReport } from './run/result.ts';

/** A GitHub Actions workflow that judges the configurations, spread over a job matrix, with versions pinned. */
export async function workflow({ flags, operands }: Invocation, outside: Outside): Promise<CommandResult> {
  const finish = startReport('workflow', outside);
  const configs = operands.length > 0 ? operands : [flags.config ?? CONFIG_FILE];
  const text = renderWorkflow({ version: outside.version, configs, shards: shardsOf(flags.shards) });
  if (flags.output === undefined) return { exitCode: 0, document: finish({ exitCode: 0 }), text };
  await refuseForeign(outside, flags.output, { overwrite: flags.overwrite ?? false });
  await outside.files.writeText(flags.output, text, { mode: 0o644 });
  const applied = { done: [], stoppedAt: null, credentials: [], files: [flags.output] };
  return { exitCode: 0, document: finish({ exitCode: 0, applied }), text: `Written: ${flags.output}\n` };
}

function shardsOf(text = '1'): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new SetupError('USAGE', `--shards takes a number of jobs, not ${text}.`);
}

async function refuseForeign(
  { files }: Outside,
  path: string,
  { overwrite }: { readonly overwrite: boolean },
): Promise<void> {
  if (overwrite || (await files.readText(path)) === null) return;
  throw new SetupError('USAGE', `${path} is there already.`, { advice: ['Replace it with --overwrite'] });
}
