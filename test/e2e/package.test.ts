import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, inject } from 'vitest';
import { fold } from '../../src/layout/wrap.ts';
import { test } from './journey.ts';

const MOST_BYTES = 750_000;
const FULL_DISK = '/dev/full';
const run = promisify(execFile);

const manifest = async () =>
  JSON.parse(await readFile(join(inject('packed').installed, 'package.json'), 'utf8'));

describe('the package', () => {
  test('is small enough to be fetched for one run', async ({ expect }) => {
    expect((await stat(inject('packed').tarball)).size).toBeLessThanOrEqual(MOST_BYTES);
  });

  test('brings everything it needs', async ({ expect }) => {
    const { dependencies, optionalDependencies, peerDependencies } = await manifest();
    expect([dependencies, optionalDependencies, peerDependencies]).toEqual([undefined, undefined, undefined]);
  });

  test('runs nothing when it is installed', async ({ expect }) => {
    const { scripts = {} } = await manifest();
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
  });

  test('does not run its own build for who installs the tarball', async ({ expect }) => {
    const { scripts = {} } = await manifest();
    // The tarball was installed with scripts allowed, and holds nothing of what `prepare` would start.
    expect(scripts.prepare).toBe('node src/build.mjs');
    expect(existsSync(join(inject('packed').installed, 'src/build.mjs'))).toBe(false);
  });

  test('carries the licences of what is bundled', async ({ expect }) => {
    const licences = await readFile(join(inject('packed').installed, 'THIRD_PARTY_LICENSES.txt'), 'utf8');
    for (const name of ['@azure/identity', '@azure/msal-node', 'zod', 'yaml', 'commander']) {
      expect(licences).toContain(`\n${name} `);
    }
  });

  test('holds no tests and no sources', async ({ expect }) => {
    const names = await readdir(inject('packed').installed);
    expect(names.filter((name) => ['src', 'test', 'node_modules'].includes(name))).toEqual([]);
  });

  test.skipIf(!existsSync(FULL_DISK))('says in a sentence that the disk is full', async ({ expect }) => {
    for (const given of [['--version'], ['--help'], ['checks'], ['checks', '--json']]) {
      const failure = await run('sh', [
        '-c',
        `"$0" "$@" > ${FULL_DISK}`,
        inject('packed').executable,
        ...given,
      ]).catch((error: { readonly code: number; readonly stderr: string }) => error);
      expect(failure).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^error: Standard output cannot be written: ENOSPC(?![\s\S]*error:)/),
      });
    }
  });

  test('breaks its help, which loads nothing, as everything else is broken', async ({ expect }) => {
    const dist = join(inject('packed').installed, 'dist');
    const { helpFor } = createRequire(import.meta.url)(join(dist, 'help.cjs'));
    for (const byNpx of [true, false]) {
      const env = { ...process.env, npm_command: byNpx ? 'exec' : '' };
      const { stdout } = await run(process.execPath, [join(dist, 'main.mjs'), '--help'], { env });
      for (const columns of [null, 40, 44, 60, 80, 100, 132, 200]) {
        expect(helpFor({ byNpx, columns })).toBe(fold(stdout, columns));
      }
    }
  });

  test('says its version from a folder with blanks in its name', async ({ expect }) => {
    const { version } = await manifest();
    const { stdout } = await run(inject('packed').executable, ['--version']);
    expect([inject('packed').executable.includes(' '), stdout]).toEqual([true, `${version}\n`]);
  });
});
