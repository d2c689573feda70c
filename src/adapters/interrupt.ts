import { EXIT_CODES, SetupError } from '../errors.ts';

type InterruptSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** The parts of the process that watching for Ctrl-C uses. */
export interface InterruptProcess {
  readonly stderr: { readonly isTTY?: boolean; write(text: string): unknown };
  on(signal: InterruptSignal, listener: () => void): unknown;
  exit(code: number): unknown;
}

/** Shows the cursor again, which spinners and prompts hide. */
const SHOW_CURSOR = '\u001b[?25h';

const MEANINGS: Readonly<
  Record<InterruptSignal, { readonly code: 'INTERRUPTED' | 'TERMINATED'; readonly message: string }>
> = {
  SIGINT: { code: 'INTERRUPTED', message: 'Stopped by Ctrl-C.' },
  SIGTERM: { code: 'TERMINATED', message: 'Stopped: the process was told to end.' },
  SIGHUP: { code: 'TERMINATED', message: 'Stopped: the terminal was closed.' },
};

/**
 * A signal that aborts at the first Ctrl-C or termination, so that the request in flight can finish and what was done can be
 * said. The second ends the process at once.
 */
export function watchInterrupts(host: InterruptProcess): AbortSignal {
  const controller = new AbortController();
  for (const [signal, { code, message }] of Object.entries(MEANINGS)) {
    host.on(signal as InterruptSignal, () => {
      if (!controller.signal.aborted) return controller.abort(new SetupError(code, message));
      if (host.stderr.isTTY) host.stderr.write(SHOW_CURSOR);
      host.exit(EXIT_CODES[code]);
    });
  }
  return controller.signal;
}
