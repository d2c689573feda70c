import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { nodeTerminal, type TerminalProcess } from '../../src/adapters/node-terminal.ts';

const FLAGS = { noInput: false, color: 'auto', accessible: false } as const;

function host(changes: Partial<TerminalProcess> = {}): TerminalProcess {
  return {
    stdin: Readable.from([]),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    env: {},
    platform: 'linux',
    ...changes,
  };
}

describe('standard output', () => {
  it('stays quiet when the reader of a pipe has gone', () => {
    const stdout = new PassThrough();
    nodeTerminal(host({ stdout }), FLAGS);
    expect(() => stdout.emit('error', Object.assign(new Error('gone'), { code: 'EPIPE' }))).not.toThrow();
  });

  it('says that a full disk lost the result', () => {
    const stdout = new PassThrough();
    nodeTerminal(host({ stdout }), FLAGS);
    expect(() => stdout.emit('error', Object.assign(new Error('no space'), { code: 'ENOSPC' }))).toThrow(
      expect.objectContaining({ code: 'FILE_NOT_WRITABLE' }),
    );
  });
});

it.each(['out', 'err', 'annotate'] as const)('%s says nothing that the runner of a CI job obeys', (door) => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  nodeTerminal(host({ stdout, stderr }), FLAGS)[door]('App ##vso[task.complete]x ##[group]y\n');
  const written = String(stdout.read() ?? '') + String(stderr.read() ?? '');
  expect(written).toBe('App ##vso [task.complete]x ## [group]y\n');
});

describe('standard input', () => {
  it('is read whole, with characters cut between chunks put together', async () => {
    const bytes = Buffer.from('naïve');
    const stdin = Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]);
    expect(await nodeTerminal(host({ stdin }), FLAGS).readStdin(100)).toBe('naïve');
  });

  it('is refused above the limit instead of being cut', async () => {
    const stdin = Readable.from([Buffer.alloc(11)]);
    await expect(nodeTerminal(host({ stdin }), FLAGS).readStdin(10)).rejects.toMatchObject({ code: 'USAGE' });
  });
});

it('notices that the window was made narrower', () => {
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 120 });
  const terminal = nodeTerminal(host({ stderr }), FLAGS);
  stderr.columns = 44;
  expect(terminal.columns).toBe(44);
});

it.each([
  ['breaks talk at words where a terminal shows it', { isTTY: true, columns: 40 }, '\n'],
  ['keeps lines whole where none does', {}, ' '],
])('%s, and results always', (_name, traits, gap) => {
  const stream = () => Object.assign(new PassThrough({ encoding: 'utf8' }), traits);
  const [stderr, stdout] = [stream(), stream()];
  const terminal = nodeTerminal(host({ stderr, stdout }), FLAGS);
  const words = Array.from({ length: 10 }, () => 'six six').join(' ');
  for (const write of [terminal.err, terminal.out]) write(words);
  expect([stderr.read(), stdout.read()]).toEqual([words.replace(/(.{39}) /, `$1${gap}`), words]);
});

it('tells the width of standard output, and that there is none', () => {
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns: 66 });
  expect(nodeTerminal(host({ stdout }), FLAGS).columnsOut).toBe(66);
  expect(nodeTerminal(host({ stdout: new PassThrough() }), FLAGS).columnsOut).toBe(null);
});
