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
