import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { withPlainSpaces, withUnbreakableCommands } from '../core/whole-commands.ts';

/** The width assumed of a terminal that does not say how wide it is. */
const USUAL_COLUMNS = 80;
/** The least width that lines are broken to. */
const FEWEST_COLUMNS = 20;
/** The deepest indent of continued lines where a deeper one would leave no room. */
const FEWEST_INDENT = 6;
/** Columns that a text beside a label needs to be readable. */
const LEAST_ROOM = 28;

/**
 * Breaks one line at spaces into lines of at most `width` columns. Commands, addresses and ids are never broken: one that is
 * longer gets a line of its own.
 */
export function wrapLine(line: string, width: number): readonly string[] {
  if (stringWidth(line) <= width) return [line];
  return withPlainSpaces(wrapAnsi(withUnbreakableCommands(line), width, { hard: false })).split('\n');
}

/**
 * Breaks every line of the text at words for a terminal of this width (0: unknown). Continued lines are indented to the text
 * of the first, behind its indent, bullet or label. Null means no terminal: lines stay whole for the program that reads them.
 */
export function fold(text: string, columns: number | null): string {
  if (columns === null) return withPlainSpaces(text);
  const width = Math.max(FEWEST_COLUMNS, columns || USUAL_COLUMNS);
  return text
    .split('\n')
    .map((line) => (stringWidth(line) <= width ? withPlainSpaces(line) : foldLine(line, width)))
    .join('\n');
}

/** What stands before the text of a line: its indent; a bullet or number; or a label followed by two spaces or more. */
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

/** A label on a line of its own with its text below, where there is no room beside it. */
function below(
  label: string,
  text: string,
  { depth, width }: { readonly depth: number; readonly width: number },
): string {
  const lines = wrapLine(text, width - depth - 4).map((one) => indented(one, depth + 4, width));
  return [...hanging(label, depth, width), ...lines].join('\n');
}

/** The line broken with a hanging indent of `deep` columns, or less where that would leave no room. */
function hanging(line: string, deep: number, width: number): readonly string[] {
  const depth = width - deep < LEAST_ROOM ? Math.min(deep, FEWEST_INDENT) : deep;
  const [first = '', ...others] = wrapLine(line.slice(deep), width - depth);
  const start = line.slice(0, deep).trim() === '' ? ' '.repeat(depth) : line.slice(0, deep);
  return [indented(first, 0, width, start), ...others.map((one) => indented(one, depth, width))];
}

/** The line with its indent, which is shortened as far as the line needs to fit the width. */
export function indented(line: string, depth: number, width: number, start = ' '.repeat(depth)): string {
  const over = stringWidth(start) + stringWidth(line) - width;
  return over > 0 && start.trim() === '' ? start.slice(over) + line : start + line;
}
