import { SetupError } from '../errors.ts';
import type { Clock, Progress, Terminal } from '../ports.ts';
import { formatElapsed, spellElapsed, whileTicking } from './elapsed.ts';
import { type Style, styleFor } from './style.ts';

/** What showing progress needs. `stream` is standard error, of which spinners need more than writing. */
export interface ProgressHost {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly stream: NodeJS.WriteStream;
}

/** Work that says by `note` how far it is. */
export type Work<Result> = (note: (text: string) => void) => Promise<Result>;

const SPINNER_TICK_MS = 1000;
const LINE_TICK_MS = 10_000;
/** From how many milliseconds on the time is shown; before, it would only flicker. */
const WORTH_COUNTING_MS = 2000;

/** A spinner where the terminal can be redrawn, plain lines elsewhere. */
export function createProgress(host: ProgressHost): Progress {
  return {
    step: (title, work) => (host.terminal.animated ? spin(host, title, work) : tell(host, title, work)),
  };
}

/** For `--quiet`: the work is done, nothing is shown. */
export function silentProgress(): Progress {
  return { step: (_title, work) => work(() => undefined) };
}

/** The word for work that threw: stopped by a person, or failed. */
export function endingOf(error: unknown): 'stopped' | 'failed' {
  const stopped = error instanceof SetupError && ['INTERRUPTED', 'TERMINATED'].includes(error.code);
  return stopped ? 'stopped' : 'failed';
}

/** Plain lines: one at the start, one every ten seconds, one at the end. */
export async function tell<Result>(
  { terminal, clock }: Omit<ProgressHost, 'stream'>,
  title: string,
  work: Work<Result>,
  ending: () => string = () => 'done',
): Promise<Result> {
  let noted = '';
  const tick = (elapsed: number) =>
    terminal.err(
      `${['Still waiting', spellElapsed(elapsed)].join(', ')}: ${[title, noted].filter(Boolean).join(', ')}\n`,
    );
  terminal.err(`${title}...\n`);
  try {
    const result = await whileTicking(clock, LINE_TICK_MS, tick, () =>
      work((text) => {
        noted = text;
      }),
    );
    terminal.err(`${title}: ${ending()}\n`);
    return result;
  } catch (error) {
    terminal.err(`${title}: ${endingOf(error)}\n`);
    throw error;
  }
}

async function spin<Result>(host: ProgressHost, title: string, work: Work<Result>): Promise<Result> {
  const spinner = await startSpinner(host, title);
  try {
    const result = await whileTicking(host.clock, SPINNER_TICK_MS, spinner.tick, () => work(spinner.note));
    spinner.done();
    return result;
  } catch (error) {
    spinner.end(endingOf(error));
    throw error;
  }
}

async function startSpinner({ terminal, stream }: ProgressHost, title: string) {
  const style = styleFor(terminal);
  const { default: ora } = await import('ora');
  // `discardStdin` would take the keyboard into raw mode, where Ctrl-C is a character and no signal.
  const options = { color: false, discardStdin: false, isEnabled: true } as const;
  const spinner = ora({ text: title, stream, spinner: framesFor(style), ...options }).start();
  let noted = '';
  let stopwatch = '';
  const line = () => [title, ...[noted, stopwatch].filter(Boolean).map(style.dim)].join('  ');
  return {
    note: (text: string) => {
      noted = text;
      spinner.text = line();
    },
    tick: (elapsed: number) => {
      stopwatch = elapsed >= WORTH_COUNTING_MS ? formatElapsed(elapsed) : '';
      spinner.text = line();
    },
    done: () => {
      // The last note was about a wait that is over.
      noted = '';
      spinner.stopAndPersist({ symbol: style.green(style.glyphs.done), text: line() });
    },
    end: (word: string) =>
      spinner.stopAndPersist({
        symbol: style.red(style.glyphs.failed),
        text: `${title}  ${style.red(word)}`,
      }),
  };
}

const SPINNER_FRAME_MS = 100;

/** Frames of a spinner, in colour where there is any. */
export function framesFor({ cyan, glyphs }: Style): { readonly interval: number; frames: string[] } {
  return { interval: SPINNER_FRAME_MS, frames: [...glyphs.spinner].map(cyan) };
}
