import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Files, Programs } from '../ports.ts';

const GIT_TIMEOUT_MS = 5_000;

/** Whether git would commit an absolute path. Without git, or outside a work tree, nothing would. */
export async function gitStatusOf(path: string, programs: Programs): ReturnType<Files['gitStatus']> {
  const { git, rest } = await gitNear(path, programs);
  const inside = await git('rev-parse', '--is-inside-work-tree');
  if (inside?.trim() !== 'true') return 'outside';
  const tracked = await git('ls-files', '--', rest);
  if (tracked) return 'tracked';
  // `check-ignore` prints the path and exits 0 when it is ignored, and exits 1 when it is not.
  return (await git('check-ignore', '--', rest)) ? 'ignored' : 'unignored';
}

/** The commit that is checked out where an absolute path lies. Null without git, without a commit, outside a work tree. */
export async function gitCommitOf(path: string, programs: Programs): ReturnType<Files['gitCommit']> {
  const { git, rest } = await gitNear(path, programs);
  const id = (await git('rev-parse', '--verify', '--quiet', 'HEAD'))?.trim();
  if (!id) return null;
  if (!(await git('ls-tree', '--name-only', 'HEAD', '--', rest))) return { id, file: 'untracked' };
  const changed = await git('status', '--porcelain', '--', rest);
  return { id, file: changed === '' ? 'committed' : 'modified' };
}

interface GitNear {
  /** What git prints; null where it fails. */
  readonly git: (...argv: readonly string[]) => Promise<string | null>;
  /** The path of the file from the folder in which git runs. */
  readonly rest: string;
}

/** git in the nearest folder above the file that exists: the file's own may not exist yet. */
async function gitNear(path: string, programs: Programs): Promise<GitNear> {
  const { folder, rest } = await nearestFolder(dirname(path), basename(path));
  const git = (...argv: readonly string[]) =>
    programs.run('git', ['-C', folder, ...argv], { timeout: GIT_TIMEOUT_MS }).catch(() => null);
  return { git, rest };
}

async function nearestFolder(
  folder: string,
  rest: string,
): Promise<{ readonly folder: string; readonly rest: string }> {
  const exists = await stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (exists || dirname(folder) === folder) return { folder, rest };
  return nearestFolder(dirname(folder), join(basename(folder), rest));
}
