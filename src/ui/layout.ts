import stringWidth from 'string-width';
import { indented, wrapLine } from '../layout/wrap.ts';
import type { Terminal } from '../ports.ts';

/** Longer lines are hard to read, however wide the window is. */
const MAX_COLUMNS = 100;
const DEFAULT_COLUMNS = 80;
const MIN_COLUMNS = 20;

/** Columns to write in; a terminal that does not know its width gets 80, and what is no terminal whole lines. */
export function widthOf({ columns, drawn }: Pick<Terminal, 'columns' | 'drawn'>): number {
  if (!drawn) return Number.POSITIVE_INFINITY;
  return Math.max(MIN_COLUMNS, Math.min(columns || DEFAULT_COLUMNS, MAX_COLUMNS));
}

/** Breaks lines at spaces, with every line after `indent`. Words too long for a line, such as URLs, stay whole. */
export function wrapText(text: string, columns: number, indent = ''): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const lead = `${indent}${/^ */.exec(line)?.[0] ?? ''}`;
      const width = Math.max(MIN_COLUMNS, columns) - stringWidth(lead);
      return wrapLine(line.trimStart(), width).map((one) =>
        one === '' ? '' : indented(one, stringWidth(lead), columns, lead),
      );
    })
    .join('\n');
}

/** Sentences for people, each on lines of its own, to the error stream. */
export function say(terminal: Terminal, sentences: readonly string[]): void {
  for (const sentence of sentences) terminal.err(`${wrapText(sentence, widthOf(terminal))}\n`);
}

/** Pads with spaces to `columns`, counting what the terminal shows. */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

/** Narrower than this, a second column is harder to read than an indented line. */
const MIN_NOTE_COLUMNS = 28;

/** Labels with notes: in two columns where the width allows, else each note behind its label, or indented below it. */
export function renderRows(
  rows: readonly (readonly [label: string, note: string])[],
  columns: number,
  indent = '  ',
): string {
  const widest = Math.max(0, ...rows.map(([label]) => stringWidth(label)));
  const noteStart = `${indent}${' '.repeat(widest)}  `;
  const room = columns - noteStart.length;
  const longest = Math.max(0, ...rows.map(([, note]) => stringWidth(note)));
  const isNarrow = room < Math.min(MIN_NOTE_COLUMNS, longest);
  const render = ([label, note]: readonly [string, string]) => {
    if (note === '') return wrapHanging(label, columns, indent);
    const isShort = stringWidth(`${indent}${label}  ${note}`) <= columns;
    if (isNarrow && isShort) return `${indent}${label}  ${note}`;
    if (isNarrow || longestWord(note) > room) {
      return `${wrapHanging(label, columns, indent)}\n${wrapText(note, columns, `${indent}    `)}`;
    }
    return `${indent}${padTo(label, widest)}  ${wrapText(note, columns, noteStart).trimStart()}`;
  };
  return rows.map(render).join('\n');
}

/** A URL that is cut by the window's edge cannot be copied. */
function longestWord(text: string): number {
  return Math.max(...text.split(/\s/).map((word) => stringWidth(word)));
}

/** Continuation lines two deeper, so that the next entry is seen to begin. */
export function wrapHanging(text: string, columns: number, indent = ''): string {
  return wrapText(text, columns, `${indent}  `).replace(/^ {2}/, '');
}
