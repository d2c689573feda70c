import type { Row } from './list-rows.ts';
import type { Key } from './prompt-control.ts';

/** The position of the cursor and the ticked rows, kept while `?` explains the question. */
export interface ListPlace {
  readonly active: number;
  /** Indexes of the ticked rows; null in a list where one row is chosen. */
  readonly ticked: readonly number[] | null;
}

/** A list as the keys see it. */
export interface ListKeys {
  readonly rows: readonly Row[];
  readonly canGoBack: boolean;
  /** What is wrong with the ticked rows, or null. */
  readonly check: (ticked: readonly number[]) => string | null;
}

export interface ListState extends ListPlace {
  /** The characters typed so far, which lead to the row with that number or beginning. */
  readonly typed: string;
  readonly refusal: string | null;
}

export type ListOutcome = ListPlace & { readonly kind: 'answer' | 'back' | 'help' };

const PAGE = 5;

/** The row that each key moves to, from the active and the last row. Other keys do not move the cursor. */
const MOVES: Readonly<Record<string, (active: number, last: number) => number>> = {
  up: (active) => Math.max(0, active - 1),
  down: (active, last) => Math.min(last, active + 1),
  pageup: (active) => Math.max(0, active - PAGE),
  pagedown: (active, last) => Math.min(last, active + PAGE),
  home: () => 0,
  end: (_active, last) => last,
};

/**
 * What a key does to a list. A key without a meaning does nothing; Inquirer's own select takes it for a search and
 * jumps to the first row (measured with @inquirer/select 5.2.8).
 */
export function afterKey(list: ListKeys, state: ListState, key: Key): ListState | ListOutcome {
  const { name = '', sequence = '', ctrl } = key;
  const { active, ticked } = state;
  if (sequence === '?') return { kind: 'help', active, ticked };
  if (list.canGoBack && (name === 'escape' || sequence === '<')) return { kind: 'back', active, ticked };
  if (name === 'return' || name === 'enter') return afterEnter(list, state);
  if (name === 'space' && ticked !== null) return afterSpace(list, state, ticked);
  const keyed = ctrl ? -1 : list.rows.findIndex((row) => row.isOpen && row.key === sequence);
  if (keyed >= 0) return { kind: 'answer', active: keyed, ticked };
  const move = ctrl ? undefined : MOVES[name];
  if (move) return { ...state, active: move(active, list.rows.length - 1), typed: '', refusal: null };
  return ctrl || sequence.length !== 1 || sequence < ' ' || sequence > '~'
    ? state
    : afterTyping(list.rows, state, sequence);
}

const NOT_AVAILABLE = 'This choice is not available.';

function afterEnter({ rows, check }: ListKeys, state: ListState): ListState | ListOutcome {
  const { active, ticked } = state;
  if (rows[active]?.isBack) return { kind: 'back', active, ticked };
  if (isMeant(rows, active, ticked)) return { kind: 'answer', active, ticked: [active] };
  const isClosed = ticked === null && !rows[active]?.isOpen;
  const refusal = isClosed ? NOT_AVAILABLE : check(ticked ?? []);
  return refusal === null ? { kind: 'answer', active, ticked } : { ...state, refusal };
}

/** Whether Enter means the active row: it can be chosen, and nothing but "none of these" is ticked. */
function isMeant(rows: readonly Row[], active: number, ticked: readonly number[] | null): boolean {
  const row = rows[active];
  const isNothing = ticked?.length === 1 && ticked.every((index) => rows[index]?.isAlone);
  return isNothing && row?.isOpen === true && !row.isAlone;
}

function afterSpace(
  { rows }: ListKeys,
  state: ListState,
  ticked: readonly number[],
): ListState | ListOutcome {
  const { active } = state;
  if (rows[active]?.isBack) return { kind: 'back', active, ticked };
  if (!rows[active]?.isOpen) return { ...state, refusal: NOT_AVAILABLE };
  const rest = ticked.filter((one) => one !== active);
  const isNew = rest.length === ticked.length;
  const beside = rest.filter((one) => !rows[one]?.isAlone && !rows[active]?.isAlone);
  return { ...state, ticked: isNew ? [...beside, active] : rest, refusal: null };
}

/** The state after a typed character: digits move to the row with that number, letters to one that begins with them. */
function afterTyping(rows: readonly Row[], state: ListState, character: string): ListState {
  const rowFor = (typed: string) =>
    rows.findIndex(
      ({ text, isOpen }, index) =>
        isOpen && (typed === String(index + 1) || text.toLowerCase().startsWith(typed.toLowerCase())),
    );
  const typed = [state.typed + character, character].find((one) => rowFor(one) >= 0);
  return typed === undefined
    ? { ...state, typed: '' }
    : { ...state, active: rowFor(typed), typed, refusal: null };
}
