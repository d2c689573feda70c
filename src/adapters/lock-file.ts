import { link, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Files } from '../ports.ts';
import { codeOf } from './file-trouble.ts';

/** The process that takes locks, and what it can learn of others on this machine. */
export interface LockingHost {
  readonly processId: number;
  readonly isRunning: (processId: number) => boolean;
}

/** The longest that a run takes, in milliseconds: a lock of another machine, whose process cannot be asked after, is stale then. */
const LONGEST_RUN_MS = 3_600_000;
const NOTHING_TO_RELEASE = { release: async () => undefined };

/** Takes a lock by creating its file. Where that is impossible the run can write nothing there either, so it needs no lock. */
export async function takeLock(path: string, host: LockingHost): ReturnType<Files['lock']> {
  for (const _attempt of ['first', 'after a run that is gone']) {
    try {
      await createWhole(path, host.processId);
      return { release: () => rm(path, { force: true }) };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return NOTHING_TO_RELEASE;
    }
    const held = await holderOf(path, host);
    if (held !== null) return { heldBy: held };
    await rm(path, { force: true });
  }
  return { heldBy: 'another process' };
}

/** Creates the lock with its content at once, so that nobody reads one that does not say yet whose it is. Throws `EEXIST`. */
async function createWhole(path: string, processId: number): Promise<void> {
  const text = `${processId} ${hostname()}\n`;
  const options = { flag: 'wx', mode: 0o644 };
  const own = `${path}.${processId}`;
  try {
    await rm(own, { force: true });
    await writeFile(own, text, options);
    await link(own, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    // Some file systems have no links.
    await writeFile(path, text, options);
  } finally {
    await rm(own, { force: true }).catch(() => undefined);
  }
}

/** Who holds a lock, in words; null where it was left behind. */
async function holderOf(path: string, { processId, isRunning }: LockingHost): Promise<string | null> {
  const [text, entry] = await Promise.all([
    readFile(path, 'utf8').catch(() => ''),
    stat(path).catch(() => null),
  ]);
  if (entry === null) return null;
  const [, id, machine] = /^(\d+) (\S+)/.exec(text) ?? [];
  const age = Date.now() - entry.mtimeMs;
  if (id === undefined || machine === undefined) return age < 60_000 ? 'another process' : null;
  if (machine !== hostname()) return age < LONGEST_RUN_MS ? `pid ${id} on ${machine}` : null;
  // In a container the next run often has the same process id as the one that left the lock.
  return Number(id) !== processId && isRunning(Number(id)) ? `pid ${id}` : null;
}
