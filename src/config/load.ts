import type { BlueprintInput } from '../core/answers.ts';
import { SetupError } from '../errors.ts';
import { inputFrom } from './input.ts';
import {
  danglingAliases,
  type Location,
  locationOf,
  type OpenDocument,
  openDocument,
  repeatedKeys,
  spanOf,
} from './locate.ts';
import { schemaProblems } from './problems.ts';
import { blueprintFile } from './schema.ts';
import { SECRET_ADVICE, secretOffsets } from './secrets.ts';

/** A blueprint file as it was read, which `renderBlueprintFile` edits. */
export interface BlueprintDocument {
  readonly path: string;
  readonly text: string;
}

export interface LoadedBlueprint {
  readonly document: BlueprintDocument;
  readonly input: BlueprintInput;
}

interface PlacedProblem {
  readonly at: Location;
  readonly message: string;
}

/** Parses entra-mcp.yaml. Throws `CONFIG_INVALID` with every problem as `file:line:column`. */
export function parseBlueprintFile(path: string, text: string): LoadedBlueprint {
  if (text.includes('\0')) {
    throw new SetupError('CONFIG_INVALID', `${path} is not a text file, so it is no blueprint.`, {
      advice: ['Name the blueprint with --config, usually entra-mcp.yaml'],
    });
  }
  if (text.length > MOST_CHARACTERS) {
    throw new SetupError('CONFIG_INVALID', `${path} is longer than 128 kB, so it is no blueprint.`, {
      advice: ['Name the blueprint with --config, usually entra-mcp.yaml'],
    });
  }
  const opened = openedAt(path, text.replace(/^\ufeff/, ''));
  const unreadable = firstFilled(secretProblems(opened, text), syntaxProblems(opened));
  if (unreadable.length > 0) throw invalid(path, unreadable);
  const content = plainContent(path, opened);
  const checked = blueprintFile.safeParse(content);
  if (checked.success) return { document: { path, text }, input: inputFrom(checked.data) };
  const placed = schemaProblems(checked.error, content).map((problem) => ({
    at: locationOf(opened, problem.path, problem.part),
    message: problem.message,
  }));
  throw invalid(path, placed);
}

/** The longest sensible file has a few hundred URIs; a longer one is not parsed. */
const MOST_CHARACTERS = 128 * 1024;

/** The parser runs out of stack where brackets are nested thousands deep. */
function openedAt(path: string, text: string): OpenDocument {
  try {
    return openDocument(text);
  } catch (cause) {
    throw new SetupError('CONFIG_INVALID', `${path} cannot be read: it is nested too deep.`, { cause });
  }
}

function firstFilled<Item>(...lists: readonly (readonly Item[])[]): readonly Item[] {
  return lists.find((list) => list.length > 0) ?? [];
}

/** Reported before other problems and without them, since another message might quote the secret. */
function secretProblems({ lines }: OpenDocument, text: string): readonly PlacedProblem[] {
  return secretOffsets(text).map((offset) => ({
    at: spanOf(lines, offset, offset),
    message: `this looks like a secret; ${SECRET_ADVICE}`,
  }));
}

function syntaxProblems(opened: OpenDocument): readonly PlacedProblem[] {
  const { document, lines } = opened;
  // Where the stack ended depends on the machine, and so does what else the parser made of the rest.
  const tooDeep = document.errors.filter(({ code }) => code === 'RESOURCE_EXHAUSTION').slice(0, 1);
  const unreadable = firstFilled(tooDeep, document.errors).map(({ code, message, pos: [start, end] }) => ({
    at: spanOf(lines, start, end),
    message: IN_OUR_WORDS[code] ?? lowerFirst(message),
  }));
  const repeated = repeatedKeys(opened).map((at) => ({ at, message: 'map keys must be unique' }));
  const dangling = danglingAliases(opened).map((at) => ({ at, message: DANGLING }));
  return [...unreadable, ...repeated, ...dangling];
}

const DANGLING =
  'an alias, though no anchor of its name stands before it; a value that begins with * stands in quotes';

/** What the library says of these is meant for those who call it. */
const IN_OUR_WORDS: { readonly [code: string]: string } = {
  MULTIPLE_DOCS: 'a second document begins here; a blueprint is one, so keep each in a file of its own',
  RESOURCE_EXHAUSTION: 'the file is nested too deep',
};

/** The content with aliases resolved. The library throws at more than 100 of them and at one of itself. */
function plainContent(path: string, { document }: OpenDocument): unknown {
  try {
    return withoutNulls(document.toJS() ?? {});
  } catch (cause) {
    throw new SetupError('CONFIG_INVALID', `${path} cannot be read: its aliases expand without end.`, {
      cause,
    });
  }
}

/** A key without a value, such as one whose children are commented out, counts as not given. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutNulls(member)]));
}

/** How many problems are shown: a file that is no blueprint would have any number. */
const MOST_PROBLEMS = 20;

function invalid(path: string, problems: readonly PlacedProblem[]): SetupError {
  const lines = [...problems]
    .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
    .map(({ at, message }) => `${path}:${at.line}:${at.column}: ${message}`);
  const heading = lines.length === 1 ? '' : `${path} has ${lines.length} problems:\n`;
  const left = lines.length - MOST_PROBLEMS;
  const rest = left > 0 ? `\nand ${left} more` : '';
  return new SetupError('CONFIG_INVALID', heading + lines.slice(0, MOST_PROBLEMS).join('\n') + rest, {
    advice: ['Correct the file; `entra-mcp-setup schema blueprint` prints every key it may hold.'],
  });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
