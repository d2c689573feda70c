import { ANSWERS } from '../../core/answers.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import type { CommonFlags } from './common-options.ts';
import { inOutDir } from './inputs.ts';

/**
 * Does `work` while no other run changes the set-up in the same folder: two that read before either wrote would both
 * make a secret, and the file keeps one.
 */
export async function alone<Result>(
  flags: CommonFlags,
  { files, env }: Pick<Outside, 'files' | 'env'>,
  work: () => Promise<Result>,
): Promise<Result> {
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
