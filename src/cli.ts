import { Command, CommanderError, Option } from 'commander';
import { COMMANDS } from './cli/commands.ts';
import { EVERYWHERE, keyOf, type OptionSpec, optionsOf } from './cli/options.ts';
import { HELP_TOPICS } from './cli/topics.ts';
import type { Command as Described } from './commands/run/command.ts';
import { longOf } from './commands/run/option.ts';
import { ANSWER_NAMES, ANSWERS } from './core/answers.ts';
import type { Given, GivenFlags } from './core/launch.ts';
import { didYouMean } from './core/validation/nearest.ts';
import { SetupError } from './errors.ts';

/** What a command line asks for. */
export type CommandLine =
  | {
      readonly kind: 'run';
      readonly command: Described;
      readonly operands: readonly string[];
      readonly given: GivenFlags;
    }
  | { readonly kind: 'text'; readonly text: string }
  /** Of a command, or of the program. */
  | { readonly kind: 'help'; readonly of: Described | null }
  | { readonly kind: 'nothing'; readonly given: GivenFlags };

/** Parses a command line. Throws `USAGE` for one that is wrong, with commander's suggestion of what was meant. */
export function parseCommandLine(argv: readonly string[], version: string): CommandLine {
  let parsed: CommandLine | null = null;
  const printed: string[] = [];
  let helped: Described | null = null;
  const program = newProgram(version, {
    onText: (text) => printed.push(text),
    onHelp: (name) => {
      helped = commandNamed(name);
    },
    onCommand: (command, operands, given) => {
      parsed = { kind: 'run', command, operands, given };
    },
  });
  addHelp(program, (topic) => {
    parsed = helpOn(topic);
  });
  program.allowExcessArguments().action((_options: unknown, command: Command) => {
    parsed = { kind: 'nothing', given: givenToNone(command) };
  });
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return { kind: 'help', of: helped };
    if (error.exitCode === 0) return { kind: 'text', text: printed.join('') };
    throw usageError(error, argv);
  }
  return parsed ?? { kind: 'nothing', given: { answers: {} } };
}

interface Listener {
  readonly onText: (text: string) => void;
  /** Help was asked for, of the command or program of this name. */
  readonly onHelp: (name: string) => void;
  readonly onCommand: (command: Described, operands: readonly string[], given: GivenFlags) => void;
}

function newProgram(version: string, listener: Listener): Command {
  const program = new Command('entra-mcp-setup')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .exitOverride()
    .configureOutput({ writeOut: listener.onText, writeErr: () => {} })
    .configureHelp({
      formatHelp: (command) => {
        listener.onHelp(command.name());
        return '';
      },
    });
  for (const option of EVERYWHERE) program.addOption(optionFrom(option));
  for (const spec of COMMANDS) addCommand(program, spec, listener);
  return program;
}

function addCommand(program: Command, described: Described, { onCommand }: Listener): void {
  const command = program.command(`${described.name} ${described.operands}`.trim());
  for (const option of optionsOf(described)) command.addOption(optionFrom(option));
  command.action(() => {
    onCommand(described, command.args, givenTo(command));
  });
}

function optionFrom({ flags, summary, repeatable }: OptionSpec): Option {
  const option = new Option(flags, summary);
  if (repeatable)
    option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  return option;
}

/** Flags given without a command. Throws `USAGE` where there is an operand, which was meant as a command. */
function givenToNone(program: Command): GivenFlags {
  const [unknown] = program.args;
  if (unknown !== undefined) throw noSuchCommand(unknown);
  return givenTo(program);
}

/** Commander's values with the answers gathered under their own names. */
function givenTo(command: Command): GivenFlags {
  const values = command.optsWithGlobals<Record<string, Given>>();
  const answers: Record<string, Given> = {};
  for (const name of ANSWER_NAMES) {
    const value = values[keyOf(ANSWERS[name].flag)];
    if (value !== undefined) answers[name] = value;
  }
  const { config, ...others } = values;
  return { ...others, answers, ...(typeof config === 'string' && { config }) };
}

function addHelp(program: Command, ask: (topic: string | undefined) => void): void {
  program.command('help [topic]', { hidden: true }).action(ask);
}

function helpOn(topic: string | undefined): CommandLine {
  if (topic === undefined) return { kind: 'help', of: null };
  const text = Object.hasOwn(HELP_TOPICS, topic) ? HELP_TOPICS[topic] : undefined;
  if (text !== undefined) return { kind: 'text', text: text() };
  const command = commandNamed(topic);
  if (command !== null) return { kind: 'help', of: command };
  throw new SetupError('USAGE', `There is no command or help topic named ${topic}.`, {
    advice: [`Topics: ${Object.keys(HELP_TOPICS).join(', ')}`, 'Commands: entra-mcp-setup --help'],
  });
}

function commandNamed(name: string): Described | null {
  return COMMANDS.find((one) => one.name === name) ?? null;
}

function noSuchCommand(name: string): SetupError {
  const names = COMMANDS.map((spec) => spec.name);
  return new SetupError('USAGE', `There is no command named ${name}${didYouMean(name, names) || '.'}`, {
    advice: ['Commands and flags: entra-mcp-setup --help'],
  });
}

/** What follows an unknown flag is not repeated: it may be a secret, and logs are read by many. */
const UNKNOWN_VALUE = /(?<=unknown option ')(--?[\w-]+)=.*(?=')/s;
const SECRET_FLAG = /unknown option '--?[\w-]*(?:secret|password|token)/i;
const NO_SECRETS_IN_FLAGS =
  'A secret is never a flag, where others can read it: --secret-stdin or --secret-file FILE';

/** The flag of this command that was given a value though it takes none; commander calls it unknown. */
function switchIn(message: string, argv: readonly string[]): string | null {
  const flag = /unknown option '(--[\w-]+)=/.exec(message)?.[1];
  const command = COMMANDS.find(({ name }) => argv.includes(name));
  const known = [...EVERYWHERE, ...(command === undefined ? [] : optionsOf(command))];
  return known.some(({ flags }) => longOf(flags) === flag) ? (flag ?? null) : null;
}

function usageError(error: CommanderError, argv: readonly string[]): SetupError {
  const given = switchIn(error.message, argv);
  if (given !== null) return new SetupError('USAGE', `${given} is a switch and takes no value.`);
  const message = error.message
    .replace(/^error: /, '')
    .replace(UNKNOWN_VALUE, '$1')
    .replace(/\n\(Did you mean (.*?)\?\)/, '; did you mean $1?');
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return new SetupError('USAGE', sentence.endsWith('?') ? sentence : `${sentence}.`, {
    advice: [
      ...(SECRET_FLAG.test(message) ? [NO_SECRETS_IN_FLAGS] : []),
      'Commands and flags: entra-mcp-setup --help',
    ],
  });
}
