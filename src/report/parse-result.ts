import type { z } from 'zod';
import type { Report, ResultDocument } from '../core/report.ts';
import { SetupError } from '../errors.ts';
import { clip, oneLine } from './clean.ts';
import { wholeDocument } from './json.ts';
import { resultSchema } from './result-schema.ts';

const KNOWN_VERSION = '1.0';

/** Takes saved result JSON; refuses what is damaged or newer with the field at fault. */
export function parseResult(document: unknown, keep?: (report: Report) => Report): ResultDocument {
  refuseOtherVersions(document);
  const parsed = resultSchema.safeParse(document);
  if (parsed.success) return wholeDocument(parsed.data, keep);
  const [issue] = parsed.error.issues;
  throw invalid(`The saved result is damaged: ${issue ? describe(issue) : 'it does not fit the schema'}.`, [
    'Run the command again with --report json=FILE, and use that file unchanged.',
  ]);
}

/** Takes the text of a saved result; what `keep` makes of each report is what is held. */
export function parseResultText(text: string, keep?: (report: Report) => Report): ResultDocument {
  return parseResult(parseJson(text), keep);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new SetupError('FILE_INVALID', 'The saved result is no JSON.', {
      advice: ['Save one with --report json=FILE.'],
      cause,
    });
  }
}

function refuseOtherVersions(document: unknown): void {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw invalid('A saved result is a JSON object; this is not one.', ['Save one with --report json=FILE.']);
  }
  const version: unknown = 'schemaVersion' in document ? document.schemaVersion : undefined;
  if (version === KNOWN_VERSION) return;
  if (typeof version !== 'string') {
    throw invalid('The saved result has no schemaVersion, so it is not a result of entra-mcp-setup.', [
      'Save one with --report json=FILE.',
    ]);
  }
  throw invalid(
    `The saved result has schemaVersion ${clip(oneLine(version), 40)}; this version of entra-mcp-setup reads ${KNOWN_VERSION}.`,
    ['Use the version of entra-mcp-setup that wrote the file, or a later one.'],
  );
}

function describe(issue: z.core.$ZodIssue): string {
  const field = clip(oneLine(issue.path.map(String).join('.')), 200);
  return field === '' ? `${problemOf(issue)}` : `${field}: ${problemOf(issue)}`;
}

function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `no such member: ${clip(oneLine(issue.keys.join(', ')), 200)}`;
  return oneLine(issue.message).replace(/^Invalid input: /, '');
}

function invalid(message: string, advice: readonly string[]): SetupError {
  return new SetupError('FILE_INVALID', message, { advice });
}
