import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { withPlainSpaces, withUnbreakableCommands } from '../core/whole-commands.ts';

/** Columns of a terminal that does not say how wide it is. */
const USUAL_COLUMNS = 80;
/** Narrower than this, breaking at words makes nothing better. */
const FEWEST_COLUMNS = 20;
/** How deep a text stands below a label that leaves it no room. */
const FEWEST_INDENT = 6;
/** Columns that a text beside a label needs to be readable. */
const LEAST_ROOM = 28;

/**
 * One line as lines of at most `width` columns, broken at spaces. Commands, addresses and ids are never broken: what is
 * longer than the width stands on a line of its own.
 */
export function wrapLine(line: string, width: number): readonly string[] {
  if (stringWidth(line) <= width) return [line];
  return withPlainSpaces(wrapAnsi(withUnbreakableCommands(line), width, { hard: false })).split('\n');
}

/**
 * Text for a terminal of this width, every line of it that is longer broken at words. What is continued stands below the
 * text of the line, beside its indent, bullet or label. Null stands for no terminal: lines stay whole, so that what
 * reads them finds each in one piece.
 */
export function fold(text: string, columns: number | null): string {
  if (columns === null) return withPlainSpaces(text);
  const width = Math.max(FEWEST_COLUMNS, columns || USUAL_COLUMNS);
  return text
    .split('\n')
    .map((line) => (stringWidth(line) <= width ? withPlainSpaces(line) : foldLine(line, width)))
    .join('\n');
}

/** Spaces at the start, a bullet or number behind them, and a label with two spaces or more after it. */
const INDENT = /^ */;
const BULLET = /^ *(?:(?:[-+~=•·✓✗*]|\d+\.) +)?/;
const LABEL = /^ *\S(?:.*?\S)?(?<![.:]) {2,}(?=\S)/;

function foldLine(line: string, width: number): string {
  const head = LABEL.exec(line)?.[0] ?? '';
  const depth = INDENT.exec(line)?.[0].length ?? 0;
  const text = line.slice(head.length);
  if (head === '') return hanging(line, BULLET.exec(line)?.[0].length ?? depth, width).join('\n');
  const room = width - stringWidth(head);
  const [first = '', ...others] = wrapLine(text, room);
  // A URL that is cut by the window's edge cannot be copied.
  const isCut = [first, ...others].some((one) => stringWidth(one) > room);
  if (isCut || room < LEAST_ROOM) return below(head.trimEnd(), text, { depth, width });
  return [head + first, ...others.map((one) => indented(one, stringWidth(head), width))].join('\n');
}

/** A text whose label leaves it no room. */
function below(
  label: string,
  text: string,
  { depth, width }: { readonly depth: number; readonly width: number },
): string {
  const lines = wrapLine(text, width - depth - 4).map((one) => indented(one, depth + 4, width));
  return [...hanging(label, depth, width), ...lines].join('\n');
}

/** The first line with its indent or bullet, the others as deep; a deep indent gives way where it leaves no room. */
function hanging(line: string, deep: number, width: number): readonly string[] {
  const depth = width - deep < LEAST_ROOM ? Math.min(deep, FEWEST_INDENT) : deep;
  const [first = '', ...others] = wrapLine(line.slice(deep), width - depth);
  const start = line.slice(0, deep).trim() === '' ? ' '.repeat(depth) : line.slice(0, deep);
  return [indented(first, 0, width, start), ...others.map((one) => indented(one, depth, width))];
}

/** The line as deep as it may stand: what would not fit there is moved to the left as far as it takes. */
export function indented(line: string, depth: number, width: number, start = ' '.repeat(depth)): string {
  const over = stringWidth(start) + stringWidth(line) - width;
  return over > 0 && start.trim() === '' ? start.slice(over) + line : start + line;
}
