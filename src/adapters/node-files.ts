import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
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
  /** The account that keeps access to a private file on Windows. */
  readonly userName: string | undefined;
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
    writeText: async (path, text, { mode }) => {
      await explain(path, async () => {
        await mkdir(dirname(at(path)), { recursive: true });
        await writeFileAtomic(at(path), text, { encoding: 'utf8', mode });
      });
      await protect(at(path), mode, host);
    },
    copy: async (from, to, { mode }) => {
      await explain(to, () => copyPrivately(at(from), at(to), mode));
      await protect(at(to), mode, host);
    },
    remove: (path) => explain(path, () => rm(at(path), { force: true })),
    whyNotWritable: (path) => probe(at(path)),
    gitStatus: (path) => gitStatusOf(at(path), host.programs),
    glob: (pattern) => expand(host.workingDirectory, pattern),
    resolve: (...parts) => resolve(host.workingDirectory, ...parts),
    mode: async (path) => (await statIfThere(at(path)))?.mode ?? null,
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

/** The copy has its mode before it has content, so a secret is at no time readable by others. */
async function copyPrivately(from: string, to: string, mode: number): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const temporary = `${to}.${randomUUID()}`;
  await (await open(temporary, 'wx', mode)).close();
  try {
    await copyFile(from, temporary);
    await chmod(temporary, mode);
    await rename(temporary, to);
  } finally {
    await rm(temporary, { force: true });
  }
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

/** Node's mode bits only switch read-only on Windows, so access is cut down to the owner with icacls. */
async function protect(path: string, mode: number, host: FilesHost): Promise<void> {
  if (host.platform !== 'win32' || (mode & 0o077) !== 0) return;
  const grants = ['/grant:r', `${host.userName ?? '*S-1-3-4'}:F`, '/grant:r', '*S-1-5-18:F'];
  try {
    await host.programs.run('icacls', [path, '/inheritance:r', ...grants], { timeout: 10_000 });
  } catch {
    host.warn(
      `${path} is readable by everybody who can read its folder: icacls could not limit access to you.`,
    );
  }
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
