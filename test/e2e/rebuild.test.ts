import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

/** What the tarball is made of; the packages that are bundled are those of this checkout. */
const SOURCES = ['src', 'templates', 'package.json', 'README.md', 'SECURITY.md', 'LICENSE'];

test('two builds of the same sources in two folders: it is the same tarball, byte for byte', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rebuild-'));
  try {
    const digests = await Promise.all([
      digestOf(join(folder, 'one')),
      digestOf(join(folder, 'in a/deeper one')),
    ]);
    expect(new Set(digests).size).toBe(1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function digestOf(place: string): Promise<string> {
  await mkdir(place, { recursive: true });
  await Promise.all(SOURCES.map((name) => cp(join(root, name), join(place, name), { recursive: true })));
  await symlink(join(root, 'node_modules'), join(place, 'node_modules'), 'junction');
  await run(process.execPath, ['src/build.mjs'], { cwd: place });
  const { stdout } = await run('npm', ['pack', '--silent', '--ignore-scripts'], { cwd: place });
  return createHash('sha256')
    .update(await readFile(join(place, stdout.trim())))
    .digest('hex');
}
