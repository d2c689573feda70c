import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { newScreen, type Screen } from './screen.ts';

export interface SessionOptions {
  readonly columns: number;
  readonly rows?: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds that anything waited for may take. */
  readonly deadline?: number;
}

/** A program in a pseudo-terminal, and the person in front of it. */
export interface Session {
  readonly screen: Screen;
  /** Every byte that was drawn. */
  raw(): string;
  /** What is on the screen by now without control sequences: what a teletype would have printed. */
  said(): string;
  /** Waits until the text stands on the screen, however its lines are broken. */
  sees(text: string): Promise<void>;
  /** Waits until one of the texts is printed after the text that was heard last. */
  hears(...texts: readonly string[]): Promise<void>;
  /** Waits until `isOver` holds of what is drawn; `what` names it in the error where it never does. */
  meets(isOver: () => boolean, what: string): Promise<void>;
  type(text: string): void;
  press(...keys: readonly Key[]): void;
  /** Signals the program as a shell's job control would. */
  kill(signal: NodeJS.Signals): void;
  /** Waits for the end and for everything printed before it. Fails with the screen at another exit code. */
  ends(code: number): Promise<void>;
}

const KEYS = {
  enter: '\r',
  escape: '\u001b',
  up: '\u001b[A',
  down: '\u001b[B',
  space: ' ',
  'ctrl-c': '\u0003',
  'ctrl-d': '\u0004',
} as const;
export type Key = keyof typeof KEYS;

/** The longest wait in milliseconds, for a busy or slow machine; a wait ends as soon as what it waits for happens. */
const DEADLINE_MS = 120_000;

interface Waiting {
  readonly isOver: () => boolean;
  readonly resolve: () => void;
}

/**
 * The program runs under a shell that says the exit code when all has been said and then waits to be ended: a
 * pseudo-terminal whose last process has gone is closed after 200 ms, read or not, and its last lines are lost. Nor does
 * Ctrl-C flush what was said: it signals first and flushes after, so a quick farewell would be lost on a busy machine.
 */
const UNDER_SHELL = `stty noflsh; trap : INT TERM HUP; "$0" "$@"; printf '\\033]7717;%s;\\007' "$?"; read -r _`;
const LEFT_WITH = /\]7717;(\d+);/;

/** Starts a program. Nothing here sleeps: whatever is waited for is looked for when bytes arrive. */
export function startSession(command: string, argv: readonly string[], options: SessionOptions): Session {
  const { columns, rows = 40, cwd, env, deadline = DEADLINE_MS } = options;
  const screen = newScreen(columns, rows);
  const shell = ['-c', UNDER_SHELL, command, ...argv];
  const pty = spawn('/bin/sh', shell, { name: 'xterm-256color', cols: columns, rows, cwd, env });
  let drawn = '';
  let heard = 0;
  let ended: number | null = null;
  let drawing: Promise<void> = Promise.resolve();
  let waiting: readonly Waiting[] = [];
  const look = () => {
    const over = waiting.filter(({ isOver }) => isOver());
    waiting = waiting.filter((one) => !over.includes(one));
    for (const { resolve } of over) resolve();
  };
  pty.onData((bytes) => {
    drawing = drawing
      .then(() => screen.write(bytes))
      .then(() => {
        // Bytes that arrived meanwhile are not on the screen yet.
        drawn += bytes;
        ended ??= exitCodeIn(drawn);
        if (ended !== null) pty.kill('SIGKILL');
        look();
      });
  });
  const until = (isOver: () => boolean, what: string): Promise<void> => {
    if (isOver()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`Waited ${deadline} ms for ${what}. On the screen:\n\n${screen.all()}\n`));
        pty.kill('SIGKILL');
      }, deadline);
      const isOverOrDead = () => isOver() || ended !== null;
      waiting = [
        ...waiting,
        { isOver: isOverOrDead, resolve: () => settle(timer, isOver, what, resolve, reject) },
      ];
    });
  };
  const settle = (
    timer: NodeJS.Timeout,
    isOver: () => boolean,
    what: string,
    resolve: () => void,
    reject: (error: Error) => void,
  ) => {
    clearTimeout(timer);
    if (isOver()) return resolve();
    reject(new Error(`It ended with ${ended} before ${what}. On the screen:\n\n${screen.all()}\n`));
  };
  const session: Session = {
    screen,
    raw: () => drawn,
    said: () => stripVTControlCharacters(drawn).replaceAll('\r', ''),
    sees: (text) => until(() => packed(screen.all()).includes(packed(text)), `"${text}" to be seen`),
    hears: async (...texts) => {
      const ends = () => {
        const said = packed(session.said());
        const found = texts.map((text) => [said.indexOf(packed(text), heard), packed(text).length] as const);
        return found.filter(([at]) => at >= 0).map(([at, length]) => at + length);
      };
      await until(() => ends().length > 0, `"${texts.join('" or "')}" to be heard`);
      heard = Math.min(...ends());
    },
    meets: until,
    type: (text) => pty.write(text),
    press: (...keys) => {
      for (const key of keys) pty.write(KEYS[key]);
    },
    kill: (signal) => process.kill(-pty.pid, signal),
    ends: async (code) => {
      await until(() => ended !== null, 'its end');
      if (ended === code) return;
      throw new Error(`It ended with ${ended}, not ${code}. On the screen:\n\n${screen.all()}\n`);
    },
  };
  return session;
}

function exitCodeIn(drawn: string): number | null {
  const code = LEFT_WITH.exec(drawn)?.[1];
  return code === undefined ? null : Number(code);
}

/** Words broken over lines by a narrow terminal are the same words. */
export function packed(text: string): string {
  return text.replace(/\s+/g, '');
}
