import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Files } from '../ports.ts';
import { codeOf } from './file-trouble.ts';

/** The process that takes locks, and what it can learn of others on this machine. */
export interface LockingHost {
  readonly processId: number;
  readonly isRunning: (processId: number) => boolean;
}

/** Of a run on another machine nobody can tell whether it still runs; none takes longer. */
const LONGEST_RUN_MS = 3_600_000;
const NOTHING_TO_RELEASE = { release: async () => undefined };

/** Takes a lock by making its file. Where none can be made nothing is written either, so nothing needs the lock. */
export async function takeLock(path: string, host: LockingHost): ReturnType<Files['lock']> {
  for (const _attempt of ['first', 'after a run that is gone']) {
    try {
      await writeFile(path, `${host.processId} ${hostname()}\n`, { flag: 'wx', mode: 0o644 });
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
  // Processes of containers have small numbers, which come again.
  return Number(id) !== processId && isRunning(Number(id)) ? `pid ${id}` : null;
}
