import type { Terminal } from '../ports.ts';

/** The raw streams of the terminal; prompts are drawn on standard error. */
export interface AskerStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** What asking takes: the terminal's traits, its raw streams, and the signal that aborts at Ctrl-C. */
export interface AskerHost {
  readonly terminal: Terminal;
  readonly streams: AskerStreams;
  readonly interrupt: AbortSignal;
}
