import { isAbsolute, relative } from 'node:path';
import type { Command } from '../commands/run/command.ts';
import type { CommonFlags } from '../commands/run/common-options.ts';
import { CONFIG_NAMES } from '../commands/run/config-names.ts';
import { completeDocumentCommands } from '../commands/run/document-commands.ts';
import type { CommandResult } from '../commands/run/invocation.ts';
import { wordOf } from '../commands/run/option.ts';
import { completeCommands } from '../commands/run/printed-commands.ts';
import { asSetupError, describeError } from '../commands/run/result.ts';
import type { ResultDocument } from '../core/report.ts';
import { SetupError } from '../errors.ts';
import { fold } from '../layout/wrap.ts';
import type { Outside } from '../outside.ts';
import { safeLines } from '../report/clean.ts';
import { FORMATS, type Format, renderPieces } from '../report/formats.ts';
import type { RenderOptions } from '../report/options.ts';
import { COMMANDS } from './commands.ts';

/** What is printed, and which files are written beside it. */
export interface OutputPlan {
  readonly format: Format;
  readonly files: readonly { readonly format: Format; readonly path: string }[];
}

/** Reads --format, --json and --report. Throws `USAGE` for a wrong value. */
export function planOutput(flags: Pick<CommonFlags, 'json' | 'format' | 'report'>): OutputPlan {
  return {
    format: flags.json ? 'json' : (flags.format ?? 'text'),
    files: (flags.report ?? []).map(reportFile),
  };
}

/** Refuses --redact where ids would still be shown: with --debug, and for settings and scripts, which are useless without ids. */
export function proveRedaction({ name, result }: Command, { redact, debug }: CommonFlags): void {
  if (redact === undefined) return;
  if (debug)
    throw new SetupError('USAGE', '--debug shows the paths of requests, ids included: leave out --redact.');
  if (result === 'report') return;
  throw new SetupError('USAGE', `${name} does not mask ids, so --redact would promise what is not kept.`, {
    advice: [`--redact ids works with ${MASKED.join(', ')}`],
  });
}

const MASKED = COMMANDS.filter(({ result }) => result === 'report').map(({ name }) => name);

function reportFile(text: string): { readonly format: Format; readonly path: string } {
  const [name = '', ...rest] = text.split('=');
  const path = rest.join('=');
  if (path === '') {
    throw new SetupError('USAGE', `--report takes FORMAT=PATH, such as html=report.html, not ${text}.`);
  }
  return { format: wordOf(FORMATS, name, '--report'), path };
}

/** Names of `.env` files and blueprints, which no report may replace. */
const SETTINGS = /(?:^|[\\/])\.env[^\\/]*$|\.ya?ml$/i;

/** Refuses a report that would replace a file that is read, or that cannot be written, before anything is done. */
export async function proveReports(
  { files: reports }: OutputPlan,
  inputs: readonly string[],
  { files }: Pick<Outside, 'files'>,
): Promise<void> {
  const read = [...inputs, ...CONFIG_NAMES].map((one) => files.resolve(one));
  for (const { path } of reports) {
    if (SETTINGS.test(path) || read.includes(files.resolve(path))) {
      throw new SetupError('USAGE', `--report ${path} would replace a file that is read, not a report.`);
    }
    const reason = await files.whyNotWritable(files.resolve(path), { mode: 0o644 });
    if (reason === null) continue;
    throw new SetupError('FILE_NOT_WRITABLE', `--report ${path} cannot be written: ${reason}`, {
      advice: ['Name a file in a folder that can be written to'],
    });
  }
}

export interface OutputContext {
  readonly flags: CommonFlags;
  /** Absent where no command was found. */
  readonly command: Command | undefined;
  /** The snapshot or blueprint that was judged, for formats that point at a file. */
  readonly judged: string;
  /** The exit code where a file cannot be written; undefined for that failure's own code. */
  readonly failureExitCode: number | undefined;
  readonly output: OutputPlan;
  readonly outside: Outside;
}

/**
 * Writes the files asked for and prints the result to standard output; an error's text goes to standard error. Returns
 * the exit code.
 */
export async function writeOutput(result: CommandResult, context: OutputContext): Promise<number> {
  const written = await withFiles(result, context);
  await print(written, context);
  const { columns, drawn } = context.outside.terminal;
  if (written.last !== undefined && context.output.format === 'text')
    context.outside.terminal.err(fold(`\n${written.last}\n`, drawn ? columns : null));
  return written.exitCode;
}

/** Writes the files. The result with the error added to it where one cannot be written. */
async function withFiles(result: CommandResult, context: OutputContext): Promise<CommandResult> {
  const { document } = result;
  if (!document) return result;
  try {
    await writeFiles(document, context);
    return result;
  } catch (error) {
    const exitCode = context.failureExitCode ?? (result.exitCode || asSetupError(error).exitCode);
    const errors = [...(document.errors ?? []), describeError(error)];
    return { exitCode, document: { ...document, ok: false, exitCode, errors } };
  }
}

