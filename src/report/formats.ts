import type { ResultDocument } from '../core/report.ts';
import type { RenderOptions, TextOptions } from './options.ts';

/** Every format with what it is for, as help says it. */
export const FORMAT_USES = {
  text: 'for people (default)',
  json: "one document on standard output, also on failure. Of several configurations a check's words stand once, in checkWords; what a check of a result leaves out is what stands there, and findings are whole",
  junit: 'test suites by section; UNKNOWN is an error, SKIP and MANUAL are skipped',
  sarif: '2.1.0, located in the lines of the configuration file',
  codequality: "GitLab's Code Quality report, located likewise",
  github: 'annotations; the job summary is written when GITHUB_STEP_SUMMARY is set',
  markdown: 'for tickets and pull requests',
  html: 'one file without scripts, with a picture of the chain; of show, an inventory for auditors',
  csv: 'a row a thing (RFC 4180): what show lists, checks, changes; no cell is run as a formula',
} as const;
export type Format = keyof typeof FORMAT_USES;

export const FORMATS: readonly Format[] = Object.keys(FORMAT_USES).filter(isFormat);

function isFormat(name: string): name is Format {
  return Object.hasOwn(FORMAT_USES, name);
}

/** Renders a document as pieces of text in their order, so that no more than one configuration is held as text. */
type Renderer = (document: ResultDocument, options: RenderOptions) => Promise<Iterable<string>>;

const RENDERERS: Readonly<Record<Format, Renderer>> = {
  text: async (document, options) => [(await import('./text.ts')).renderText(document, textOptions(options))],
  json: async (document) => (await import('./json.ts')).jsonPieces(document),
  junit: async (document) => (await import('./junit.ts')).junitPieces(document),
  sarif: async (document, options) => (await import('./sarif.ts')).sarifPieces(document, options),
  codequality: async (document, options) =>
    (await import('./code-quality.ts')).codeQualityPieces(document, options),
  github: async (document, options) => [(await import('./github.ts')).renderGithub(document, options)],
  markdown: async (document, options) => (await import('./markdown.ts')).markdownPieces(document, options),
  html: async (document, options) => (await import('./html.ts')).htmlPieces(document, options),
  csv: async (document) => (await import('./csv.ts')).csvPieces(document),
};

/** Renders a document in a format, piece by piece; only the code of that format is loaded. */
export async function renderPieces(
  format: Format,
  document: ResultDocument,
  options: RenderOptions = {},
): Promise<Iterable<string>> {
  return RENDERERS[format](await redacted(format, document, options), options);
}

/** Renders a document as one text. */
export async function renderFormat(
  format: Format,
  document: ResultDocument,
  options: RenderOptions = {},
): Promise<string> {
  return [...(await renderPieces(format, document, options))].join('');
}

/** SARIF masks its own output, so that fingerprints still rest on the real ids and alerts keep their history. */
async function redacted(
  format: Format,
  document: ResultDocument,
  { redact }: RenderOptions,
): Promise<ResultDocument> {
  if (redact === undefined || format === 'sarif') return document;
  return (await import('./masked.ts')).maskedDocument(document);
}

function textOptions(options: RenderOptions): TextOptions & Pick<RenderOptions, 'locate' | 'stepsShown'> {
  const {
    columns = 80,
    color = false,
    unicode = true,
    accessible = false,
    verbose = false,
    locate,
    stepsShown = false,
  } = options;
  return { columns, color, unicode, accessible, verbose, stepsShown, ...(locate && { locate }) };
}
