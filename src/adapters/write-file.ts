import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { notWritable, reasonFor, reasonOf } from './file-trouble.ts';
import { limitAccess, type WindowsHost } from './windows-access.ts';

/** What writing files needs to know of the process. */
export interface WritingHost extends WindowsHost {
  /** The account this runs as; null on Windows, where files have no such number. */
  readonly userId: number | null;
}

/** The content of a file, and its permission bits. */
interface Content {
  readonly text: string | Uint8Array | Iterable<string>;
  readonly mode: number;
}

/**
 * Replaces a file in one step, by renaming a temporary one. That has a random name that must not exist, belongs to this
 * account, and has its permissions before it has content, so others can at no time read a secret. Throws `FILE_NOT_WRITABLE`,
 * and what Node throws.
 */
export async function replaceFile(path: string, { text, mode }: Content, host: WritingHost): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const reason = await whyNotPrivate(path, mode, host);
  if (reason !== null) throw notWritable(path, reason);
  // A public file may be a link and stays one: its target is replaced.
  const target = isPrivate(mode) ? path : await realpath(path).catch(() => path);
  const temporary = temporaryBeside(target);
  const handle = await open(temporary, 'wx', mode);
  try {
    const made = await closedToOthers(handle, { temporary, path, mode }, host);
    for (const piece of piecesOf(text)) await handle.writeFile(piece);
    await handle.sync();
    await handle.close();
    await rename(temporary, target);
    if (host.userId !== null && !isSame(made, await lstat(target)))
      throw notWritable(path, 'somebody changed it while it was written');
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The least number of characters to write at once, since each write is a system call. */
const AT_ONCE = 65_536;

/** The text in pieces of that length, joined from shorter ones. */
function* piecesOf(text: Content['text']): Generator<string | Uint8Array> {
  if (typeof text === 'string' || text instanceof Uint8Array) return yield text;
  let together = '';
  for (const piece of text) {
    together += piece;
    if (together.length < AT_ONCE) continue;
    yield together;
    together = '';
  }
  yield together;
}

/** Why a file cannot be replaced, or null. Creates and removes one to find out: permission bits say nothing of read-only mounts, quotas and ACLs. */
export async function whyNotReplaceable(
  path: string,
  mode: number,
  host: WritingHost,
): Promise<string | null> {
  try {
    const entry = await stat(path).catch(() => null);
    if (entry?.isDirectory()) return reasonFor('EISDIR');
    if (entry !== null && !entry.isFile()) return NO_FILE;
    const reason = await whyNotPrivate(path, mode, host);
    if (reason !== null) return reason;
    await mkdir(dirname(path), { recursive: true });
    const trial = temporaryBeside(path);
    const handle = await open(trial, 'wx', 0o600);
    const { uid } = await handle.stat();
    await handle.close();
    await rm(trial);
    return isPrivate(mode) && isForeign(uid, host) ? foreign(uid) : null;
  } catch (error) {
    return reasonOf(error);
  }
}

const NO_FILE = 'it is no file';

/** Why a private file must not be written at `path`: it is a link, no plain file, or belongs to another account. Null otherwise. */
async function whyNotPrivate(path: string, mode: number, host: WritingHost): Promise<string | null> {
  const entry = isPrivate(mode) ? await lstat(path).catch(() => null) : null;
  if (entry === null) return null;
  if (entry.isSymbolicLink()) return `it is a link to ${await readlink(path)}; name the file itself`;
  if (!entry.isFile()) return NO_FILE;
  // What root owns is as good as our own: root can read and write everything.
  return entry.uid !== 0 && isForeign(entry.uid, host) ? foreign(entry.uid) : null;
}

interface Making {
  readonly temporary: string;
  readonly path: string;
  readonly mode: number;
}

/** Gives the temporary file its permissions. Returns its state; throws where a private one belongs to another account. */
async function closedToOthers(
  handle: FileHandle,
  { temporary, path, mode }: Making,
  host: WritingHost,
): Promise<Stats> {
  if (host.userId === null) {
    if (isPrivate(mode)) await limitAccess(temporary, path, host);
    return handle.stat();
  }
  await handle.chmod(mode);
  const made = await handle.stat();
  if (!isPrivate(mode)) return made;
  if (isForeign(made.uid, host)) throw notWritable(path, foreign(made.uid));
  if (!isPrivate(made.mode))
    host.warn(`${path} may be readable by others: the file system it is on keeps no permissions.`);
  return made;
}

function isPrivate(mode: number): boolean {
  return (mode & 0o077) === 0;
}

function isForeign(uid: number, { userId }: WritingHost): boolean {
  return userId !== null && uid !== userId;
}

function foreign(uid: number): string {
  return `it belongs to another account of this machine (user id ${uid})`;
}

function isSame(made: Stats, found: Stats): boolean {
  return found.isFile() && found.uid === made.uid && (found.mode & 0o777) === (made.mode & 0o777);
}

function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path).replace(/^\./, '')}.${randomUUID()}`);
}
