import type { AskerStreams } from './asker-host.ts';

/** The first may come before the input is polled at all. */
const TURNS = 3;

/**
 * Lets what was typed before a question stood on the screen flow away: an Enter during a wait answers nothing that
 * nobody has seen. A pipe is no impatience, so its lines stay.
 */
export async function dropTyped({ input }: Pick<AskerStreams, 'input'>): Promise<void> {
  if (!input.isTTY) return;
  input.resume();
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
}
