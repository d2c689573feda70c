import { readFile, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Files } from '../ports.ts';
import { explain } from './file-trouble.ts';
import { gitCommitOf, gitStatusOf } from './git-status.ts';
import { isPattern, matchFiles } from './glob.ts';
import { type LockingHost, takeLock } from './lock-file.ts';
import { readIfThere } from './read-file.ts';
import { replaceFile, type WritingHost, whyNotReplaceable } from './write-file.ts';

/** What file access needs to know of the process. */
export interface FilesHost extends WritingHost {
  readonly workingDirectory: string;
  /** Absent where no locks are to be taken. */
  readonly locking?: LockingHost;
  /** Ends the reading of a pipe that nobody writes to. */
  readonly interrupt?: AbortSignal;
}

/** The real disk. */
export function nodeFiles(host: FilesHost): Files {
  const at = (path: string) => resolve(host.workingDirectory, path);
  const readBytes = (path: string) => readIfThere(at(path), { shown: path, interrupt: host.interrupt });
  return {
    readText: async (path) => (await readBytes(path))?.toString('utf8') ?? null,
    readBytes,
    writeText: (path, text, { mode }) => explain(path, () => replaceFile(at(path), { text, mode }, host)),
    writeBytes: (path, bytes, { mode }) =>
      explain(path, () => replaceFile(at(path), { text: Buffer.from(bytes), mode }, host)),
    copy: (from, to, { mode }) =>
      explain(to, async () => replaceFile(at(to), { text: await readFile(at(from)), mode }, host)),
    remove: (path) => explain(path, () => rm(at(path), { force: true })),
    whyNotWritable: (path, { mode }) => whyNotReplaceable(at(path), mode, host),
    whoElseWrites: (path) => whoElseWrites(at(path), host),
    lock: async (path) =>
      host.locking ? takeLock(at(path), host.locking) : { release: async () => undefined },
    gitStatus: (path) => gitStatusOf(at(path), host.programs),
    gitCommit: (path) => gitCommitOf(at(path), host.programs),
    glob: (pattern) => expand(host.workingDirectory, pattern),
    resolve: (...parts) => resolve(host.workingDirectory, ...parts),
    // On Windows every file looks as if all could write to it (nodejs.org/api/fs.html#filestat-mode).
    mode: async (path) => (host.platform === 'win32' ? null : await modeOf(at(path))),
  };
}

async function expand(root: string, pattern: string): Promise<readonly string[]> {
  if (isPattern(pattern)) return matchFiles(root, pattern);
  const entry = await stat(resolve(root, pattern)).catch(() => null);
  return entry?.isFile() === true ? [pattern] : [];
}

async function modeOf(path: string): Promise<number | null> {
  const entry = await stat(path).catch(() => null);
  return entry === null ? null : entry.mode & 0o777;
}

/** Who beside this account may write to the folder of `path`, and so replace the file. */
async function whoElseWrites(path: string, { userId }: FilesHost): ReturnType<Files['whoElseWrites']> {
  const folder = userId === null ? null : await stat(dirname(path)).catch(() => null);
  if (folder === null) return null;
  if ((folder.mode & 0o002) !== 0) return 'everybody';
  if (folder.uid !== userId && folder.uid !== 0) return 'its owner';
  return (folder.mode & 0o020) === 0 ? null : 'its group';
}
