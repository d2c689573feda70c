import { createInterface } from 'node:readline';
import { SetupError } from '../errors.ts';
import type { AskerStreams } from './asker-host.ts';
import { dropTyped } from './typed-ahead.ts';

/** Reads lines as the terminal's own line editing delivers them: nothing is redrawn. */
export interface LineReader {
  /** The next line; rejects at the end of input and when `interrupt` aborts. */
  next(): Promise<string>;
  /** Discards what was typed so far. */
  drop(): Promise<void>;
}

interface Waiting {
  readonly resolve: (line: string) => void;
  readonly reject: (reason: unknown) => void;
}

/** Reads lines from the input, which is paused between questions: a flowing standard input would keep the process alive. */
export function lineReader({ input }: Pick<AskerStreams, 'input'>, interrupt: AbortSignal): LineReader {
  const lines: string[] = [];
  let ended = false;
  let waiting: Waiting | null = null;
  const reader = createInterface({ input, terminal: false });
  const settle = (act: (waiting: Waiting) => void) => {
    const current = waiting;
    waiting = null;
    reader.pause();
    if (current) act(current);
  };
  reader.on('line', (line) => {
    if (waiting) settle(({ resolve }) => resolve(line));
    else lines.push(line);
  });
  reader.on('close', () => {
    ended = true;
    settle(({ reject }) => reject(endOfInput()));
  });
  interrupt.addEventListener('abort', () => settle(({ reject }) => reject(interrupt.reason)));
  const take = (resolve: Waiting['resolve'], reject: Waiting['reject']) => {
    if (interrupt.aborted) return reject(interrupt.reason);
    const ready = lines.shift();
    if (ready !== undefined) return resolve(ready);
    if (ended) return reject(endOfInput());
    waiting = { resolve, reject };
    reader.resume();
  };
  return { next: () => new Promise(take), drop: () => forget(input, lines) };
}

async function forget(input: AskerStreams['input'], lines: string[]): Promise<void> {
  if (!input.isTTY) return;
  await dropTyped({ input });
  lines.length = 0;
}

/** The error at the end of input: Ctrl-D, or a terminal that was closed. */
export function endOfInput(): SetupError {
  return new SetupError('INTERRUPTED', 'Stopped: the input ended before the question was answered.');
}
