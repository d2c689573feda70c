import { longOf, wordsOf } from '../../commands/run/option.ts';
import { COMMANDS } from '../commands.ts';
import { BUILT_IN } from '../help.ts';
import { EVERYWHERE, listedOptions, type OptionSpec } from '../options.ts';
import { HELP_TOPICS } from '../topics.ts';

/** A flag as shells complete it. */
export interface CompletedFlag {
  /** With its dashes, such as `--format`. */
  readonly name: string;
  readonly short: string | null;
  readonly summary: string;
  readonly takesValue: boolean;
  /** The words its value can be; empty where anything goes, such as a path. */
  readonly values: readonly string[];
  /** Whether several values may be joined by commas. */
  readonly list: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  /** Flags that this command reads. */
  readonly flags: readonly CompletedFlag[];
  /** Words that its operands can be; empty for paths. */
  readonly operands: readonly string[];
}

/** Everything that can be completed, taken from the tables that parse the command line. */
export interface CompletionModel {
  readonly commands: readonly CompletedCommand[];
  /** Flags that every command takes, for before its name. */
  readonly common: readonly CompletedFlag[];
}

export const PROGRAM = 'entra-mcp-setup';

export async function completionModel(): Promise<CompletionModel> {
  const commands = await Promise.all(
    COMMANDS.map(async (command) => ({
      name: command.name,
      summary: command.summary,
      flags: await Promise.all([...listedOptions(command), ...BUILT_IN].map(flagOf)),
      operands: await wordsOf(command.operandWords),
    })),
  );
  const help = {
    name: 'help',
    summary: 'help of a command or topic',
    flags: [],
    operands: [...Object.keys(HELP_TOPICS), ...COMMANDS.map(({ name }) => name)],
  };
  return {
    commands: [...commands, help],
    common: await Promise.all([...EVERYWHERE, ...BUILT_IN].map(flagOf)),
  };
}

async function flagOf({ flags, summary, words, list }: OptionSpec): Promise<CompletedFlag> {
  return {
    name: longOf(flags),
    short: /^-([a-zA-Z]),/.exec(flags)?.[1] ?? null,
    summary,
    takesValue: flags.includes('<'),
    values: await wordsOf(words),
    list: list ?? false,
  };
}

/** Every flag of every command once, for the tables of values. */
export function allFlags({ commands, common }: CompletionModel): readonly CompletedFlag[] {
  const flags = [...common, ...commands.flatMap((command) => command.flags)];
  return [...new Map(flags.map((flag) => [flag.name, flag])).values()];
}
