import { isAbsolute, relative } from 'node:path';
import { CONFIG_FILE, CONFIG_NAMES } from '../commands/run/config-names.ts';
import type { CommandResult, Flags, Invocation } from '../commands/run/invocation.ts';
import { asSetupError, describeError } from '../commands/run/result.ts';
import { asTyped } from '../commands/run/typed.ts';
import { typedDocument } from '../commands/run/typed-document.ts';
import type { ResultDocument } from '../core/report.ts';
import { SetupError } from '../errors.ts';
import { fold } from '../layout/wrap.ts';
import type { Outside } from '../outside.ts';
import { FORMATS, type Format, renderFormat } from '../report/formats.ts';
import type { RenderOptions } from '../report/options.ts';

/** What is printed, and which files are written beside it. */
export interface OutputPlan {
  readonly format: Format;
  readonly files: readonly { readonly format: Format; readonly path: string }[];
}

/** Reads --format, --json and --report; a wrong value is refused before anything runs. */
export function planOutput(flags: Flags): OutputPlan {
  return {
    format: flags.json ? 'json' : formatNamed(flags.format ?? 'text', '--format'),
    files: (flags.report ?? []).map(reportFile),
  };
}

/** Commands whose results can be masked. Those of others are settings and scripts, worth nothing without their ids. */
const MASKED: readonly string[] = [
  'plan',
  'apply',
  'verify',
  'diagnose',
  'test',
  'show',
  'rotate',
  'report',
  'remove',
  'checks',
];

/** Refuses a --redact that would not be kept. */
export function proveRedaction({
  flags: { redact, debug },
  command,
}: Pick<Invocation, 'flags' | 'command'>): void {
  if (redact === undefined) return;
  if (redact !== 'ids') throw new SetupError('USAGE', `--redact takes ids, not ${redact}.`);
  if (debug)
    throw new SetupError('USAGE', '--debug shows the paths of requests, ids included: leave out --redact.');
  if (MASKED.includes(command)) return;
  throw new SetupError('USAGE', `${command} does not mask ids, so --redact would promise what is not kept.`, {
    advice: [`--redact ids works with ${MASKED.join(', ')}`],
  });
}

function formatNamed(name: string, flag: string): Format {
  const format = FORMATS.find((one) => one === name);
  if (format) return format;
  throw new SetupError('USAGE', `${flag} takes ${FORMATS.join(', ')}, not ${name}.`);
}

function reportFile(text: string): { readonly format: Format; readonly path: string } {
  const [name = '', ...rest] = text.split('=');
  const path = rest.join('=');
  if (path === '') {
    throw new SetupError('USAGE', `--report takes FORMAT=PATH, such as html=report.html, not ${text}.`);
  }
  return { format: formatNamed(name, '--report'), path };
}

/** Settings and secrets, which no report may replace. */
const SETTINGS = /(?:^|[\\/])\.env[^\\/]*$|\.ya?ml$/i;

/** Refuses a report that would replace what is read, or that could not be written, before anything is done. */
export async function proveReports(
  { files: reports }: OutputPlan,
  { flags, operands }: Pick<Invocation, 'flags' | 'operands'>,
  { files }: Pick<Outside, 'files'>,
): Promise<void> {
  const read = [flags.config, flags.snapshot, ...operands, ...CONFIG_NAMES].map(
    (one) => one && files.resolve(one),
  );
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
  readonly flags: Flags;
  readonly command: string;
  readonly output: OutputPlan;
  readonly outside: Outside;
}

/**
 * Writes the files asked for and prints the result to standard output; an error's text goes to standard error. Returns
 * the exit code.
 */
export async function writeOutput(result: CommandResult, context: OutputContext): Promise<number> {
  const told = await withFiles(result, context);
  await print(told, context);
  return told.exitCode;
}

