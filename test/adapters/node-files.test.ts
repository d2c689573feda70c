import { readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFiles } from '../../src/adapters/node-files.ts';
import { nodePrograms } from '../../src/adapters/node-programs.ts';
import type { Files, Programs } from '../../src/ports.ts';

let folder: string;
let files: Files;

const filesOn = (
  platform: string,
  programs: Programs,
  warnings: string[] = [],
  interrupt = new AbortController().signal,
): Files =>
  nodeFiles({
    platform,
    userId: platform === 'win32' ? null : (process.geteuid?.() ?? null),
    workingDirectory: folder,
    systemRoot: 'C:\\Windows',
    programs,
    warn: (text) => warnings.push(text),
    interrupt,
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
  files = filesOn('linux', nodePrograms('linux'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('permission bits', () => {
  it('are not believed on Windows, where every file looks open', async () => {
    await writeFile(join(folder, '.env'), 'A=1\n', { mode: 0o666 });
    expect(await filesOn('win32', nodePrograms('win32')).mode('.env')).toBeNull();
    expect(await files.mode('.env')).not.toBeNull();
  });
});

describe('a file that is written', () => {
  it('is private when asked to be, also where it was open before', async () => {
    await writeFile(join(folder, '.env'), 'A=1\n', { mode: 0o644 });
    await files.writeText('.env', 'A=2\n', { mode: 0o600 });
    expect(await files.mode('.env')).toBe(0o600);
    expect(await files.readText('.env')).toBe('A=2\n');
  });

  it('is read before also after Ctrl-C, so that what was made is still merged into it', async () => {
    const files = filesOn('linux', nodePrograms('linux'), [], AbortSignal.abort());
    await files.writeText('.env', 'A=1\n', { mode: 0o600 });
    expect([await files.readText('.env'), await files.readText('other')]).toEqual(['A=1\n', null]);
  });

  it('brings its folder along', async () => {
    await files.writeText('out/deep/file', 'x', { mode: 0o644 });
    expect(await files.readText('out/deep/file')).toBe('x');
  });

  it('leaves nothing else behind', async () => {
    await files.writeText('file', 'x', { mode: 0o644 });
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('names the path and the reason when it cannot be', async () => {
    await writeFile(join(folder, 'taken'), '');
    await expect(files.writeText('taken/file', 'x', { mode: 0o644 })).rejects.toMatchObject({
      code: 'FILE_NOT_WRITABLE',
      message: expect.stringContaining('taken/file'),
    });
  });
});

describe('a file that is read', () => {
  it('is null when it is not there', async () => expect(await files.readText('nowhere')).toBeNull());

  it('is an error when it is a folder', async () => {
    await mkdir(join(folder, 'sub'));
    await expect(files.readText('sub')).rejects.toMatchObject({
      code: 'FILE_INVALID',
      message: 'sub cannot be read: it is a folder.',
      cause: { code: 'EISDIR' },
    });
  });
});

it('copies with the mode asked for, whatever the mode of the first, and has it before it has content', async () => {
  await writeFile(join(folder, 'a'), 'x'.repeat(8_000_000), { mode: 0o644 });
  const modes = new Set<number>();
  const copying = files.copy('a', 'b', { mode: 0o600 }).then(() => 'done');
  const tick = () => new Promise((resolve) => setImmediate(resolve));
  do {
    for (const name of readdirSync(folder)) {
      const entry = statSync(join(folder, name), { throwIfNoEntry: false });
      if (entry && name !== 'a') modes.add(entry.mode & 0o777);
    }
  } while ((await Promise.race([copying, tick()])) !== 'done');
  modes.add((await stat(join(folder, 'b'))).mode & 0o777);
  expect([...modes]).toEqual([0o600]);
});

describe('a file to be written', () => {
  it('has its folder made, tried and left empty', async () => {
    expect(await files.whyNotWritable('new/file', { mode: 0o644 })).toBeNull();
    expect(await readdir(join(folder, 'new'))).toEqual([]);
  });

  it('is refused with the reason', async () => {
    await writeFile(join(folder, 'taken'), '');
    expect(await files.whyNotWritable('taken/file', { mode: 0o644 })).toMatch(/file/);
  });

  it('is refused where a folder has its name', async () => {
    await mkdir(join(folder, 'summary.md'));
    expect(await files.whyNotWritable('summary.md', { mode: 0o644 })).toBe('it is a folder');
  });

  it('is read no further than anything this program writes', async () => {
    await expect(files.readText('/dev/zero')).rejects.toMatchObject({ code: 'FILE_INVALID' });
  });
});

describe('on Windows', () => {
  /** Windows' programs; notes what icacls is asked, and what the file held by then. */
  const windows = (me: string, calls: string[][]): Programs => ({
    run: async (program, argv) => {
      if (program === 'C:\\Windows\\System32\\whoami.exe') return me;
      const [path = '', ...others] = argv;
      calls.push([
        program,
        basename(path).replace(/\.[\da-f-]{36}$/, '.*'),
        await readFile(path, 'utf8'),
        ...others,
      ]);
      return '';
    },
  });

  it.each([
    ['this account, by its SID', '"azuread\\ada","S-1-12-1-77-8"\r\n', '*S-1-12-1-77-8:F'],
    ['the owner where the SID is not told', 'whoami: extra operand', '*S-1-3-4:F'],
  ])('cuts access to a private file down to %s, before it has content', async (_who, me, granted) => {
    const calls: string[][] = [];
    const private_ = filesOn('win32', windows(me, calls));
    await private_.writeText('.env', 'A=1', { mode: 0o600 });
    await private_.copy('.env', '.env.bak', { mode: 0o600 });
    const limits = ['/inheritance:r', '/grant:r', granted, '/grant:r', '*S-1-5-18:F'];
    expect(calls).toEqual([
      ['C:\\Windows\\System32\\icacls.exe', '.env.*', '', ...limits],
      ['C:\\Windows\\System32\\icacls.exe', '.env.bak.*', '', ...limits],
    ]);
    expect(await private_.readText('.env.bak')).toBe('A=1');
  });

  it('says so when that fails', async () => {
    const warnings: string[] = [];
    const programs: Programs = { run: () => Promise.reject(new Error('no icacls')) };
    await filesOn('win32', programs, warnings).writeText('.env', '', { mode: 0o600 });
    expect(warnings).toHaveLength(1);
  });

  it('leaves public files alone', async () => {
    const programs: Programs = { run: () => Promise.reject(new Error('called')) };
    const warnings: string[] = [];
    await filesOn('win32', programs, warnings).writeText('summary.md', '', { mode: 0o644 });
    expect(warnings).toEqual([]);
  });
});

describe('git', () => {
  const git = (...argv: readonly string[]) =>
    nodePrograms('linux').run('git', ['-C', folder, ...argv], { timeout: 60_000 });

  it('has no say outside a work tree', async () => expect(await files.gitStatus('.env')).toBe('outside'));

  it('has no say where it is not installed', async () => {
    const programs: Programs = { run: () => Promise.reject(new Error('ENOENT')) };
    expect(await filesOn('linux', programs).gitStatus('.env')).toBe('outside');
  });

  it('would commit a file that nothing ignores, also one that is not there yet', async () => {
    await git('init');
    expect(await files.gitStatus('sub/.env')).toBe('unignored');
  });

  it('leaves an ignored file out', async () => {
    await git('init');
    await writeFile(join(folder, '.gitignore'), '.env\n');
    expect(await files.gitStatus('.env')).toBe('ignored');
  });

  it('keeps a file it already tracks, ignored or not', async () => {
    await git('init');
    await writeFile(join(folder, '.gitignore'), '.env\n');
    await writeFile(join(folder, '.env'), '');
    await git('add', '-f', '.env');
    expect(await files.gitStatus('.env')).toBe('tracked');
  });
});

describe('the commit that is checked out', () => {
  const git = (...argv: readonly string[]) =>
    nodePrograms('linux').run(
      'git',
      ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...argv],
      { timeout: 60_000 },
    );

  it('is none outside a work tree', async () => expect(await files.gitCommit('a.yaml')).toBeNull());

  it('is none before the first', async () => {
    await git('init');
    expect(await files.gitCommit('a.yaml')).toBeNull();
  });

  it('says whether the file is as it is there', async () => {
    await git('init');
    await writeFile(join(folder, 'a.yaml'), 'a');
    await writeFile(join(folder, 'b.yaml'), 'b');
    await git('add', '.');
    await git('commit', '-m', 'first');
    await writeFile(join(folder, 'b.yaml'), 'changed');
    await writeFile(join(folder, 'c.yaml'), 'new');
    const id = (await git('rev-parse', 'HEAD')).trim();
    expect(await Promise.all(['a.yaml', 'b.yaml', 'c.yaml'].map((path) => files.gitCommit(path)))).toEqual([
      { id, file: 'committed' },
      { id, file: 'modified' },
      { id, file: 'untracked' },
    ]);
  });
});

describe('a pattern', () => {
  beforeEach(async () => {
    for (const name of [
      'envs/b.yaml',
      'envs/a.yaml',
      'envs/a.yml',
      'envs/.hidden.yaml',
      'envs/deep/c.yaml',
    ]) {
      await files.writeText(name, '', { mode: 0o644 });
    }
  });

  it.each([
    ['envs/*.yaml', ['envs/a.yaml', 'envs/b.yaml']],
    ['envs/?.y*ml', ['envs/a.yaml', 'envs/a.yml', 'envs/b.yaml']],
    ['envs/[!b].yaml', ['envs/a.yaml']],
    ['**/*.yaml', ['envs/a.yaml', 'envs/b.yaml', 'envs/deep/c.yaml']],
    ['*/deep/*', ['envs/deep/c.yaml']],
    ['./envs/a.*', ['./envs/a.yaml', './envs/a.yml']],
    ['envs/a.yaml', ['envs/a.yaml']],
    ['nowhere/*.yaml', []],
  ])('%s names its files, sorted', async (pattern, expected) =>
    expect(await files.glob(pattern)).toEqual(expected),
  );

  it.each([`${'*'.repeat(60)}x`, `${'*a'.repeat(30)}x`, `${'**/'.repeat(30)}x`, `${'?*'.repeat(40)}[!a]x`])(
    'of many stars is tried without trying all against one another: %s',
    async (pattern) => {
      await files.writeText('a'.repeat(200), '', { mode: 0o644 });
      expect(await files.glob(pattern)).toEqual([]);
    },
  );

  it.each([
    ['envs/*b*', ['envs/b.yaml']],
    ['envs/[a-b].y?ml', ['envs/a.yaml', 'envs/b.yaml']],
    ['envs/**.yml', ['envs/a.yml']],
    ['**/**/c.*', ['envs/deep/c.yaml']],
    ['envs/.h*', ['envs/.hidden.yaml']],
    ['envs/a.y', []],
    ['envs/*a', []],
  ])('%s names what shells name', async (pattern, expected) =>
    expect(await files.glob(pattern)).toEqual(expected),
  );

  it('is refused when a range in it runs backwards, also where no folder is', async () => {
    for (const pattern of ['envs/[z-a].yaml', 'nowhere/[z-a].yaml'])
      await expect(files.glob(pattern)).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('may be absolute', async () =>
    expect(await files.glob(join(folder, 'envs/*.yml'))).toEqual([join(folder, 'envs/a.yml')]));
});
