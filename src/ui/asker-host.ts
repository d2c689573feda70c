import type { Terminal } from '../ports.ts';

/** The raw streams of the terminal; prompts are drawn on standard error. */
export interface AskerStreams {
  /** Standard input; it has `setRawMode` where it is a terminal. */
  readonly input: NodeJS.ReadableStream & {
    readonly isTTY?: boolean | undefined;
    setRawMode?(mode: boolean): unknown;
  };
  readonly output: NodeJS.WritableStream & { readonly rows?: number | undefined };
}

/** What asking needs: the terminal's traits, its raw streams, and the signal that aborts at Ctrl-C. */
export interface AskerHost {
  readonly terminal: Terminal;
  readonly streams: AskerStreams;
  readonly interrupt: AbortSignal;
}
