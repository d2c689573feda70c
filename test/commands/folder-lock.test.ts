import { describe, expect, it } from 'vitest';
import { withFolderLock } from '../../src/commands/run/folder-lock.ts';
import { memoryDisk } from '../support/desk-disk.ts';

interface Case {
  readonly config?: string;
  readonly outDir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Where a run that is given these takes its lock, from `/desk`. */
async function lockOf({ config, outDir, env = {} }: Case): Promise<readonly string[]> {
  const taken: string[] = [];
  const { files } = memoryDisk();
  const lock = async (path: string) => {
    taken.push(path);
    return { release: async () => void taken.push('released') };
  };
  const flags = {
    answers: outDir === undefined ? {} : { outDir },
    ...(config === undefined ? {} : { config }),
  };
  await withFolderLock(flags, { env, files: { ...files, lock } }, async () => void taken.push('work'));
  return taken;
}

describe('the lock of a run that changes the set-up', () => {
  it.each<[string, Case, string]>([
    ['this folder, with nothing named', {}, '/desk'],
    ['this folder, with a blueprint in it', { config: 'entra-mcp.yaml' }, '/desk'],
    [
      'this folder, with a blueprint by variable',
      { env: { ENTRA_MCP_SETUP_CONFIG: 'entra-mcp.yaml' } },
      '/desk',
    ],
    [
      'this folder, with empty variables',
      { env: { ENTRA_MCP_SETUP_CONFIG: '', ENTRA_MCP_SETUP_OUT_DIR: '' } },
      '/desk',
    ],
    ['the folder of the blueprint', { config: 'envs/prod.yaml' }, '/desk/envs'],
    ['the folder of the blueprint, wherever files go', { config: './a/b.yaml', outDir: 'out' }, '/desk/a'],
    ['the folder for files', { outDir: 'out' }, '/desk/out'],
    ['the root, with a blueprint there', { config: '/b.yaml' }, ''],
  ])('lies in %s', async (_where, given, folder) => {
    expect(await lockOf(given)).toEqual([`${folder}/.entra-mcp-setup.lock`, 'work', 'released']);
  });
});
