import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

/** The version whose behaviour the check was written for. */
const FASTMCP = 'fastmcp@4.20.16';

declare module 'vitest' {
  interface ProvidedContext {
    /** The program that plays the gateway, beside its packages. */
    readonly gateway: string;
  }
}

/** Installs FastMCP for this run alone; none of its scripts runs. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'fastmcp-'));
  const quiet = ['--silent', '--ignore-scripts', '--no-audit', '--no-fund'];
  await promisify(execFile)('npm', ['install', ...quiet, '--prefix', folder, FASTMCP], { cwd: folder });
  const gateway = join(folder, 'gateway.mjs');
  await copyFile(new URL('gateway.mjs', import.meta.url), gateway);
  provide('gateway', gateway);
  return () => rm(folder, { recursive: true, force: true });
}