async function print({ document, text, spoken }: CommandResult, context: OutputContext): Promise<void> {
  const { output, outside, command } = context;
  if (text !== undefined && output.format === 'text') {
    const isForPrograms = command?.result === 'file' && !spoken;
    const safe = safeLines(text);
    // Masked after the commands are completed, since their flags may name a tenant.
    const shown = isForPrograms ? safe : completeCommands(safe, outside.launch);
    const masked = await maskedText(shown, document, context);
    return outside.terminal.out(isForPrograms ? masked : fold(masked, outside.terminal.columnsOut));
  }
  if (!document) return;
  const shown = completeDocumentCommands(document, outside.launch, 'screen');
  const stepsShown = outside.terminal.drawn && !context.flags.quiet;
  const isError = isErrorText(document, context);
  const { columns, columnsOut, drawn } = outside.terminal;
  const width = isError ? (drawn ? columns : null) : columnsOut;
  const options = { ...(await renderOptions(document, context)), columns: width, stepsShown };
  const isFolded = output.format === 'text' && !isError;
  const write = streamFor(document, context);
  for (const piece of await renderPieces(output.format, shown, options))
    write(isFolded ? fold(piece, width) : piece);
}

/** True where what is printed is an error in words and no result. */
function isErrorText(document: ResultDocument, { output }: OutputContext): boolean {
  const hasOnlyErrors = document.checks === undefined && document.errors !== undefined;
  return output.format === 'text' && hasOnlyErrors && !('results' in document);
}

/** Results go to standard output, an error in words to standard error, also under --quiet. */
function streamFor(document: ResultDocument, context: OutputContext): (text: string) => void {
  const { terminal, stream } = context.outside;
  if (context.output.format === 'github') return (text) => terminal.annotate(text);
  if (!isErrorText(document, context)) return (text) => terminal.out(text);
  return context.flags.quiet ? (text) => void stream.write(text) : (text) => terminal.err(text);
}

/** The text with ids masked where --redact asks for it. `show` masks its own text, by more ids than its document holds. */
async function maskedText(
  text: string,
  document: CommandResult['document'],
  { flags, command }: OutputContext,
): Promise<string> {
  if (flags.redact === undefined || command?.name === 'show') return text;
  const { idMasker } = await import('../report/redact.ts');
  return idMasker({ document, text })(text);
}

/** The reports that were asked for. What they have in common is worked out once. */
async function writeFiles(given: ResultDocument, context: OutputContext): Promise<void> {
  const { files, launch } = context.outside;
  const document = completeDocumentCommands(given, launch, 'file');
  const reports = context.output.files;
  const asked = reports.length === 0 ? {} : await renderOptions(document, context);
  const options = { ...asked, color: false, verbose: true };
  for (const { format, path } of reports) {
    const pieces = await renderPieces(format, document, options);
    await files.writeText(files.resolve(path), pieces, { mode: 0o644 });
  }
  await writeJobSummary(document, context);
}

/** Appends to the file that GitHub shows on the job's page, where GitHub output was asked for. */
async function writeJobSummary(
  document: ResultDocument,
  { output, outside, flags }: OutputContext,
): Promise<void> {
  const path = outside.env.GITHUB_STEP_SUMMARY;
  const isWanted = output.format === 'github' || output.files.some(({ format }) => format === 'github');
  if (!isWanted || !path) return;
  const { renderJobSummary } = await import('../report/github.ts');
  const before = (await outside.files.readText(path)) ?? '';
  await outside.files.writeText(
    path,
    before + renderJobSummary(document, flags.redact === 'ids' ? { redact: 'ids' } : {}),
    { mode: 0o644 },
  );
}

async function renderOptions(
  document: ResultDocument,
  { flags, outside, judged }: OutputContext,
): Promise<RenderOptions> {
  const { terminal } = outside;
  const { locatorFor } = await import('../commands/run/locator.ts');
  return {
    columns: null,
    color: terminal.colorOut,
    unicode: terminal.unicode,
    accessible: terminal.accessible,
    verbose: flags.verbose ?? false,
    ...(flags.redact === 'ids' ? { redact: 'ids' as const } : {}),
    locate: await locatorFor(flags, outside, document),
    inRepository: (config) => inWorkspace(config, outside),
    judged,
  };
}

/** Where the runners of GitHub, GitLab and Azure DevOps check a repository out. */
const CHECKOUTS = ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR', 'BUILD_SOURCESDIRECTORY'] as const;

/** Code hosts take paths from the root of the checkout; a file outside of it keeps its path. */
function inWorkspace(config: string, { files, env }: Pick<Outside, 'files' | 'env'>): string {
  const root = CHECKOUTS.map((name) => env[name]).find((path) => path);
  if (!root) return config;
  const path = relative(root, files.resolve(config));
  return isAbsolute(path) || /^\.\.([\\/]|$)/.test(path) ? config : path.replaceAll('\\', '/');
}
