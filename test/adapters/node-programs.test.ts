import { expect, it } from 'vitest';
import { nodePrograms } from '../../src/adapters/node-programs.ts';

const programs = nodePrograms('linux');

it('returns what the program printed', async () =>
  expect(await programs.run('node', ['-e', 'console.log(1 + 1)'], { timeout: 60_000 })).toBe('2\n'));

it('passes arguments as they are, not through a shell', async () =>
  expect(await programs.run('printf', ['%s', '$HOME; x'], { timeout: 60_000 })).toBe('$HOME; x'));

it('rejects when the program fails', async () =>
  expect(programs.run('node', ['-e', 'process.exit(3)'], { timeout: 60_000 })).rejects.toMatchObject({
    code: 3,
  }));

it('rejects when there is no such program', async () =>
  expect(programs.run('no-such-program', [], { timeout: 60_000 })).rejects.toMatchObject({
    code: expect.stringMatching(/^(?:ENOENT|EACCES)$/),
  }));

it('does not let a program wait for input', async () =>
  expect(await programs.run('cat', [], { timeout: 60_000 })).toBe(''));

it('ends a program that takes too long', async () =>
  expect(programs.run('sleep', ['60'], { timeout: 50 })).rejects.toMatchObject({ killed: true }));

it.each(['a&calc', 'a|b', '%PATH%', 'a b', '"', '^', 'a\nb', ''])('lets cmd.exe see no %j', async (word) => {
  const run = nodePrograms('win32').run('no-such-program', ['version', word], { timeout: 60_000 });
  await expect(run).rejects.toThrow('Not run through cmd.exe');
});

it('starts a Windows command file with words that cmd.exe passes on', async () =>
  expect(
    nodePrograms('win32').run('no-such-program', ['--output=json'], { timeout: 60_000 }),
  ).rejects.toMatchObject({ path: 'cmd.exe' }));
