import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

/** The package as users get it. */
export interface Packed {
  readonly tarball: string;
  /** Folder of the installed package. */
  readonly installed: string;
  readonly executable: string;
  /** Removed with all that is in it when the last journey has ended. */
  readonly folder: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly packed: Packed;
  }
}

/** Packs the product and installs the tarball, once for all journeys, into a folder with blanks in its name. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  await buildIfStale();
  const folder = await mkdtemp(join(tmpdir(), 'installed tools '));
  const quiet = ['--silent', '--ignore-scripts'];
  const { stdout } = await run('npm', ['pack', ...quiet, '--json', '--pack-destination', folder], {
    cwd: root,
  });
  const [pack] = JSON.parse(stdout) as readonly { readonly filename: string }[];
  const tarball = join(folder, pack?.filename ?? '');
  await run(
    'npm',
    ['install', '--silent', '--offline', '--no-audit', '--no-fund', '--prefix', folder, tarball],
    { cwd: folder },
  );
  provide('packed', {
    folder,
    tarball,
    installed: join(folder, 'node_modules/entra-mcp-setup'),
    executable: join(folder, 'node_modules/.bin/entra-mcp-setup'),
  });
  return () => rm(folder, { recursive: true, force: true });
}

/** `npm test` has built already; whoever runs the journeys alone should not test yesterday's build. */
async function buildIfStale(): Promise<void> {
  const built = await stat(join(root, 'dist/main.mjs')).catch(() => null);
  const sources = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true });
  const files = sources.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const times = await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
  if (built === null || Math.max(...times) > built.mtimeMs)
    await run(process.execPath, ['src/build.mjs'], { cwd: root });
}
