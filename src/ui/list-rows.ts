import stringWidth from 'string-width';
import type { Choice } from '../ports.ts';
import { padTo, wrapText } from './layout.ts';
import type { Style } from './style.ts';

/** A choice as it is drawn. */
export interface Row {
  /** The text of the row. It begins with the label, so that typing letters finds it. */
  readonly text: string;
  readonly isOpen: boolean;
  readonly isBack: boolean;
  /** A letter that chooses it at once. */
  readonly key?: string;
  /** Ticked only while no other row is. */
  readonly isAlone?: boolean;
}

/** The width of what stands before a choice: cursor, number and box. */
const ROW_START_COLUMNS = 8;

interface Window {
  readonly columns: number;
  /** Lines that are left for the rows. */
  readonly room: number;
  readonly style: Style;
  readonly canGoBack: boolean;
}

/** The rows of a list, "← Back" last. A list too long for the window has one line for each row, with its hint cut. */
export function rowsFor(choices: readonly Choice<unknown>[], window: Window): readonly Row[] {
  const whole = wholeRows(choices, window);
  const taken = linesOf(whole.map(({ text }) => text).join('\n'), window.columns);
  return taken <= window.room
    ? whole
    : withBack(
        choices.map((choice) => cutRow(choice, choices, window)),
        window,
      );
}

/** Rows with whole hints: beside the labels where all fit on one line, else each below its label. */
function wholeRows(choices: readonly Choice<unknown>[], window: Window): readonly Row[] {
  const { columns, style } = window;
  const widest = Math.max(...choices.map(({ label }) => stringWidth(label)));
  const room = columns - ROW_START_COLUMNS - widest - 2;
  const fits = choices.every(({ hint, disabled }) => disabled || stringWidth(hint ?? '') <= room);
  const textOf = ({ label, hint, disabled }: Choice<unknown>) => {
    const note = disabled ? `(${disabled})` : hint;
    if (!note) return label;
    if (fits && stringWidth(note) <= room) return `${padTo(label, widest)}  ${style.dim(note)}`;
    return `${label}\n${style.dim(wrapText(note, columns, ' '.repeat(ROW_START_COLUMNS)))}`;
  };
  return withBack(
    choices.map((choice) => rowOf(choice, textOf(choice))),
    window,
  );
}

function cutRow(
  choice: Choice<unknown>,
  choices: readonly Choice<unknown>[],
  { columns, style }: Window,
): Row {
  const { label, hint = '', disabled } = choice;
  const widest = Math.max(...choices.map((one) => stringWidth(one.label)));
  const isWide = columns - ROW_START_COLUMNS - widest >= ALIGNED_COLUMNS;
  const lead = isWide ? padTo(label, widest) : label;
  const note = cutTo(disabled ? `(${disabled})` : hint, columns - ROW_START_COLUMNS - stringWidth(lead) - 2);
  return rowOf(choice, note === '' ? label : `${lead}  ${style.dim(note)}`);
}

/** The text, cut to so many columns with an ellipsis; empty where there is no room for a useful part of it. */
function cutTo(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  if (columns < FEWEST_COLUMNS) return '';
  let cut = '';
  // By what people see as one character: several code units, one or two columns.
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(cut + segment) > columns - ELLIPSIS.length) break;
    cut += segment;
  }
  return cut + ELLIPSIS;
}

const ELLIPSIS = '...';
const FEWEST_COLUMNS = 12;
/** The least width of aligned hints, in columns; below it each hint follows its label. */
const ALIGNED_COLUMNS = 20;

function rowOf({ disabled, key, alone }: Choice<unknown>, text: string): Row {
  return { text, isOpen: !disabled, isBack: false, ...(key && { key }), ...(alone && { isAlone: true }) };
}

function withBack(rows: readonly Row[], { canGoBack, style }: Window): readonly Row[] {
  return canGoBack ? [...rows, { text: style.glyphs.back, isOpen: true, isBack: true }] : rows;
}

/** How many lines of the terminal the text takes. */
export function linesOf(text: string, columns: number): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(stringWidth(line) / columns)), 0);
}
