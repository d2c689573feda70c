import stringWidth from 'string-width';
import type { Choice } from '../ports.ts';
import { padTo, wrapText } from './layout.ts';
import type { Style } from './style.ts';

/** A choice as @inquirer/prompts takes it. Values are positions, since a choice may stand for anything. */
export interface Row {
  readonly value: number;
  readonly name: string;
  readonly disabled?: string;
}

/** The position that stands for "← Back". */
export const BACK = -2;
/** Cursor, number and box in front of a choice. */
const ROW_START_COLUMNS = 8;

/** Hints beside the labels where all fit on one line, else each below its label. */
export function rowsFor(choices: readonly Choice<unknown>[], columns: number, style: Style): readonly Row[] {
  const widest = Math.max(...choices.map(({ label }) => stringWidth(label)));
  const longest = Math.max(...choices.map(({ hint }) => stringWidth(hint ?? '')));
  const fits = ROW_START_COLUMNS + widest + 2 + longest <= columns;
  const nameOf = ({ label, hint, disabled }: Choice<unknown>) => {
    if (!hint || disabled) return label;
    if (fits) return `${padTo(label, widest)}  ${style.dim(hint)}`;
    return `${label}\n${style.dim(wrapText(hint, columns, ' '.repeat(ROW_START_COLUMNS)))}`;
  };
  return choices.map((choice, value) => ({
    value,
    name: nameOf(choice),
    ...(choice.disabled && { disabled: `(${choice.disabled})` }),
  }));
}

/** Everything Inquirer would colour or draw by its own look at the environment, decided by ours. */
export function promptTheme(style: Style, keys: string, onHighlight: (text: string) => void) {
  const { cyan, green, glyphs } = style;
  return {
    prefix: { idle: cyan('?'), done: green(glyphs.done) },
    spinner: { interval: 1000, frames: [glyphs.waiting] },
    icon: {
      cursor: glyphs.pointer,
      checked: ' [x]',
      unchecked: ' [ ]',
      disabledChecked: ' [x]',
      disabledUnchecked: ' [-]',
    },
    style: promptStyle(style, keys, onHighlight),
    i18n: { disabledError: 'This choice is not available.' },
    indexMode: 'number' as const,
  };
}

function promptStyle(
  { bold, dim, red, cyan, glyphs }: Style,
  keys: string,
  onHighlight: (text: string) => void,
) {
  return {
    message: bold,
    answer: cyan,
    error: red,
    defaultAnswer: (text: string) => dim(`(${text})`),
    help: dim,
    key: bold,
    description: dim,
    keysHelpTip: () => dim(keys),
    highlight: (text: string) => {
      onHighlight(text);
      return cyan(text);
    },
    disabled: (text: string) => {
      if (text.startsWith(glyphs.pointer)) onHighlight(text);
      return dim(text);
    },
  };
}
