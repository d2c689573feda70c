import type { GivenFlags } from '../../core/launch.ts';
import type { Outside } from '../../outside.ts';
import { FORMATS, type Format } from '../../report/formats.ts';
import type { AnswerGroup } from './answer-groups.ts';
import { COMMON_OPTIONS, type CommonFlags, type CommonName } from './common-options.ts';
import type { CommandResult, Invocation } from './invocation.ts';
import { type Options, readOptions, type Values, type Words } from './option.ts';

/** The flags of a command with the options `Own`: those, and what every command takes. */
export type FlagsOf<Own extends Options> = CommonFlags & Values<Own>;

/** The work of a command. Throws `SetupError` where it cannot be done. */
export type Run<Flags extends CommonFlags> = (
  invocation: Invocation<Flags>,
  outside: Outside,
) => Promise<CommandResult>;

/** Everything about a command. Only its work is loaded later, when it runs. */
interface Description<Name extends string, Own extends Options> {
  readonly name: Name;
  /** Operands in commander's notation. */
  readonly operands: string;
  /** The words that operands can be; absent for paths and texts. */
  readonly operandWords?: Words;
  readonly summary: string;
  /** The answers it reads. One that reads more than `where` takes all others too, since printed commands repeat all answers. */
  readonly answers: readonly AnswerGroup[];
  /** The common options it reads, beside those that are read for every command. */
  readonly reads: readonly CommonName[];
  readonly options: Own;
  /**
   * What it hands back: a `report`, in which ids can be masked; a `file` or script for others to read, which stays as it
   * is; or `talk` with whoever runs it.
   */
  readonly result: 'report' | 'file' | 'talk';
  /** The formats of its result; absent for the usual ones: all formats for a report, text and JSON for anything else. */
  readonly formats?: readonly Format[];
  /** It writes the set-up (the tenant, the blueprint, the settings), so only one run at a time may do so. */
  readonly writesSetup?: true;
  /** Where it is printed no flags of this run are added: an assistant starts it with flags of its own. */
  readonly printedAlone?: true;
  /** Command lines that run as they stand, each with what it does. */
  readonly examples: readonly Example[];
  readonly load: () => Promise<Run<FlagsOf<Own>>>;
}

interface Example {
  readonly line: string;
  readonly does: string;
}

/** A command as the command line sees it, whatever its options are. */
export interface Command<Name extends string = string> extends Omit<Description<Name, Options>, 'load'> {
  /** Reads the flags that were given. Throws `USAGE` for a value that is wrong. */
  readonly prepare: (given: GivenFlags) => Prepared;
}

/** A command line whose flags were read. */
export interface Prepared {
  readonly flags: CommonFlags;
  readonly run: (operands: readonly string[], outside: Outside) => Promise<CommandResult>;
}

/** The formats that a command's result has. */
export function formatsOf({ formats, result }: Pick<Command, 'formats' | 'result'>): readonly Format[] {
  return formats ?? (result === 'report' ? FORMATS : ['text', 'json']);
}

/** Makes a command from its description; the types of its flags follow from `options`. */
export function describeCommand<Name extends string, Own extends Options>({
  load,
  ...description
}: Description<Name, Own>): Command<Name> {
  return {
    ...description,
    prepare: (given) => {
      const flags = { ...commonFlags(given), ...readOptions(description.options, given) };
      return { flags, run: async (operands, outside) => (await load())({ operands, flags }, outside) };
    },
  };
}

/** The common flags of those that were given. Throws `USAGE` for a value that is wrong. */
export function commonFlags(given: GivenFlags): CommonFlags {
  return { ...readOptions(COMMON_OPTIONS, given), answers: given.answers };
}
