import { execFileSync } from 'node:child_process';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../src/adapters/node-files.ts';
import { nodePrograms } from '../../src/adapters/node-programs.ts';
import type { Files } from '../../src/ports.ts';

const ME = process.geteuid?.() ?? null;
const SOMEBODY_ELSE = ME === 65_534 ? 65_533 : 65_534;
const PRIVATE = { mode: 0o600 };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'private-'));
});
afterEach(() => rm(folder, { recursive: true }));

const filesOf = (userId: number | null): Files =>
  nodeFiles({
    platform: 'linux',
    userId,
    workingDirectory: folder,
    systemRoot: undefined,
    programs: nodePrograms('linux'),
    warn: () => undefined,
  });

/** Files as an account sees them that owns none of `paths`. Only root can give them away; who is not root becomes another. */
async function foreigner(...paths: readonly string[]): Promise<Files> {
  if (ME !== 0) return filesOf(SOMEBODY_ELSE);
  for (const path of paths) await chown(path, SOMEBODY_ELSE, SOMEBODY_ELSE);
  return filesOf(ME);
}

const refused = { code: 'FILE_NOT_WRITABLE' };

describe('a private file', () => {
  it('is written beside its place under a name that nobody can foresee', async () => {
    const files = filesOf(ME);
    const seen = new Set<string>();
    const tick = () => new Promise((resolve) => setImmediate(resolve));
    for (const _round of [1, 2]) {
      const writing = files.writeText('.env', 'x'.repeat(8_000_000), PRIVATE).then(() => 'done');
      do for (const name of await readdir(folder)) seen.add(name);
      while ((await Promise.race([writing, tick()])) !== 'done');
    }
    const names = [...seen].filter((name) => name !== '.env');
    expect(names).toHaveLength(2);
    for (const name of names) expect(name).toMatch(/^\.env\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
  });

  it('goes through no link, and says where it leads', async () => {
    const files = filesOf(ME);
    await writeFile(join(folder, 'theirs'), 'before');
    await symlink('theirs', join(folder, '.env'));
    await expect(files.writeText('.env', 'A=1', PRIVATE)).rejects.toMatchObject(refused);
    expect(await files.whyNotWritable('.env', PRIVATE)).toBe('it is a link to theirs; name the file itself');
    expect(await readFile(join(folder, 'theirs'), 'utf8')).toBe('before');
    expect((await readdir(folder)).sort()).toEqual(['.env', 'theirs']);
  });

  it('does not go into the file of another account, which may have it open', async () => {
    const path = join(folder, '.env');
    await writeFile(path, 'before');
    await chmod(path, 0o666);
    const files = await foreigner(path);
    await expect(files.writeText('.env', 'A=1', PRIVATE)).rejects.toMatchObject(refused);
    expect(await files.whyNotWritable('.env', PRIVATE)).toMatch(/another account of this machine/);
    expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['before', ['.env']]);
  });

  it('is given up when what was made for it belongs to another account', async () => {
    const files = filesOf(SOMEBODY_ELSE);
    await expect(files.writeText('.env', 'A=1', PRIVATE)).rejects.toMatchObject(refused);
    expect(await files.whyNotWritable('.env', PRIVATE)).toMatch(/another account/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is made for its owner alone, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      await filesOf(ME).writeText('.env', 'A=1', PRIVATE);
    } finally {
      process.umask(before);
    }
    const { uid, mode } = await lstat(join(folder, '.env'));
    expect([uid, mode & 0o777]).toEqual([ME, 0o600]);
  });
});

it('a public file stays a link to what it was a link to', async () => {
  await writeFile(join(folder, 'shared.yaml'), 'before');
  await symlink('shared.yaml', join(folder, 'entra-mcp.yaml'));
  await filesOf(ME).writeText('entra-mcp.yaml', 'after', { mode: 0o644 });
  expect((await lstat(join(folder, 'entra-mcp.yaml'))).isSymbolicLink()).toBe(true);
  expect(await readFile(join(folder, 'shared.yaml'), 'utf8')).toBe('after');
});

describe('the folder of a private file', () => {
  it.each([
    [0o700, null],
    [0o755, null],
    [0o775, 'its group'],
    [0o777, 'everybody'],
  ] as const)('with mode %o lets in: %s', async (mode, who) => {
    await mkdir(join(folder, 'sub'));
    await chmod(join(folder, 'sub'), mode);
    expect(await filesOf(ME).whoElseWrites('sub/.env')).toBe(who);
  });

  it('lets its owner in', async () => {
    await mkdir(join(folder, 'sub'));
    expect(await (await foreigner(join(folder, 'sub'))).whoElseWrites('sub/.env')).toBe('its owner');
  });
});

it('a pipe is neither waited for nor replaced', async () => {
  execFileSync('mkfifo', [join(folder, '.env')]);
  const files = filesOf(ME);
  await expect(files.readText('.env')).rejects.toMatchObject({ code: 'FILE_INVALID' });
  expect(await files.whyNotWritable('.env', PRIVATE)).toBe('it is no file');
});
