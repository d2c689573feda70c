import type { AskerStreams } from './asker-host.ts';

/** Turns of the event loop that are waited for pending input. The first may pass before the input is polled. */
const TURNS = 3;

/**
 * Discards what was typed on a terminal before a question was shown, so that an Enter during a wait answers nothing. Input from
 * a pipe is kept.
 */
export async function dropTyped({ input }: Pick<AskerStreams, 'input'>): Promise<void> {
  if (!input.isTTY) return;
  input.resume();
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
}
