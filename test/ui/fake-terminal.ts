import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { withPlainSpaces } from '../../src/core/whole-commands.ts';
import type { Terminal } from '../../src/ports.ts';

/** A terminal that remembers what it was told. */
export interface FakeTerminal extends Terminal {
  readonly saidOut: () => string;
  readonly saidErr: () => string;
}

/** An interactive 80-column terminal without colour, unless told otherwise; what it is told also goes to `screen`. */
export function fakeTerminal(traits: Partial<Terminal> = {}, screen?: Writable): FakeTerminal {
  const out: string[] = [];
  const err: string[] = [];
  return {
    columns: 80,
    columnsOut: 80,
    interactive: true,
    drawn: true,
    color: false,
    colorOut: false,
    unicode: true,
    animated: true,
    accessible: false,
    stdinIsTerminal: true,
    readStdin: async () => '',
    ...traits,
    out: (text) => void out.push(text),
    annotate: (text) => void out.push(text),
    err: (text) => {
      err.push(withPlainSpaces(text));
      screen?.write(text);
    },
    saidOut: () => out.join(''),
    saidErr: () => err.join(''),
  };
}

/** A keyboard: what is pressed arrives as a terminal in raw mode sends it. */
export function fakeKeyboard(): PassThrough & { readonly isTTY: true; setRawMode: () => void } {
  return Object.assign(new PassThrough(), { isTTY: true as const, setRawMode: () => undefined });
}

/** A screen that can be waited for. */
export interface FakeScreen extends Writable {
  readonly columns: number;
  /** Everything drawn so far, without control characters. */
  readonly text: () => string;
  /** Resolves once `words` have been drawn since the last such wait. */
  readonly shows: (words: string) => Promise<void>;
}

export function fakeScreen(columns = 80): FakeScreen {
  let drawn = '';
  let seen = 0;
  let waiting: { readonly words: string; readonly resolve: () => void } | null = null;
  const look = () => {
    const at = waiting ? drawn.indexOf(waiting.words, seen) : -1;
    if (!waiting || at < 0) return;
    seen = at + waiting.words.length;
    const { resolve } = waiting;
    waiting = null;
    resolve();
  };
  const screen = new Writable({
    write: (chunk, _encoding, done) => {
      drawn += stripVTControlCharacters(String(chunk));
      look();
      done();
    },
  });
  return Object.assign(screen, {
    // Legacy pipes end whatever they write to, except a standard stream.
    _isStdio: true,
    columns,
    text: () => drawn,
    shows: (words: string) =>
      new Promise<void>((resolve) => {
        waiting = { words, resolve };
        look();
      }),
  });
}
