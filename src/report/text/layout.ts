import stringWidth from 'string-width';
import { withoutLogCommands } from '../../core/log-commands.ts';
import { indented, wrapLine } from '../../layout/wrap.ts';
import { clip, oneLine } from '../clean.ts';
import type { Ink } from './ink.ts';

/** A labelled line. A `kept` value is never broken, so that a command or an address can be copied. */
export interface Field {
  readonly label: string;
  readonly value: string;
  readonly kept?: true;
}

const LONGEST_VALUE = 2_000;
/** Columns that a text beside a label needs to be readable. */
const LEAST_ROOM = 28;

/** Text as it may be shown: one line, of bearable length. Everything that a tenant or a file supplied passes here. */
export function shown(text: string): string {
  return clip(oneLine(text), LONGEST_VALUE);
}

/** Wraps one paragraph, every line after `indent` spaces. Words are never broken: a long address stays whole. */
export function wrap(ink: Ink, text: string, indent = 0): readonly string[] {
  const depth = ink.accessible ? 0 : indent;
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, ink.columns - depth))
    .map((line) => indented(line, depth, ink.columns));
}

/** Wraps a paragraph beside its head: the other lines start below the text, not below the head. */
export function hang(ink: Ink, head: string, text: string, indent = 0): readonly string[] {
  const depth = indent + stringWidth(head);
  if (ink.accessible || ink.columns - depth < LEAST_ROOM) return wrap(ink, `${head}${text}`, indent);
  return besideHead(ink, `${' '.repeat(indent)}${head}`, wrap(ink, text, depth));
}

/** Packs phrases into lines, never breaking inside one that fits a line. */
export function flow(ink: Ink, phrases: readonly string[], separator: string): readonly string[] {
  const lines: string[] = [];
  for (const phrase of phrases) {
    const last = lines.at(-1);
    const longer = last === undefined ? phrase : `${last}${separator}${phrase}`;
    if (last !== undefined && stringWidth(longer) <= ink.columns) lines[lines.length - 1] = longer;
    else lines.push(phrase);
  }
  return lines.flatMap((line) => wrap(ink, line));
}

/** Labelled values in two columns, or `Label: value` lines where people listen instead of look. */
export function fields(ink: Ink, rows: readonly Field[], indent = 0): readonly string[] {
  if (ink.accessible)
    return rows.flatMap(({ label, value, kept }) => keptOrWrapped(ink, `${label}: ${value}`, kept));
  const width = Math.max(0, ...rows.map(({ label }) => stringWidth(label))) + 2;
  if (ink.columns - indent - width < LEAST_ROOM) return rows.flatMap((row) => narrowField(ink, row, indent));
  return rows.flatMap(({ label, value, kept }, index) => {
    const lead = label === rows[index - 1]?.label ? '' : label;
    const head = `${' '.repeat(indent)}${ink.paint('quiet', lead)}${' '.repeat(width - stringWidth(lead))}`;
    if (kept) return keptLines(ink, { head, value, lead, indent, width });
    return besideHead(ink, head, wrap(ink, value, indent + width));
  });
}

/** Lines beside their head, or below it where the first word has no room there. */
function besideHead(ink: Ink, head: string, [first = '', ...others]: readonly string[]): readonly string[] {
  const line = `${head}${first.trimStart()}`;
  return stringWidth(line) <= ink.columns ? [line, ...others] : [head.trimEnd(), first, ...others];
}

interface Kept {
  readonly head: string;
  readonly value: string;
  readonly lead: string;
  readonly indent: number;
  readonly width: number;
}

/**
 * The lines of a value that is never broken: beside its label where it fits, else on a line of its own, moved left as far as
 * needed.
 */
function keptLines(ink: Ink, { head, value, lead, indent, width }: Kept): readonly string[] {
  if (indent + width + stringWidth(value) <= ink.columns) return [`${head}${value}`];
  const own = indented(value, indent, ink.columns);
  return lead === '' ? [own] : [head.trimEnd(), own];
}

/** A field on a narrow screen: the value follows its label, since a second column would be narrower than a word. */
function narrowField(ink: Ink, { label, value, kept }: Field, indent: number): readonly string[] {
  const head = ink.paint('quiet', `${label}:`);
  return kept ? [`${' '.repeat(indent)}${value}`] : wrap(ink, `${head} ${value}`, indent);
}

function keptOrWrapped(ink: Ink, line: string, kept: true | undefined): readonly string[] {
  return kept ? [line] : wrap(ink, line);
}

/** Blocks of lines with one empty line between them; empty blocks leave no trace. */
export function stack(blocks: readonly (readonly string[])[]): readonly string[] {
  return blocks
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

/**
 * Joins lines to the final text. Commands that a CI runner would obey are made harmless here too, since errors under --quiet
 * do not pass through the terminal.
 */
export function finish(lines: readonly string[]): string {
  return lines.map((line) => `${withoutLogCommands(line)}\n`).join('');
}

/** Pads to a width counted in terminal cells. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
