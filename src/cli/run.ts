import { parseCommandLine } from '../cli.ts';
import { type Command, commonFlags } from '../commands/run/command.ts';
import type { CommonFlags } from '../commands/run/common-options.ts';
import { CONFIG_FILE, CONFIG_NAMES, namedConfig } from '../commands/run/config-names.ts';
import { withFolderLock } from '../commands/run/folder-lock.ts';
import type { CommandResult } from '../commands/run/invocation.ts';
import { completeCommands } from '../commands/run/printed-commands.ts';
import {
  asSetupError,
  describeError,
  type ReportBody,
  StoppedError,
  startReport,
} from '../commands/run/result.ts';
import { setupCommand } from '../commands/setup/command.ts';
import type { GivenFlags } from '../core/launch.ts';
import { SetupError } from '../errors.ts';
import { fold } from '../layout/wrap.ts';
import type { BareOutside, Outside } from '../outside.ts';
import { COMMANDS } from './commands.ts';
import { commandHelp, programHelp, shortHelp } from './help.ts';
import { launchFor, withLaunch } from './launch.ts';
import { type OutputPlan, planOutput, proveRedaction, proveReports, writeOutput } from './output.ts';

/**
 * Builds the outside for the flags and the command given: the terminal depends on them, and so does the practice
 * tenant. Without a command (`''`) it must not fail, since failures are printed through it.
 */
export type Compose = (flags: CommonFlags, command: string) => Promise<BareOutside>;

/** A command line while it runs. */
interface Running {
  /** Absent where no command was found. */
  readonly command: Command | undefined;
  readonly operands: readonly string[];
  readonly given: GivenFlags;
  readonly flags: CommonFlags;
}

/** Runs one command line to its end and returns the exit code. Nothing is thrown, whatever happens. */
export async function runCommandLine(
  argv: readonly string[],
  compose: Compose,
  version: string,
): Promise<number> {
  try {
    const parsed = parseCommandLine(argv, version);
    if (parsed.kind === 'text' || parsed.kind === 'help') refuseJsonHelp(argv);
    if (parsed.kind === 'text') return await printText(parsed.text, compose);
    if (parsed.kind === 'help') return await printText(await helpOf(parsed.of), compose);
    if (parsed.kind === 'run') return await run(parsed, compose);
    return await withoutCommand(parsed.given, compose);
  } catch (error) {
    return await tellFailure(error, argv, compose);
  }
}

/** Refuses `help <topic> --json`: there is no such document. `--help` is help whatever stands beside it. */
function refuseJsonHelp(argv: readonly string[]): void {
  if (!argv.includes('help') || !unparsed(argv).json) return;
  throw new SetupError('USAGE', 'help is text, and there is no JSON of it.', {
    advice: [
      'Leave out --json. As data there are: entra-mcp-setup checks --json',
      'And the schemas of all documents: entra-mcp-setup schema result',
    ],
  });
}

/** Tells of a failure that no command caught, in the form the command line asks for, and returns the exit code. */
export async function tellFailure(
  error: unknown,
  argv: readonly string[],
  compose: Compose,
): Promise<number> {
  const given = unparsed(argv);
  const flags = commonFlags(given);
  const command = COMMANDS.find(({ name }) => argv.includes(name));
  const outside = withLaunch(await compose(flags, ''), given);
  return fail(error, { command, operands: [], given, flags }, outside);
}

/** The flags of a command line that could not be parsed which decide how its error is printed. */
function unparsed(argv: readonly string[]): GivenFlags {
  const has = (...words: readonly string[]) => words.some((word) => argv.includes(word));
  const isJson =
    has('--json', '--format=json') ||
    (argv.includes('--format') && argv[argv.indexOf('--format') + 1] === 'json');
  return {
    answers: {},
    json: isJson,
    color: 'auto',
    debug: has('--debug'),
    quiet: has('--quiet', '-q'),
    detailedExitcode: has('--detailed-exitcode'),
  };
}

function helpOf(command: Command | null): Promise<string> {
  return command === null ? programHelp() : commandHelp(command);
}

async function printText(text: string, compose: Compose): Promise<number> {
  const given: GivenFlags = { answers: {} };
  const { terminal, env } = await compose(commonFlags(given), '');
  terminal.out(fold(completeCommands(text, launchFor(given, env)), terminal.columnsOut));
  return 0;
}