/** A file that could not be written becomes part of the one result, which is still told. */
async function withFiles(result: CommandResult, context: OutputContext): Promise<CommandResult> {
  const { document } = result;
  if (!document) return result;
  try {
    for (const { format, path } of context.output.files) await writeFile(document, format, path, context);
    await writeJobSummary(document, context);
    return result;
  } catch (error) {
    // The 2 of --detailed-exitcode means changes.
    const exitCode = context.flags.detailedExitcode ? 1 : result.exitCode || asSetupError(error).exitCode;
    const errors = [...(document.errors ?? []), describeError(error)];
    return { exitCode, document: { ...document, ok: false, exitCode, errors } };
  }
}

/** Commands whose text goes into files and shells, and stays as it is. */
const UNSPOKEN: readonly string[] = [
  'env',
  'client-config',
  'workflow',
  'schema',
  'completion',
  'resource-metadata',
];

async function print({ document, text, spoken }: CommandResult, context: OutputContext): Promise<void> {
  const { output, outside, command } = context;
  if (text !== undefined && output.format === 'text') {
    const said = await maskedText(text, document, context);
    const isKept = UNSPOKEN.includes(command) && !spoken;
    return outside.terminal.out(
      isKept ? said : fold(asTyped(said, outside.typed), outside.terminal.columnsOut),
    );
  }
  if (!document) return;
  const shown = typedDocument(document, outside.typed, 'screen');
  if (output.format === 'json' && context.flags.redact === undefined) return printJson(shown, outside);
  const stepsShown = outside.terminal.drawn && !context.flags.quiet;
  const isTalk = output.format === 'text' && document.checks === undefined && document.errors !== undefined;
  const isError = isTalk && !('results' in document);
  const { columns, columnsOut, drawn } = outside.terminal;
  const width = isError ? (drawn ? columns : null) : columnsOut;
  const options = { ...(await renderOptions(document, context)), columns: width, stepsShown };
  const rendered = await renderFormat(output.format, shown, options);
  if (output.format === 'github') outside.terminal.annotate(rendered);
  else if (!isError) outside.terminal.out(output.format === 'text' ? fold(rendered, width) : rendered);
  else if (context.flags.quiet) outside.stream.write(rendered);
  else outside.terminal.err(rendered);
}

/** `show` has masked its own, from more than is in its document. */
async function maskedText(
  text: string,
  document: CommandResult['document'],
  { flags, command }: OutputContext,
): Promise<string> {
  if (flags.redact === undefined || command === 'show') return text;
  const { idMasker } = await import('../report/redact.ts');
  return idMasker({ document, text })(text);
}

async function printJson(document: ResultDocument, { terminal }: Outside): Promise<void> {
  const { jsonPieces } = await import('../report/json.ts');
  for (const piece of jsonPieces(document)) terminal.out(piece);
}

async function writeFile(
  given: ResultDocument,
  format: Format,
  path: string,
  context: OutputContext,
): Promise<void> {
  const { files, typed } = context.outside;
  const document = typedDocument(given, typed, 'file');
  if (format === 'json' && context.flags.redact === undefined) {
    const { jsonPieces } = await import('../report/json.ts');
    return files.writeText(files.resolve(path), jsonPieces(document), { mode: 0o644 });
  }
  const options = { ...(await renderOptions(document, context)), color: false, verbose: true };
  await files.writeText(files.resolve(path), await renderFormat(format, document, options), { mode: 0o644 });
}

/** GitHub shows what is appended to this file on the job's page. */
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
    before +
      renderJobSummary(
        typedDocument(document, outside.typed, 'file'),
        flags.redact === 'ids' ? { redact: 'ids' } : {},
      ),
    { mode: 0o644 },
  );
}

async function renderOptions(
  document: ResultDocument,
  { flags, outside }: OutputContext,
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
    judged: flags.snapshot ?? flags.config ?? CONFIG_FILE,
  };
}

/** GitHub takes paths from the root of the checkout; a file outside of it keeps its path. */
function inWorkspace(config: string, { files, env }: Pick<Outside, 'files' | 'env'>): string {
  const root = env.GITHUB_WORKSPACE;
  if (!root) return config;
  const path = relative(root, files.resolve(config));
  return isAbsolute(path) || /^\.\.([\\/]|$)/.test(path) ? config : path.replaceAll('\\', '/');
}
