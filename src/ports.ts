/**
 * What this program wants of the outside, in its own words. `adapters/` implements it and `main.ts` composes that; tests
 * and the practice tenant supply others. Nothing else in `src/` touches the process, the clock, the disk or the network.
 */

/**
 * Sends one HTTP request, to a host of Microsoft's clouds unless `reach` says otherwise. Rejects only when no response
 * arrived (network, abort, a host that is not allowed); every status is a response.
 */
export type Transport = (request: Request, reach?: Reach) => Promise<Response>;

/** What a request may reach beside the sign-in services, Microsoft Graph and Key Vault. */
export type Reach =
  /** The identity service of an Azure host, or GitHub's issuer of job tokens: each for its own sign-in alone. */
  { readonly service: 'managed-identity' | 'github-oidc' } | AnswerLimits;

/** For a host that a person named. It gets no token but its own, and since it is not trusted, no more of its answer is read. */
export interface AnswerLimits {
  /** Bytes of the body that are read at most; the rest is dropped unread. 0 waits for status and headers alone. */
  readonly bodyBytes: number;
}

/** Time and its passing. Durations are milliseconds. */
export interface Clock {
  now(): Date;
  /** Resolves after `milliseconds`; rejects with the signal's reason when aborted first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The source of randomness. */
export interface Random {
  /** A random GUID, for correlation ids and names that must not repeat. */
  uuid(): string;
  /** `length` bytes from a cryptographic source. */
  bytes(length: number): Uint8Array;
}

/** The files of the working machine. Paths are absolute or relative to the working directory. */
export interface Files {
  /** The text, or null when there is no such file. */
  readText(path: string): Promise<string | null>;
  readBytes(path: string): Promise<Uint8Array | null>;
  /** Replaces the file in one step, a long text in pieces; `mode` also tightens a file that exists. Creates missing folders. */
  writeText(path: string, text: string | Iterable<string>, options: { readonly mode: number }): Promise<void>;
  /** The same for a file that is no text. */
  writeBytes(path: string, bytes: Uint8Array, options: { readonly mode: number }): Promise<void>;
  /** Copies a file, giving the copy `mode`. */
  copy(from: string, to: string, options: { readonly mode: number }): Promise<void>;
  remove(path: string): Promise<void>;
  /**
   * Null when a file of that mode can be written at `path` (its folder is created if missing), else the reason why not.
   * A private one goes neither through a link nor into a file of another account.
   */
  whyNotWritable(path: string, options: { readonly mode: number }): Promise<string | null>;
  /** Who beside this account may replace files in the folder of `path`; null when nobody may, and on Windows. */
  whoElseWrites(path: string): Promise<'everybody' | 'its owner' | 'its group' | null>;
  /** Takes the lock at `path` until it is released, or tells who has it. A run that is gone holds none. */
  lock(path: string): Promise<{ release(): Promise<void> } | { readonly heldBy: string }>;
  /** Whether git would commit `path`: `tracked`, `ignored`, `unignored`, or `outside` any work tree. */
  gitStatus(path: string): Promise<'tracked' | 'ignored' | 'unignored' | 'outside'>;
  /** The commit that is checked out where `path` lies, and whether the file is as it is there; null without git. */
  gitCommit(
    path: string,
  ): Promise<{ readonly id: string; readonly file: 'committed' | 'modified' | 'untracked' } | null>;
  /** File paths that match the shell pattern, sorted. */
  glob(pattern: string): Promise<readonly string[]>;
  resolve(...parts: readonly string[]): string;
  /** Permission bits of the file; null when there is no file, and on Windows, where they say nothing. */
  mode(path: string): Promise<number | null>;
}

/** The two streams and what they can show. */
export interface Terminal {
  /** Results. Nothing else goes to standard output. */
  out(text: string): void;
  /** Annotations for GitHub's runner. `::commands::` in them work; in any other text they are made harmless. */
  annotate(text: string): void;
  /** Everything else: talk, progress, errors. Lines are broken at words where a terminal shows them, but not at hard spaces. */
  err(text: string): void;
  /** Columns of the error stream; 0 when unknown. */
  readonly columns: number;
  /** Columns of standard output, 0 when unknown; null where it is no terminal, and lines stay whole. */
  readonly columnsOut: number | null;
  /** stdin and stderr are terminals, this is no CI, and nobody said `--no-input`. */
  readonly interactive: boolean;
  /** The error stream is a terminal (progress may be drawn even where questions may not be asked). */
  readonly drawn: boolean;
  /** Colour on the error stream. */
  readonly color: boolean;
  /** Colour on standard output. */
  readonly colorOut: boolean;
  /** Glyphs beyond ASCII can be shown. */
  readonly unicode: boolean;
  /** Lines may be redrawn, as by a spinner. */
  readonly animated: boolean;
  /** Plain lines and numbered choices, for screen readers. */
  readonly accessible: boolean;
  /** Everything on standard input, up to `limit` bytes. */
  readStdin(limit: number): Promise<string>;
  readonly stdinIsTerminal: boolean;
}

/** One option of a choice. */
export interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
  readonly disabled?: string;
  /** A letter that chooses it at once. */
  readonly key?: string;
  /** In a checkbox: ticking this one unticks all others, such as "none of these". */
  readonly alone?: boolean;
}

/** The answer to a question, or the wish to return to the one before. */
export type Answered<Value> = { readonly kind: 'answer'; readonly value: Value } | { readonly kind: 'back' };

interface QuestionBase {
  readonly message: string;
  /** Why it is asked and what breaks otherwise; shown on `?`. */
  readonly help: string;
  readonly canGoBack: boolean;
}

/** Talks to a person. Rejects with `SetupError('INTERRUPTED')` on Ctrl-C and on end of input. */
export interface Asker {
  select<Value>(
    question: QuestionBase & { readonly choices: readonly Choice<Value>[]; readonly initial?: Value },
  ): Promise<Answered<Value>>;
  checkbox<Value>(
    question: QuestionBase & {
      readonly choices: readonly Choice<Value>[];
      readonly initial: readonly Value[];
      /** Null when these will do, else why not. */
      readonly check?: (values: readonly Value[]) => string | null;
    },
  ): Promise<Answered<readonly Value[]>>;
  text(
    question: QuestionBase & {
      readonly initial?: string;
      /** What a text stands for, such as an address with the scheme that was left out; shown as the answer. */
      readonly complete?: (text: string) => string;
      /** Null when the text will do, else what is wrong with it. */
      readonly check: (text: string) => string | null;
    },
  ): Promise<Answered<string>>;
}

/** Opens a page in the person's browser. Resolves false when there is none. */
export interface Browser {
  open(url: string): Promise<boolean>;
}

/** Runs other programs of this machine. */
export interface Programs {
  /** What the program printed. Rejects when it cannot be started, fails, or takes more than `timeout` milliseconds. */
  run(command: string, argv: readonly string[], options: { readonly timeout: number }): Promise<string>;
}

/** Shows work in progress on the error stream. */
export interface Progress {
  /** Shows `title` while `work` runs, then whether it succeeded. `note` changes the line's second half. */
  step<Result>(title: string, work: (note: (text: string) => void) => Promise<Result>): Promise<Result>;
}

/** Everything together; a command takes what it needs of it. */
export interface Ports {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  readonly terminal: Terminal;
  readonly asker: Asker;
  readonly progress: Progress;
  readonly browser: Browser;
  readonly programs: Programs;
  /** Environment variables, read once at the start. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts at the first Ctrl-C or SIGTERM. */
  readonly interrupt: AbortSignal;
}