/** Without a command: the wizard on a terminal; elsewhere short help and exit code 2. */
async function withoutCommand(given: GivenFlags, compose: Compose): Promise<number> {
  const flags = commonFlags(given);
  const bare = await compose(flags, '');
  if (bare.terminal.interactive) return run({ command: setupCommand, operands: [], given }, async () => bare);
  if (planOutput(flags).format === 'json')
    throw new SetupError('USAGE', 'No command was named.', {
      advice: ['Commands and flags: entra-mcp-setup --help'],
    });
  withLaunch(bare, given).terminal.err(shortHelp());
  return 2;
}

async function run(
  { command, operands, given }: Omit<Running, 'flags' | 'command'> & { readonly command: Command },
  compose: Compose,
): Promise<number> {
  const prepared = command.prepare(given);
  const { flags } = prepared;
  const running = { command, operands, given, flags };
  const bare = await compose(flags, command.name);
  const lacksBlueprint = command.name === 'diagnose' && (await isWithoutBlueprint(flags, bare));
  const outside = withLaunch(bare, given, { command: command.name, operands, lacksBlueprint });
  let proven: OutputPlan | null = null;
  try {
    const output = planOutput(flags);
    proveRedaction(command, flags);
    await proveReports(output, inputsOf(running), outside);
    proven = output;
    const work = () => prepared.run(operands, outside);
    const result = command.writesSetup ? await withFolderLock(flags, outside, work) : await work();
    return await write(result, running, output, outside);
  } catch (error) {
    return await fail(error, running, outside, proven);
  }
}

/** Files that a command line reads. */
function inputsOf({ operands, given: { config, snapshot } }: Running): readonly string[] {
  return [config, snapshot, ...operands].filter((one) => typeof one === 'string');
}

async function isWithoutBlueprint(flags: CommonFlags, outside: BareOutside): Promise<boolean> {
  if (namedConfig(flags, outside) !== undefined) return false;
  const found = await Promise.all(CONFIG_NAMES.map((name) => outside.files.readText(name)));
  return found.every((text) => text === null);
}

async function write(
  result: CommandResult,
  { flags, command, given }: Running,
  output: OutputPlan,
  outside: Outside,
): Promise<number> {
  const judged =
    typeof given.snapshot === 'string' ? given.snapshot : (namedConfig(flags, outside) ?? CONFIG_FILE);
  const context = { flags, command, judged, failureExitCode: fixedFailureExitCode(given), output, outside };
  return writeOutput(result, context);
}

/** With --detailed-exitcode 2 means changes, so any failure is 1; undefined where each failure has its own code. */
function fixedFailureExitCode({ detailedExitcode }: GivenFlags): number | undefined {
  return detailedExitcode === true ? 1 : undefined;
}

/** Prints any failure and returns the exit code: one document with `--json`, an error block for people otherwise. */
async function fail(
  error: unknown,
  running: Running,
  outside: Outside,
  proven: OutputPlan | null = null,
): Promise<number> {
  const { flags, given, command: { name = '' } = {} } = running;
  const known = interruptedOr(error, name, outside);
  const finish = startReport(name, outside);
  const exitCode = fixedFailureExitCode(given) ?? known.exitCode;
  const document = finish({ exitCode, errors: [describeError(known)], ...whatWasDone(known) });
  try {
    await write({ exitCode, document }, running, proven ?? withoutFiles(flags), outside);
  } catch {
    outside.terminal.err(`${known.message}\n`);
  }
  if (flags.debug && known.cause instanceof Error) outside.terminal.err(`${known.cause.stack ?? ''}\n`);
  return exitCode;
}

/** What was done before a failure, and the blueprint that the commands it prints have to name. */
function whatWasDone(known: SetupError): Pick<ReportBody, 'applied' | 'config'> {
  if (!(known instanceof StoppedError)) return {};
  const { applied, config } = known;
  return { applied, ...(config === null ? {} : { config }) };
}

/** Output without report files, for a failure that came before --report was found to be right. */
function withoutFiles(flags: CommonFlags): OutputPlan {
  const isJson = flags.json === true || flags.format === 'json';
  return { format: isJson ? 'json' : 'text', files: [] };
}

/** The error to print. After Ctrl-C whatever else was thrown follows from it; a `StoppedError` lists what was done by then. */
function interruptedOr(error: unknown, command: string, { interrupt }: Outside): SetupError {
  const known = asSetupError(error);
  const reason: unknown = interrupt.aborted ? interrupt.reason : null;
  if (!(reason instanceof SetupError) || known instanceof StoppedError) return known;
  if (known !== reason && known.code === reason.code) return known;
  // Without a StoppedError nothing was changed; of rotate alone that is not certain.
  if (command === 'rotate') return reason;
  return new SetupError(reason.code, `${reason.message} Nothing was changed in the tenant.`, {
    advice: ['Run the same command again'],
    cause: known,
  });
}
