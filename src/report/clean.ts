import { stripVTControlCharacters } from 'node:util';
import { LOG_COMMAND_STARTS } from '../core/log-commands.ts';

// Zero-width joiner and non-joiner stay: emoji and several scripts are unreadable without them.
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\ufffe\uffff]/gu;
const LONE_SURROGATE = /\p{Cs}/gu;
const SPACES = /[\s\p{Zl}\p{Zp}]+/gu;

/**
 * One line that is safe to show: no escape sequence, control character, text-direction override or line break.
 * Display names are text that anybody in a tenant can choose.
 */
export function oneLine(text: string): string {
  return stripVTControlCharacters(text)
    .replace(SPACES, ' ')
    .replace(UNSEEN, '')
    .replace(LONE_SURROGATE, '\ufffd')
    .trim();
}

/** What acts on a terminal or turns the order of letters around. Ends of lines and tabs stay. */
const ACTING = /\r(?!\n)|(?![\r\n\t])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text of several lines that is safe to show, for programs as well: lines, blanks and letters stay as they are. */
export function safeLines(text: string): string {
  return stripVTControlCharacters(text).replace(ACTING, '');
}

/** Cuts a text to `limit` UTF-16 units, at a character's border, and says so with an ellipsis. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

// What JSON.stringify leaves raw though a terminal or an editor acts on it: C1 controls, line separators, overrides.
const RAW_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** JSON with two spaces and one newline at its end, in which nothing unseen and nothing that a CI runner obeys is left unescaped. */
export function jsonText(value: unknown): string {
  return `${safeJson(JSON.stringify(value, null, 2))}\n`;
}

/**
 * The same in pieces. Each of the lists takes the place of the empty one of its name, item by item, so that no more than
 * one item of it is held as text. A name stands once in the value.
 */
export function* jsonTextWith(
  value: unknown,
  lists: Readonly<Record<string, Iterable<unknown>>>,
): Generator<string> {
  const lines = jsonText(value).split('\n').slice(0, -1);
  for (const line of lines) {
    const [, indent = '', name = '', comma = ''] = /^( *)"(\w+)": \[\](,?)$/.exec(line) ?? [];
    const items = lists[name];
    if (items === undefined) yield `${line}\n`;
    else yield* listText(items, { indent, name, comma });
  }
}

interface ListPlace {
  readonly indent: string;
  readonly name: string;
  readonly comma: string;
}

function* listText(items: Iterable<unknown>, { indent, name, comma }: ListPlace): Generator<string> {
  let before = `${indent}"${name}": [\n`;
  let after = `${before.trimEnd()}]${comma}\n`;
  for (const item of items) {
    const text = jsonText(item).trimEnd().replaceAll('\n', `\n${indent}  `);
    yield `${before}${indent}  ${text}`;
    before = ',\n';
    after = `\n${indent}]${comma}\n`;
  }
  yield after;
}

/** JSON on one line, escaped in the same way, without a newline at its end. */
export function jsonLine(value: unknown): string {
  return safeJson(JSON.stringify(value));
}

function safeJson(text: string): string {
  return text.replace(RAW_IN_JSON, escapeUnits).replace(LOG_COMMAND_STARTS, escapeUnits);
}

function escapeUnits(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
