import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { watchInterrupts } from '../../src/adapters/interrupt.ts';

function host() {
  const exits: number[] = [];
  const written: string[] = [];
  return Object.assign(new EventEmitter(), {
    exits,
    exit: (code: number) => exits.push(code),
    stderr: { isTTY: true, write: (text: string) => written.push(text) },
    written,
  });
}

describe('Ctrl-C', () => {
  it('lets the request in flight finish the first time', () => {
    const process = host();
    const signal = watchInterrupts(process);
    process.emit('SIGINT');
    expect(signal.reason).toMatchObject({ code: 'INTERRUPTED', exitCode: 130 });
    expect(process.exits).toEqual([]);
  });

  it('ends at once the second time', () => {
    const process = host();
    watchInterrupts(process);
    process.emit('SIGINT');
    process.emit('SIGINT');
    expect(process.exits).toEqual([130]);
    expect(process.written).toEqual(['\u001b[?25h']);
  });
});

it.each(['SIGTERM', 'SIGHUP'])('takes %s for a wish to end', (name) => {
  const process = host();
  const signal = watchInterrupts(process);
  process.emit(name);
  expect(signal.reason).toMatchObject({ code: 'TERMINATED', exitCode: 143 });
});
