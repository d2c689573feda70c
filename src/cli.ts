import { Command, CommanderError, Option } from 'commander';
import { COMMANDS } from './cli/commands.ts';
import { EVERYWHERE, keyOf, type OptionSpec, optionsOf } from './cli/options.ts';
import { HELP_TOPICS } from './cli/topics.ts';
import type { Command as Described } from './commands/run/command.ts';
import type { Given, GivenFlags } from './commands/run/option.ts';
import { ANSWER_NAMES, ANSWERS } from './core/answers.ts';
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
  | { readonly kind: 'nothing'; readonly help: string; readonly given: GivenFlags };

/** Turns a command line into an invocation. Throws `USAGE` with commander's own suggestion of what was meant. */
export function parseCommandLine(argv: readonly string[], version: string): CommandLine {
  let parsed: CommandLine | null = null;
  const printed: string[] = [];
  const program = newProgram(version, printed, (command, operands, given) => {
    parsed = { kind: 'run', command, operands, given };
  });
  addHelp(program, (text) => {
    parsed = { kind: 'text', text };
  });
  program.allowExcessArguments().action((_options: unknown, command: Command) => {
    const [unknown] = command.args;
    if (unknown !== undefined) throw noSuchCommand(unknown);
    parsed = { kind: 'nothing', help: program.helpInformation(), given: givenTo(command) };
  });
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'text', text: printed.join('') };
    throw usageError(error);
  }
  return parsed ?? { kind: 'nothing', help: program.helpInformation(), given: { answers: {} } };
}

type OnCommand = (command: Described, operands: readonly string[], given: GivenFlags) => void;

function newProgram(version: string, printed: string[], onCommand: OnCommand): Command {
  const program = new Command('entra-mcp-setup')
    .description('Sets up, verifies and troubleshoots Microsoft Entra ID for an MCP server.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .exitOverride()
    .configureOutput({ writeOut: (text) => printed.push(text), writeErr: () => {} })
    .configureHelp({ showGlobalOptions: false })
    .addHelpText('after', EPILOGUE);
  for (const option of EVERYWHERE) program.addOption(optionFrom(option));
  for (const spec of COMMANDS) addCommand(program, spec, onCommand);
  return program;
}

const EPILOGUE = `
Contacts only the sign-in service and Microsoft Graph of the chosen cloud, and what you name. No telemetry.
Try it without a tenant: entra-mcp-setup setup --practice
More about a command, or exit-codes, environment, permissions, ci, formats: entra-mcp-setup help <topic>`;

function addCommand(program: Command, described: Described, onCommand: OnCommand): void {
  const command = program
    .command(`${described.name} ${described.operands}`.trim())
    .description(described.summary);
  command.configureHelp({ showGlobalOptions: true });
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

function addHelp(program: Command, show: (text: string) => void): void {
  program
    .command('help [topic]', { hidden: true })
    .description('help of a command or topic')
    .action((topic: string | undefined) => {
      show(helpText(program, topic));
    });
}

function helpText(program: Command, topic: string | undefined): string {
  if (topic === undefined) return program.helpInformation();
  const text = HELP_TOPICS[topic];
  if (text !== undefined) return text();
  const command = program.commands.find((one) => one.name() === topic);
  if (command) return command.helpInformation();
  throw new SetupError('USAGE', `There is no command or help topic named ${topic}.`, {
    advice: [`Topics: ${Object.keys(HELP_TOPICS).join(', ')}`, 'Commands: entra-mcp-setup --help'],
  });
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

function usageError(error: CommanderError): SetupError {
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
