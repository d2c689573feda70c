import { createInterface } from 'node:readline';
import { SetupError } from '../errors.ts';
import type { Answered } from '../ports.ts';
import type { AskerHost, AskerStreams } from './asker-host.ts';
import { endOfInput } from './line-reader.ts';
import { dropTyped } from './typed-ahead.ts';

/** The context that every @inquirer prompt is started with. */
export interface PromptContext {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly signal: AbortSignal;
  readonly clearPromptOnDone: true;
}

/** A key as `node:readline` reports it. */
export interface Key {
  readonly name?: string | undefined;
  readonly sequence?: string | undefined;
  readonly ctrl?: boolean | undefined;
}

interface Ending {
  reason: 'back' | 'end' | null;
}

/**
 * Runs one prompt until it is answered, or until a key, Ctrl-C, the end of input or the interrupt signal ends it.
 * @inquirer/core knows neither Esc nor the end of input: at the latter it never settles, and Node exits with 0.
 */
export async function promptOnce<Value>(
  { streams, interrupt }: Pick<AskerHost, 'streams' | 'interrupt'>,
  leadsBack: (key: Key) => boolean,
  run: (context: PromptContext) => Promise<Value>,
): Promise<Answered<Value>> {
  if (isOver(streams.input)) throw endOfInput();
  reportKeysSoon(streams);
  streams.input.setRawMode?.(true);
  await dropTyped(streams);
  if (isOver(streams.input)) throw endOfInput();
  const controller = new AbortController();
  const ending: Ending = { reason: null };
  const stopListening = listen(streams.input, leadsBack, (reason) => {
    ending.reason ??= reason;
    controller.abort();
  });
  const signal = AbortSignal.any([controller.signal, interrupt]);
  try {
    return { kind: 'answer', value: await run({ ...streams, signal, clearPromptOnDone: true }) };
  } catch (error) {
    if (interrupt.aborted) throw interrupt.reason;
    if (ending.reason === 'end') throw endOfInput();
    if (ending.reason === 'back') return { kind: 'back' };
    throw isCtrlC(error) ? new SetupError('INTERRUPTED', 'Stopped by Ctrl-C.') : error;
  } finally {
    stopListening();
  }
}

function listen(
  input: NodeJS.ReadableStream,
  leadsBack: (key: Key) => boolean,
  end: (reason: 'back' | 'end') => void,
): () => void {
  const onKey = (_text: unknown, key: Key) => {
    if (leadsBack(key)) end('back');
    // Ctrl-D closes readline only on an empty line, and readline pauses its input when it closes.
    if (key.ctrl && key.name === 'd') setImmediate(() => input.isPaused() && end('end'));
  };
  const onEnd = () => end('end');
  const endings = ['end', 'close', 'error'];
  input.on('keypress', onKey);
  for (const name of endings) input.on(name, onEnd);
  return () => {
    input.removeListener('keypress', onKey);
    for (const name of endings) input.removeListener(name, onEnd);
  };
}

function isOver(input: NodeJS.ReadableStream): boolean {
  return !input.readable;
}

function isCtrlC(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError';
}

const ESCAPE_TIMEOUT_MS = 100;
const prepared = new WeakSet<NodeJS.ReadableStream>();

/**
 * Shortens the wait for what may follow Esc, which the first readline on a stream decides: Node's half a second feels broken.
 */
function reportKeysSoon({ input, output }: AskerStreams): void {
  if (prepared.has(input)) return;
  prepared.add(input);
  createInterface({ input, output, terminal: true, escapeCodeTimeout: ESCAPE_TIMEOUT_MS }).close();
}
