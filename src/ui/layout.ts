import stringWidth from 'string-width';
import { indented, wrapLine } from '../layout/wrap.ts';
import type { Terminal } from '../ports.ts';

/** The widest line, in columns, however wide the window is: longer ones are hard to read. */
const MAX_COLUMNS = 100;
const DEFAULT_COLUMNS = 80;
const MIN_COLUMNS = 20;

/** The width to write in: 80 columns where a terminal does not know its width; without a terminal lines stay whole. */
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

/** Writes sentences for people to the error stream, each on lines of its own. */
export function say(terminal: Terminal, sentences: readonly string[]): void {
  for (const sentence of sentences) terminal.err(`${wrapText(sentence, widthOf(terminal))}\n`);
}

/** Pads with spaces to `columns`, counting what the terminal shows. */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

/** The least width of a second column, in columns; below it the note is indented on the next line. */
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

/** The width of the longest word, such as a URL, which must not be cut by the window's edge. */
function longestWord(text: string): number {
  return Math.max(...text.split(/\s/).map((word) => stringWidth(word)));
}

/** Wraps with continuation lines two columns deeper, so that the next entry is seen to begin. */
export function wrapHanging(text: string, columns: number, indent = ''): string {
  return wrapText(text, columns, `${indent}  `).replace(/^ {2}/, '');
}
