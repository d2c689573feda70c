import type { z } from 'zod';
import { lazyMap } from '../core/lazy-map.ts';
import type { ResultDocument, SavedDocument } from '../core/report.ts';
import { SetupError } from '../errors.ts';
import { clip, oneLine } from './clean.ts';
import { cutMembers, type Stretch } from './cut-members.ts';
import { wholeDocument, wholeReports } from './json.ts';
import { memberSchema, resultSchema } from './result-schema.ts';

const KNOWN_VERSION = '1.0';

/** Reads a saved result. Throws `FILE_INVALID`, naming the field, for one that is damaged or of a newer version. */
export function parseResult(document: unknown): ResultDocument {
  return wholeDocument(parseSaved(document));
}

/**
 * The same for the text of a file. The reports of a fleet are parsed one at a time, each whenever it is read, and only then
 * refused where they are damaged.
 */
export function parseResultText(text: Uint8Array): ResultDocument {
  const cut = cutMembers(text, 'results');
  const saved = parseSaved(parseJson(cut?.head ?? text));
  if (cut === null) return wholeDocument(saved);
  // Of two lists of one name the last one counts, as everywhere in JSON.
  if (saved.results?.length !== 0) return parseResult(parseJson(text));
  const whole = wholeReports(saved);
  const places = cut.members.map((stretch, index) => ({ stretch, index }));
  return {
    ...wholeDocument(saved),
    results: lazyMap(places, (place) => whole(parseMember(text, place))),
  };
}

interface MemberPlace {
  readonly stretch: Stretch;
  readonly index: number;
}

function parseMember(text: Uint8Array, { stretch: { start, end }, index }: MemberPlace) {
  const parsed = memberSchema.safeParse(parseJson(text.subarray(start, end)));
  if (parsed.success) return parsed.data;
  throw damaged(parsed.error, ['results', index]);
}

function parseSaved(document: unknown): SavedDocument {
  refuseOtherVersions(document);
  const parsed = resultSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw damaged(parsed.error, []);
}

function damaged({ issues: [issue] }: z.ZodError, at: readonly PropertyKey[]): SetupError {
  const problem = issue ? describe({ ...issue, path: [...at, ...issue.path] }) : 'it does not fit the schema';
  return invalid(`The saved result is damaged: ${problem}.`, [
    'Run the command again with --report json=FILE, and use that file unchanged.',
  ]);
}

const UTF8 = new TextDecoder();

/** Parses JSON, without a byte order mark that may stand in front. Throws `FILE_INVALID`. */
function parseJson(text: Uint8Array): unknown {
  try {
    return JSON.parse(UTF8.decode(text));
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
