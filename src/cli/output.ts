import type { CommandResult, Flags } from '../commands/invocation.ts';
import type { Outside } from '../commands/outside.ts';
import type { ResultDocument } from '../core/report.ts';
import { SetupError } from '../errors.ts';
import { FORMATS, type Format, renderFormat } from '../report/formats.ts';
import type { RenderOptions } from '../report/options.ts';

/** What is printed, and which files are written beside it. */
export interface OutputPlan {
  readonly format: Format;
  readonly files: readonly { readonly format: Format; readonly path: string }[];
}

/** Reads --format, --json and --report; a wrong value is refused before anything runs. */
export function planOutput(flags: Flags): OutputPlan {
  if (flags.redact !== undefined && flags.redact !== 'ids') {
    throw new SetupError('USAGE', `--redact takes ids, not ${flags.redact}.`);
  }
  return {
    format: flags.json ? 'json' : formatNamed(flags.format ?? 'text', '--format'),
    files: (flags.report ?? []).map(reportFile),
  };
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

/** Refuses a report that could not be written before anything is done that it would tell of. */
export async function proveReports(
  { files: reports }: OutputPlan,
  { files }: Pick<Outside, 'files'>,
): Promise<void> {
  for (const { path } of reports) {
    const reason = await files.whyNotWritable(files.resolve(path));
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

/** Prints the result to standard output and writes the files asked for. An error's text goes to standard error. */
export async function writeOutput(result: CommandResult, context: OutputContext): Promise<void> {
  await print(result, context);
  if (!result.document) return;
  for (const { format, path } of context.output.files)
    await writeFile(result.document, format, path, context);
  await writeJobSummary(result.document, context);
}

async function print({ document, text }: CommandResult, context: OutputContext): Promise<void> {
  const { output, outside } = context;
  if (text !== undefined && output.format === 'text') return outside.terminal.out(text);
  if (!document) return;
  if (output.format === 'json' && context.flags.redact === undefined) return printJson(document, outside);
  const stepsShown = outside.terminal.drawn && !context.flags.quiet;
  const options = { ...(await renderOptions(document, context)), stepsShown };
  const rendered = await renderFormat(output.format, document, options);
  const isTalk = output.format === 'text' && document.checks === undefined && document.errors !== undefined;
  const isError = isTalk && !('results' in document);
  if (!isError) outside.terminal.out(rendered);
  else if (context.flags.quiet) outside.stream.write(rendered);
  else outside.terminal.err(rendered);
}

async function printJson(document: ResultDocument, { terminal }: Outside): Promise<void> {
  const { jsonPieces } = await import('../report/json.ts');
  for (const piece of jsonPieces(document)) terminal.out(piece);
}

async function writeFile(
  document: ResultDocument,
  format: Format,
  path: string,
  context: OutputContext,
): Promise<void> {
  const { files } = context.outside;
  const options = { ...(await renderOptions(document, context)), color: false, verbose: true };
  await files.writeText(files.resolve(path), await renderFormat(format, document, options), { mode: 0o644 });
}

/** GitHub shows what is appended to this file on the job's page. */
async function writeJobSummary(
  document: ResultDocument,
  { output, outside, flags }: OutputContext,
): Promise<void> {
  const path = outside.env.GITHUB_STEP_SUMMARY;
  if (output.format !== 'github' || !path) return;
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
  { flags, outside }: OutputContext,
): Promise<RenderOptions> {
  const { terminal } = outside;
  const { locatorFor } = await import('../commands/locator.ts');
  return {
    columns: terminal.columns,
    color: terminal.colorOut,
    unicode: terminal.unicode,
    accessible: terminal.accessible,
    verbose: flags.verbose ?? false,
    ...(flags.redact === 'ids' ? { redact: 'ids' as const } : {}),
    locate: await locatorFor(flags, outside, document),
  };
}
