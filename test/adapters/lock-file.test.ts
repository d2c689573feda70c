import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeLock } from '../../src/adapters/lock-file.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
  path = join(folder, 'x.lock');
});
afterEach(() => rm(folder, { recursive: true }));

const take = (processId: number, running: readonly number[] = []) =>
  takeLock(path, { processId, isRunning: (id) => running.includes(id) });

it('is had by one run, and free again after it', async () => {
  const first = await take(1);
  expect(await take(2, [1])).toEqual({ heldBy: 'pid 1' });
  if ('release' in first) await first.release();
  expect(await readdir(folder)).toEqual([]);
  expect(await take(2, [1])).toHaveProperty('release');
});

it('says whose it is from the moment it is there', async () => {
  const holders: string[] = [];
  for (let round = 0; round < 100; round++) {
    const taken = await Promise.all([1, 2, 3, 4].map((id) => take(id, [1, 2, 3, 4])));
    for (const one of taken) {
      if ('heldBy' in one) holders.push(one.heldBy);
      else await one.release();
    }
  }
  expect(holders).toHaveLength(300);
  expect(holders.filter((holder) => !/^pid \d$/.test(holder))).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});

it('is taken from a run that is gone', async () => {
  await take(1);
  expect(await take(2, [])).toHaveProperty('release');
});

it('is taken from a container of the same name, whose process had the same number', async () => {
  await take(1);
  expect(await take(1, [1])).toHaveProperty('release');
});

it('is left to a run on another machine, for an hour', async () => {
  await writeFile(path, '1 elsewhere\n');
  expect(await take(2)).toEqual({ heldBy: 'pid 1 on elsewhere' });
  await utimes(path, new Date(0), new Date(0));
  expect(await take(2)).toHaveProperty('release');
});

it('is left to a run that has just begun, and not to a file that says nothing', async () => {
  await writeFile(path, '');
  expect(await take(2)).toEqual({ heldBy: 'another process' });
  await utimes(path, new Date(0), new Date(0));
  expect(await take(2)).toHaveProperty('release');
});

it('needs none where nothing can be written', async () =>
  expect(
    await takeLock(join(folder, 'missing/x.lock'), { processId: 1, isRunning: () => true }),
  ).toHaveProperty('release'));
