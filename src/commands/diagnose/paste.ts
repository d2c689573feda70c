import { LONGEST_TEXT } from '../../diagnosis/index.ts';
import type { Outside } from '../../outside.ts';

/** Reads standard input to its end. On a terminal says what it waits for and how to end it. Rejects on Ctrl-C. */
export async function readPaste(
  { terminal, interrupt }: Pick<Outside, 'terminal' | 'interrupt'>,
  what: 'error' | 'token',
): Promise<string> {
  if (terminal.stdinIsTerminal) terminal.err(WAITING[what]);
  interrupt.throwIfAborted();
  const over = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    interrupt.addEventListener('abort', () => reject(interrupt.reason), { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([terminal.readStdin(LONGEST_TEXT), stopped]);
  } finally {
    over.abort();
  }
}

const END = 'then end with Ctrl-D on a line of its own (Windows: Ctrl-Z and Enter). Ctrl-C leaves.\n';
const WAITING = {
  error: `Paste the error, log or page here, ${END}`,
  token: `Paste the access token here, ${END}`,
} as const;
