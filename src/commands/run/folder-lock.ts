import { ANSWERS } from '../../core/answers.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { inOutDir } from './inputs.ts';
import type { Invocation } from './invocation.ts';

/** Commands that write to the tenant, and to the blueprint and the settings beside it. */
const WRITING: readonly string[] = ['setup', 'apply', 'rotate', 'remove'];

/**
 * Does `work` while no other run changes the set-up in the same folder: two that read before either wrote would both
 * make a secret, and the file keeps one.
 */
export async function alone<Result>(
  { command, flags }: Invocation,
  { files, env }: Pick<Outside, 'files' | 'env'>,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!WRITING.includes(command)) return work();
  const config = flags.config ?? env.ENTRA_MCP_SETUP_CONFIG;
  const outDir = flags.answers.outDir ?? env[ANSWERS.outDir.variable];
  const beside = config === undefined ? null : config.replace(/[^/\\]*$/, '');
  const path = files.resolve(
    inOutDir(beside ?? (typeof outDir === 'string' ? outDir : '.'), '.entra-mcp-setup.lock'),
  );
  const lock = await files.lock(path);
  if ('heldBy' in lock) throw atWork(lock.heldBy, path);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

function atWork(holder: string, path: string): SetupError {
  return new SetupError('UNAVAILABLE', `Another run (${holder}) is at work on the set-up in this folder.`, {
    advice: ['Wait until it has ended, then run the same command again', `If there is none, delete ${path}`],
  });
}
