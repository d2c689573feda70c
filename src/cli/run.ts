import { parseCommandLine } from '../cli.ts';
import { CONFIG_NAMES } from '../commands/run/config-names.ts';
import { alone } from '../commands/run/folder-lock.ts';
import type { CommandResult, Flags, Invocation } from '../commands/run/invocation.ts';
import { asSetupError, describeError, StoppedError, startReport } from '../commands/run/result.ts';
import { asTyped, typedFor } from '../commands/run/typed.ts';
import { SetupError } from '../errors.ts';
import { fold } from '../layout/wrap.ts';
import type { BareOutside, Outside } from '../outside.ts';
import { COMMANDS, type CommandName } from './commands.ts';
import { LOADERS } from './loaders.ts';
import { type OutputPlan, planOutput, proveRedaction, proveReports, writeOutput } from './output.ts';
import { typedOutside } from './typed-outside.ts';

/**
 * Builds the outside for the flags and the command given: the terminal depends on them, and so does the practice
 * tenant. For no command it must not fail, since that is where failures are told.
 */
export type Compose = (flags: Flags, command: string) => Promise<BareOutside>;

/** Runs one command line to its end and returns the exit code. Nothing is thrown, whatever happens. */
export async function runCommandLine(
  argv: readonly string[],
  compose: Compose,
  version: string,
): Promise<number> {
  try {
    const parsed = parseCommandLine(argv, version);
    if (parsed.kind === 'text') return await printText(parsed.text, compose);
    if (parsed.kind === 'run')
      return await run(parsed.name, parsed.invocation, await compose(parsed.invocation.flags, parsed.name));
    return await withoutCommand(parsed.help, parsed.flags, compose);
  } catch (error) {
    return await tellFailure(error, argv, compose);
  }
}

/** Tells of a failure that no command caught, in the form the command line asks for, and returns the exit code. */
export async function tellFailure(
  error: unknown,
  argv: readonly string[],
  compose: Compose,
): Promise<number> {
  const flags = unparsedFlags(argv);
  const command = COMMANDS.find(({ name }) => argv.includes(name))?.name ?? '';
  return fail(error, { command, operands: [], flags }, typedOutside(await compose(flags, ''), flags));
}

/** What a refused command line says about how its refusal is to be told. */
function unparsedFlags(argv: readonly string[]): Flags {
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

async function printText(text: string, compose: Compose): Promise<number> {
  const flags: Flags = { answers: {} };
  const { terminal, env } = await compose(flags, '');
  terminal.out(fold(asTyped(text, typedFor(flags, env)), terminal.columnsOut));
  return 0;
}

/** On a terminal the tool without a command is the wizard; elsewhere it says what there is and exits with 2. */
async function withoutCommand(help: string, flags: Flags, compose: Compose): Promise<number> {
  const outside = typedOutside(await compose(flags, ''), flags);
  if (outside.terminal.interactive) {
    return run('setup', { command: 'setup', operands: [], flags }, outside);
  }
  if (planOutput(flags).format === 'json')
    throw new SetupError('USAGE', 'No command was named.', {
      advice: ['Commands and flags: entra-mcp-setup --help'],
    });
  outside.terminal.err(help);
  return 2;
}

async function run(name: CommandName, given: Invocation, bare: BareOutside): Promise<number> {
  const invocation = { ...given, flags: withEnvFile(given.flags, bare) };
  const lacksBlueprint = name === 'diagnose' && (await isWithoutBlueprint(given.flags, bare));
  const outside = typedOutside(bare, given.flags, { command: name, lacksBlueprint });
  try {
    const output = planOutput(invocation.flags);
    proveRedaction(invocation);
    await proveReports(output, invocation, outside);
    const command = await LOADERS[name]();
    const result = await alone(invocation, outside, () => command(invocation, outside));
    return await write(result, invocation, output, outside);
  } catch (error) {
    return await fail(error, invocation, outside);
  }
}

async function isWithoutBlueprint({ config }: Flags, { files, env }: BareOutside): Promise<boolean> {
  if ((config ?? env.ENTRA_MCP_SETUP_CONFIG) !== undefined) return false;
  const found = await Promise.all(CONFIG_NAMES.map((name) => files.readText(name)));
  return found.every((text) => text === null);
}

/** Node itself reads the file of `--env-file`, NODE_OPTIONS in it included (nodejs/node#54232); the variable it leaves alone. */
function withEnvFile(flags: Flags, { env }: Pick<Outside, 'env'>): Flags {
  const envFile = flags.envFile ?? env.ENTRA_MCP_SETUP_ENV_FILE;
  return envFile ? { ...flags, envFile } : flags;
}

async function write(
  result: CommandResult,
  { flags, command }: Invocation,
  output: OutputPlan,
  outside: Outside,
): Promise<number> {
  return writeOutput(result, { flags, command, output, outside });
}

/** Every failure leaves by this door: one document with `--json`, an error block for people otherwise. */
async function fail(error: unknown, { command, flags }: Invocation, outside: Outside): Promise<number> {
  const known = interruptedOr(error, command, outside);
  const applied = known instanceof StoppedError ? { applied: known.applied } : {};
  const finish = startReport(command, outside);
  const exitCode = flags.detailedExitcode ? 1 : known.exitCode;
  const document = finish({ exitCode, errors: [describeError(known)], ...applied });
  try {
    await writeOutput({ exitCode, document }, { flags, command, output: outputFor(known, flags), outside });
  } catch {
    outside.terminal.err(`${known.message}\n`);
  }
  if (flags.debug && known.cause instanceof Error) outside.terminal.err(`${known.cause.stack ?? ''}\n`);
  return exitCode;
}

/** A wrong --format or --report, or one that cannot be written, still leaves one document or one error block. */
function outputFor({ code }: SetupError, flags: Flags): OutputPlan {
  const isJson = flags.json === true || flags.format === 'json';
  if (code === 'USAGE' || code === 'FILE_NOT_WRITABLE')
    return { format: isJson ? 'json' : 'text', files: [] };
  return planOutput(flags);
}

/** After Ctrl-C whatever was thrown is a consequence of it. Who had changed something by then has said so already. */
function interruptedOr(error: unknown, command: string, { interrupt }: Outside): SetupError {
  const known = asSetupError(error);
  const reason: unknown = interrupt.aborted ? interrupt.reason : null;
  if (!(reason instanceof SetupError) || known instanceof StoppedError) return known;
  if (known !== reason && known.code === reason.code) return known;
  // rotate looks back at what it wrote; all others list what was done.
  if (command === 'rotate') return reason;
  return new SetupError(reason.code, `${reason.message} Nothing was changed in the tenant.`, {
    advice: ['Run the same command again'],
    cause: known,
  });
}
