import { isCI } from 'ci-info';
import { withoutHashCommands, withoutLogCommands } from '../core/log-commands.ts';
import { SetupError } from '../errors.ts';
import { fold } from '../layout/wrap.ts';
import type { Terminal } from '../ports.ts';
import { type TerminalFacts, type TerminalFlags, traitsOf } from './terminal-traits.ts';

export { type TerminalFlags, whyNotInteractive } from './terminal-traits.ts';

/** A standard stream to write to. */
export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): boolean;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/** Standard input. */
export interface InputStream extends AsyncIterable<unknown> {
  readonly isTTY?: boolean;
}

/** The parts of the process that the terminal uses. */
export interface TerminalProcess {
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
}

/**
 * The real terminal. Text for standard error is wrapped to its width, results are left as they are; commands that a CI runner
 * would obey are made harmless in both.
 */
export function nodeTerminal(host: TerminalProcess, flags: TerminalFlags, interrupt?: AbortSignal): Terminal {
  surviveClosedPipes(host);
  const traits = traitsOf(terminalFacts(host, flags));
  return {
    ...traits,
    drawn: host.stderr.isTTY === true,
    stdinIsTerminal: host.stdin.isTTY === true,
    get columns() {
      return host.stderr.columns ?? 0;
    },
    get columnsOut() {
      return columnsOf(host.stdout);
    },
    out: (text) => void host.stdout.write(withoutLogCommands(text)),
    annotate: (text) => void host.stdout.write(withoutHashCommands(text)),
    err: (text) => void host.stderr.write(withoutLogCommands(fold(text, columnsOf(host.stderr)))),
    readStdin: (limit) => unlessStopped(readAll(host.stdin, limit), interrupt),
  };
}

function columnsOf({ isTTY, columns = 0 }: OutputStream): number | null {
  return isTTY === true ? columns : null;
}

/** The facts behind `Terminal.interactive`; `whyNotInteractive` puts them in words. */
function terminalFacts(host: TerminalProcess, flags: TerminalFlags): TerminalFacts {
  return {
    stdinIsTerminal: host.stdin.isTTY === true,
    stdoutIsTerminal: host.stdout.isTTY === true,
    stderrIsTerminal: host.stderr.isTTY === true,
    columns: host.stderr.columns ?? 0,
    ci: isCI,
    platform: host.platform,
    env: host.env,
    flags,
  };
}

/** Ignores that a reader such as `| head` closed the pipe, so that the exit code stays. A full disk behind `>` is an error. */
function surviveClosedPipes({ stdout, stderr }: TerminalProcess): void {
  stdout.on('error', (error) => {
    if (error.code === 'EPIPE') return;
    throw new SetupError('FILE_NOT_WRITABLE', `${OUTPUT_LOST}: ${error.message}`);
  });
  stderr.on('error', () => undefined);
}

const OUTPUT_LOST = 'Standard output cannot be written';

/** Whether an error says that standard output takes nothing, so that a document about it would be lost as well. */
export function isOutputLost(error: unknown): boolean {
  return error instanceof SetupError && error.message.startsWith(OUTPUT_LOST);
}

/** The value of `work`; rejects at an interruption, since whoever writes to standard input may never end. */
function unlessStopped<Result>(work: Promise<Result>, interrupt: AbortSignal | undefined): Promise<Result> {
  if (interrupt === undefined) return work;
  return new Promise((resolve, reject) => {
    interrupt.addEventListener('abort', () => reject(interrupt.reason), { once: true });
    work.then(resolve, reject);
  });
}

async function readAll(stdin: InputStream, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > limit) throw new SetupError('USAGE', `Standard input holds more than ${limit} bytes.`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
