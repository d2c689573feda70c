import { ANSWERS } from '../../core/answers.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import type { CommonFlags } from './common-options.ts';
import { namedConfig } from './config-names.ts';
import { inOutDir } from './inputs.ts';

/**
 * Does `work` under the lock of the folder that holds the set-up, which is that of its blueprint. Without it two runs that
 * read before either wrote would both make a secret, and the file keeps one. Throws `UNAVAILABLE` where another run has
 * the lock.
 */
export async function withFolderLock<Result>(
  flags: Pick<CommonFlags, 'config' | 'answers'>,
  outside: Pick<Outside, 'files' | 'env'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const { files } = outside;
  const path = files.resolve(inOutDir(setupFolder(flags, outside), '.entra-mcp-setup.lock'));
  const lock = await files.lock(path);
  if ('heldBy' in lock) throw atWork(lock.heldBy, path);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

function setupFolder(flags: Pick<CommonFlags, 'config' | 'answers'>, outside: Pick<Outside, 'env'>): string {
  const config = namedConfig(flags, outside);
  if (config !== undefined) return config.replace(/[^/\\]*$/, '') || '.';
  const outDir = flags.answers.outDir ?? outside.env[ANSWERS.outDir.variable];
  return typeof outDir === 'string' && outDir !== '' ? outDir : '.';
}

function atWork(holder: string, path: string): SetupError {
  return new SetupError('UNAVAILABLE', `Another run (${holder}) is at work on the set-up in this folder.`, {
    advice: ['Wait until it has ended, then run the same command again', `If there is none, delete ${path}`],
  });
}
