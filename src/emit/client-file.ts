import { applyEdits, type JSONPath, modify, type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { isMap, parseDocument } from 'yaml';
import { SetupError } from '../errors.ts';
import type { FilledValue } from './client-entry.ts';

/** The entry of one server, and the member of the file that holds all of them. */
export interface ServerEntry {
  /** Whose file it is, for messages. */
  readonly title: string;
  readonly path: string;
  readonly key: string;
  readonly name: string;
  readonly entry: { readonly [member: string]: FilledValue };
}

type Edit = (text: string | null, server: ServerEntry) => string;

/**
 * By format, puts an entry into the text of a client's file, or into a new one. Comments, other servers and other members of
 * the entry stay. Throws `FILE_INVALID` where the text is not of the format, `USAGE` where TOML has the table already.
 */
export const FILE_EDITS: Readonly<Record<'json' | 'toml' | 'yaml', Edit>> = {
  json: editJson,
  yaml: editYaml,
  toml: appendToml,
};

function editJson(existing: string | null, server: ServerEntry): string {
  const text = isEmpty(existing) ? '{}' : existing;
  refuseDamagedJson(text, server);
  const options = {
    formattingOptions: { insertSpaces: !/^\t/m.test(text), tabSize: indentOf(text), eol: '\n' },
  };
  const edited = leavesOf([server.key, server.name], server.entry).reduce(
    (done, [at, value]) => applyEdits(done, modify(done, at, value, options)),
    text,
  );
  return withBreak(edited);
}

/** The leaves of a value by their paths. They are set one by one, so that other members of an entry stay. */
function leavesOf(path: JSONPath, value: FilledValue): readonly (readonly [JSONPath, FilledValue])[] {
  if (typeof value !== 'object' || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) => leavesOf([...path, name], member));
}

function refuseDamagedJson(text: string, { title, path }: ServerEntry): void {
  const errors: ParseError[] = [];
  const content: unknown = parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first === undefined && typeof content === 'object' && content !== null && !Array.isArray(content))
    return;
  const line = text.slice(0, first?.offset ?? 0).split('\n').length;
  throw damaged(
    `${path}:${line}`,
    title,
    first === undefined ? 'it holds no JSON object' : printParseErrorCode(first.error),
  );
}

function editYaml(existing: string | null, server: ServerEntry): string {
  const document = parseDocument(isEmpty(existing) ? '{}' : existing);
  const { title, path, key, name, entry } = server;
  const [first] = document.errors;
  if (first) throw damaged(`${path}:${first.linePos?.[0].line ?? 1}`, title, first.code);
  if (!isMap(document.contents)) throw damaged(path, title, 'it holds no mapping');
  if (isEmpty(existing)) document.contents.flow = false;
  for (const [at, value] of leavesOf([key, name], entry)) document.setIn(at, document.createNode(value));
  return withBreak(document.toString({ lineWidth: 0 }));
}

/** Appends the entry as a TOML table. One that is there already is never edited. */
function appendToml(existing: string | null, { title, path, key, name, entry }: ServerEntry): string {
  const table = tomlTable([key, name], entry);
  if (isEmpty(existing)) return table;
  const heading = tomlHeading([key, name]);
  if (existing.split('\n').some((line) => line.trim() === heading)) {
    throw new SetupError('USAGE', `${path} has a table ${heading} already.`, {
      advice: [`Replace it with what is printed without --output, or remove it for ${title} first`],
    });
  }
  return `${withBreak(existing)}\n${table}`;
}

function tomlTable(place: readonly string[], members: { readonly [member: string]: FilledValue }): string {
  const lines = Object.entries(members).flatMap(([name, value]) =>
    isTable(value) ? [] : [`${name} = ${tomlValue(value)}`],
  );
  const tables = Object.entries(members).flatMap(([name, value]) =>
    isTable(value) ? [`\n${tomlTable([...place, name], value)}`] : [],
  );
  return `${[tomlHeading(place), ...lines].join('\n')}\n${tables.join('')}`;
}

function tomlHeading(place: readonly string[]): string {
  return `[${place.map((key) => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key))).join('.')}]`;
}

/** A value in TOML: JSON's strings, numbers and booleans are TOML's as well. */
function tomlValue(value: FilledValue): string {
  return Array.isArray(value) ? `[${value.map(tomlValue).join(', ')}]` : JSON.stringify(value);
}

function isTable(value: FilledValue): value is { readonly [member: string]: FilledValue } {
  return typeof value === 'object' && !Array.isArray(value);
}

function damaged(place: string, title: string, reason: string): SetupError {
  return new SetupError('FILE_INVALID', `${place}: ${title} could not read this file either: ${reason}.`, {
    advice: ['Correct the file, or add the snippet to it by hand.'],
  });
}

function isEmpty(text: string | null): text is null {
  return text === null || text.trim() === '';
}

function indentOf(text: string): number {
  return /^( +)\S/m.exec(text)?.[1]?.length ?? 2;
}

function withBreak(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
