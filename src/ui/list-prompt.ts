import { createPrompt, useKeypress, useState } from '@inquirer/core';
import { wrapHanging } from './layout.ts';
import { afterKey, type ListKeys, type ListOutcome, type ListPlace, type ListState } from './list-keys.ts';
import { pageAround } from './list-page.ts';
import { linesOf, type Row } from './list-rows.ts';
import type { Key } from './prompt-control.ts';
import type { Style } from './style.ts';

/** A list from which one row is chosen, or in which rows are ticked. */
export interface List extends ListKeys, ListPlace {
  readonly message: string;
  /** The line below the list that explains the keys. */
  readonly hint: string;
  readonly columns: number;
  /** Lines of the window. */
  readonly lines: number;
  readonly style: Style;
}

const HIDE_CURSOR = '\u001b[?25l';

/** Draws a list with @inquirer/core, as large as the window allows, until a key ends it. */
export const listPrompt = createPrompt<ListOutcome, List>((list, done) => {
  const { active, ticked, style, columns } = list;
  const [state, setState] = useState<ListState>({ active, ticked, typed: '', refusal: null });
  useKeypress((key: Key, readline) => {
    readline.clearLine(0);
    const next = afterKey(list, state, key);
    if ('kind' in next) done(next);
    else setState(next);
  });
  const message = `${style.cyan('?')} ${style.bold(list.message)}`;
  const below = [...(state.refusal ? [style.red(state.refusal)] : []), style.dim(list.hint)];
  const [above, ...under] = [message, ...below].map((text) => wrapHanging(text, columns));
  const rows = list.rows.map((row, index) => renderRow(row, numberOf(index, list.rows), state, style));
  const room = list.lines - TITLE_LINES - MARK_LINES - linesOf([above, ...under].join('\n'), columns);
  const { shown, mark } = pageAround(rows, { active: state.active, room, columns });
  return `${[above, ...shown, style.dim(mark || ' '), ...under].join('\n')}${HIDE_CURSOR}`;
});

/** Lines left for the title above the question, which stays visible. */
const TITLE_LINES = 2;
/** The line that says how many rows are not shown; empty where all are. */
const MARK_LINES = 1;

interface Numbered {
  readonly index: number;
  /** The number of a row, from 1, padded to the width of the last. */
  readonly number: string;
}

function numberOf(index: number, { length }: readonly Row[]): Numbered {
  return { index, number: String(index + 1).padStart(String(length).length) };
}

function renderRow(
  { text, isOpen }: Row,
  { index, number }: Numbered,
  { active, ticked }: ListState,
  style: Style,
): string {
  const { pointer } = style.glyphs;
  const mark = index === active ? pointer : isOpen || ticked ? ' ' : '-';
  const box = isOpen ? (ticked?.includes(index) ? '[x]' : '[ ]') : '[-]';
  const line = `${mark} ${ticked ? box : `${number}.`} ${text}`;
  if (!isOpen) return style.dim(line);
  return index === active ? style.cyan(line) : line;
}
