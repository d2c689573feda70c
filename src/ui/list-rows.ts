import stringWidth from 'string-width';
import type { Choice } from '../ports.ts';
import { padTo, wrapText } from './layout.ts';
import type { Style } from './style.ts';

/** A choice as it is drawn. */
export interface Row {
  /** Its first word is the label's, so that typing letters finds it. */
  readonly text: string;
  readonly isOpen: boolean;
  readonly isBack: boolean;
  /** A letter that chooses it at once. */
  readonly key?: string;
}

/** Cursor, number and box in front of a choice. */
const ROW_START_COLUMNS = 8;

/** Hints beside the labels where all fit on one line, else each below its label; "← Back" at the end. */
export function rowsFor(
  choices: readonly Choice<unknown>[],
  {
    columns,
    style,
    canGoBack,
  }: { readonly columns: number; readonly style: Style; readonly canGoBack: boolean },
): readonly Row[] {
  const widest = Math.max(...choices.map(({ label }) => stringWidth(label)));
  const room = columns - ROW_START_COLUMNS - widest - 2;
  const fits = choices.every(({ hint, disabled }) => disabled || stringWidth(hint ?? '') <= room);
  const textOf = ({ label, hint, disabled }: Choice<unknown>) => {
    const note = disabled ? `(${disabled})` : hint;
    if (!note) return label;
    if (fits && stringWidth(note) <= room) return `${padTo(label, widest)}  ${style.dim(note)}`;
    return `${label}\n${style.dim(wrapText(note, columns, ' '.repeat(ROW_START_COLUMNS)))}`;
  };
  const rows = choices.map((choice) => ({
    text: textOf(choice),
    isOpen: !choice.disabled,
    isBack: false,
    ...(choice.key && { key: choice.key }),
  }));
  return canGoBack ? [...rows, { text: style.glyphs.back, isOpen: true, isBack: true }] : rows;
}

/** How many lines of the terminal the text takes. */
export function linesOf(text: string, columns: number): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(stringWidth(line) / columns)), 0);
}
