import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { SetupError } from '../errors.ts';
import type { Files, Programs } from '../ports.ts';
import { gitStatusOf } from './git-status.ts';
import { isPattern, matchFiles } from './glob.ts';

/** What the files take of the process. */
export interface FilesHost {
  readonly platform: string;
  readonly workingDirectory: string;
  /** Where Windows is; undefined elsewhere. */
  readonly systemRoot: string | undefined;
  readonly programs: Programs;
  /** Told when a private file could not be protected; the file exists all the same. */
  readonly warn: (sentence: string) => void;
}

/** The real disk. */
export function nodeFiles(host: FilesHost): Files {
  const at = (path: string) => resolve(host.workingDirectory, path);
  return {
    readText: async (path) => (await readIfThere(at(path)))?.toString('utf8') ?? null,
    readBytes: (path) => readIfThere(at(path)),
    writeText: (path, text, { mode }) => explain(path, () => write(at(path), text, mode, host)),
    copy: (from, to, { mode }) =>
      explain(to, async () => write(at(to), await readFile(at(from)), mode, host)),
    remove: (path) => explain(path, () => rm(at(path), { force: true })),
    whyNotWritable: (path) => probe(at(path)),
    gitStatus: (path) => gitStatusOf(at(path), host.programs),
    glob: (pattern) => expand(host.workingDirectory, pattern),
    resolve: (...parts) => resolve(host.workingDirectory, ...parts),
    // On Windows every file looks as if all could write to it (nodejs.org/api/fs.html#filestat-mode).
    mode: async (path) => (host.platform === 'win32' ? null : ((await statIfThere(at(path)))?.mode ?? null)),
  };
}

async function expand(root: string, pattern: string): Promise<readonly string[]> {
  if (isPattern(pattern)) return matchFiles(root, pattern);
  return (await statIfThere(resolve(root, pattern)))?.isFile === true ? [pattern] : [];
}

/** More than any file of this program: the merged results of thousands of configurations. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Null when the file is not there; any other reason not to read it is an error. Devices and pipes may have no end. */
async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    const pieces: Buffer[] = [];
    for await (const piece of createReadStream(path, { end: MOST_BYTES })) pieces.push(piece as Buffer);
    const bytes = Buffer.concat(pieces);
    if (bytes.length <= MOST_BYTES) return bytes;
    throw new SetupError('FILE_INVALID', `${path} cannot be read: it is longer than 256 MB.`);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw new SetupError('FILE_INVALID', `${path} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}

async function statIfThere(
  path: string,
): Promise<{ readonly mode: number; readonly isFile: boolean } | null> {
  const entry = await stat(path).catch(() => null);
  return entry && { mode: entry.mode & 0o777, isFile: entry.isFile() };
}

/** The temporary file is closed to others before it has content, so a secret is at no time readable by them. */
async function write(path: string, content: string | Buffer, mode: number, host: FilesHost): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const tmpfileCreated = (temporary: string) => protect(temporary, path, mode, host);
  await writeFileAtomic(path, content, { mode, tmpfileCreated });
}

/** Creates and removes a file: permission bits alone say nothing about read-only mounts, quotas and ACLs. */
async function probe(path: string): Promise<string | null> {
  const folder = dirname(path);
  const trial = join(folder, `.entra-mcp-setup-${randomUUID()}`);
  try {
    const entry = await statIfThere(path);
    if (entry && !entry.isFile) return reasonFor('EISDIR');
    await mkdir(folder, { recursive: true });
    await (await open(trial, 'wx', 0o600)).close();
    await rm(trial);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Node's mode bits only switch read-only on Windows, so access is cut down to this account with icacls. */
async function protect(temporary: string, path: string, mode: number, host: FilesHost): Promise<void> {
  if (host.platform !== 'win32' || (mode & 0o077) !== 0) return;
  const grants = ['/grant:r', `*${await ownSid(host)}:F`, '/grant:r', '*S-1-5-18:F'];
  try {
    await runOwn('icacls', [temporary, '/inheritance:r', ...grants], host);
  } catch {
    host.warn(
      `${path} is readable by everybody who can read its folder: icacls could not limit access to you.`,
    );
  }
}

/**
 * Names are ambiguous where machine and domain have the same account, and unknown where Entra holds it. Without its SID,
 * whoever owns the file (S-1-3-4).
 */
async function ownSid(host: FilesHost): Promise<string> {
  const said = await runOwn('whoami', ['/user', '/fo', 'csv', '/nh'], host).catch(() => '');
  return /"(S-1-[\d-]+)"\s*$/.exec(said)?.[1] ?? 'S-1-3-4';
}

/** Windows' own program: shells such as Git Bash put others of the same name first. */
function runOwn(name: string, argv: readonly string[], { programs, systemRoot }: FilesHost): Promise<string> {
  const program = systemRoot === undefined ? name : `${systemRoot}\\System32\\${name}.exe`;
  return programs.run(program, argv, { timeout: 10_000 });
}

async function explain(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new SetupError('FILE_NOT_WRITABLE', `${path} cannot be written: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file of that name is in the way',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the name is too long',
};

function reasonOf(error: unknown): string {
  return reasonFor(codeOf(error)) || String(error);
}

function reasonFor(code: string): string {
  return REASONS[code] ?? code;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
