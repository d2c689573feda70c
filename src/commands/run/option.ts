import type { Given } from '../../core/launch.ts';
import { didYouMean } from '../../core/validation/nearest.ts';
import { SetupError } from '../../errors.ts';

/** Headings of help beside that of the command's own options. */
export type OptionGroup = 'answer' | 'sign-in' | 'output';

/** A flag as help shows it, commander takes it and a shell completes it, and what its value means. */
export interface Option<Value> {
  /** In commander's notation, such as `-q, --quiet` or `--shard <i/n>`. */
  readonly flags: string;
  readonly summary: string;
  readonly repeatable: boolean;
  /** The words that its value can be; absent where anything goes, such as a path. */
  readonly words?: Words;
  /** Whether several words may be joined by commas. */
  readonly list?: true;
  /** Whether help lists the words behind the summary. */
  readonly namesWords?: true;
  /** The heading under which help shows it; absent for the command's own. */
  readonly group?: OptionGroup;
  /** The value for the command. Throws `USAGE` for one that is wrong. */
  readonly read: (given: Given) => Value;
}

/** Words that a value can be; a function where another part of the program has to be loaded to know them. */
export type Words = readonly string[] | (() => Promise<readonly string[]>);

export async function wordsOf(words: Words | undefined): Promise<readonly string[]> {
  return typeof words === 'function' ? words() : (words ?? []);
}

/** Options by the name under which a command reads them. */
export type Options = Readonly<Record<string, Option<unknown>>>;

/** What a command reads: a member is absent where its flag was not given. */
export type Values<Table extends Options> = {
  readonly [Name in keyof Table]?: Table[Name] extends Option<infer Value> ? Value : never;
};

/** The long name of a flag, such as `--sign-in-client`. */
export function longOf(flags: string): string {
  return /--[a-z0-9-]+/.exec(flags)?.[0] ?? flags;
}

/** Reads the flags of a table from those that were given. Throws `USAGE`. */
export function readOptions<Table extends Options>(
  table: Table,
  given: Readonly<Record<string, unknown>>,
): Values<Table> {
  const read = Object.entries(table).flatMap(([name, option]) => {
    const value = given[name];
    return isGiven(value) ? [[name, option.read(value)] as const] : [];
  });
  return Object.fromEntries(read) as Values<Table>;
}

function isGiven(value: unknown): value is Given {
  return typeof value === 'string' || typeof value === 'boolean' || Array.isArray(value);
}

/** A switch: true where it was given; one that begins with `--no-` is false then. */
export function onOff(flags: string, summary: string): Option<boolean> {
  return { flags, summary, repeatable: false, read: (given) => given === true };
}

/** The option under a heading of help. */
export function under<Value>(group: OptionGroup, option: Option<Value>): Option<Value> {
  return { ...option, group };
}

/** Any text, such as a path. */
export function text(flags: string, summary: string, words?: Words): Option<string> {
  return { flags, summary, repeatable: false, ...(words && { words }), read: String };
}

/** A text that may be left out: true where only the flag stands. */
export function maybeText(flags: string, summary: string): Option<string | true> {
  return { flags, summary, repeatable: false, read: (given) => (given === true ? true : String(given)) };
}

/** A text that may be given several times. */
export function texts(
  flags: string,
  summary: string,
  more: Pick<Option<never>, 'words' | 'list'> = {},
): Option<readonly string[]> {
  return { flags, summary, repeatable: true, ...more, read: (given) => [given].flat().map(String) };
}

/** A value that `parse` makes of the text, or throws `USAGE`. */
export function parsed<Value>(
  flags: string,
  summary: string,
  parse: (text: string, flag: string) => Value,
): Option<Value> {
  return { flags, summary, repeatable: false, read: (given) => parse(String(given), longOf(flags)) };
}

/** One of a few words. */
export function oneOf<Word extends string>(
  flags: string,
  summary: string,
  words: readonly Word[],
): Option<Word> {
  const option = parsed(flags, summary, (given, flag) => wordOf(words, given, flag));
  return { ...option, words, namesWords: true };
}

/** The word that was given, or `USAGE` with all of them. */
export function wordOf<Word extends string>(words: readonly Word[], given: string, flag: string): Word {
  const found = words.find((word) => word === given);
  if (found !== undefined) return found;
  throw new SetupError(
    'USAGE',
    `${flag} takes ${words.join(', ')}, not ${given}${didYouMean(given, words) || '.'}`,
  );
}
