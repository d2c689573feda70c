import type { Outside } from '../../outside.ts';
import { FORMATS, type Format } from '../../report/formats.ts';
import type { AnswerGroup } from './answer-groups.ts';
import { COMMON_OPTIONS, type CommonFlags, type CommonName } from './common-options.ts';
import type { CommandResult, Invocation } from './invocation.ts';
import { type GivenFlags, type Options, readOptions, type Values, type Words } from './option.ts';

/** What a command takes beside what every command takes. */
export type FlagsOf<Own extends Options> = CommonFlags & Values<Own>;

export type Run<Flags extends CommonFlags> = (
  invocation: Invocation<Flags>,
  outside: Outside,
) => Promise<CommandResult>;

/** Everything about a command but its work, which is loaded when it runs. */
interface Description<Name extends string, Own extends Options> {
  readonly name: Name;
  /** Operands in commander's notation. */
  readonly operands: string;
  /** The words that operands can be; absent for paths and texts. */
  readonly operandWords?: Words;
  readonly summary: string;
  /** The answers it goes by. A command of a set-up takes all the others too, so that printed commands can carry them. */
  readonly answers: readonly AnswerGroup[];
  /** The common options it reads, beside those that the command line reads for it. */
  readonly reads: readonly CommonName[];
  readonly options: Own;
  /**
   * What it hands back: a `report`, in which ids can be masked; a `file` or script for others to read, which stays as it
   * is; or `talk` with whoever runs it.
   */
  readonly result: 'report' | 'file' | 'talk';
  /** In what it can be printed; absent for all formats of a report, text and JSON of anything else. */
  readonly formats?: readonly Format[];
  /** Whether it writes the set-up: the tenant, the blueprint and the settings beside it. */
  readonly writesSetup?: true;
  /** Where it is printed it carries nothing of the run that prints it: an assistant starts it with flags of its own. */
  readonly printedAlone?: true;
  /** Command lines that run as they stand, each with what it does. */
  readonly examples: readonly Example[];
  readonly load: () => Promise<Run<FlagsOf<Own>>>;
}

interface Example {
  readonly line: string;
  readonly does: string;
}

/** A command as the command line knows it. */
export interface Command<Name extends string = string> extends Omit<Description<Name, Options>, 'load'> {
  /** Reads what was given, or throws `USAGE`; what it returns runs the command. */
  readonly prepare: (given: GivenFlags) => Prepared;
}

/** A command line that was read to its end. */
export interface Prepared {
  readonly flags: CommonFlags;
  readonly run: (operands: readonly string[], outside: Outside) => Promise<CommandResult>;
}

/** The formats that a command's result has. */
export function formatsOf({ formats, result }: Pick<Command, 'formats' | 'result'>): readonly Format[] {
  return formats ?? (result === 'report' ? FORMATS : ['text', 'json']);
}

/** A command of its description. */
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

/** What every run needs, of whatever was given. */
export function commonFlags(given: GivenFlags): CommonFlags {
  return { ...readOptions(COMMON_OPTIONS, given), answers: given.answers };
}
