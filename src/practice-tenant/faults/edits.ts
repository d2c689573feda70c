import { isSame } from '../json.ts';
import type { FaultEdit, PracticeState } from '../state.ts';

/** A step `#x` of a path is the array item whose id or keyId is x; any other step is a property. */
function itemIndex(items: readonly unknown[], step: string): number {
  const id = step.slice(1);
  return items.findIndex(
    (item) =>
      typeof item === 'object' &&
      item !== null &&
      [Reflect.get(item, 'id'), Reflect.get(item, 'keyId')].includes(id),
  );
}

/** The value at a path, or undefined where the path leads nowhere. */
function valueAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Array.isArray(value) ? value[itemIndex(value, step)] : Reflect.get(value, step);
  }, root);
}

function inArray(
  items: readonly unknown[],
  step: string,
  change: (value: unknown) => unknown,
): readonly unknown[] {
  const index = itemIndex(items, step);
  if (index >= 0) return items.flatMap((item, at) => (at === index ? present(change(item)) : [item]));
  return [...items, ...present(change(undefined))];
}

const present = (value: unknown): readonly unknown[] => (value === undefined ? [] : [value]);

/** A copy of `root` with the value at the path replaced; undefined removes an array item, a missing item is added. */
function replaced(root: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const change = (inner: unknown): unknown => replaced(inner, rest, value);
  if (Array.isArray(root)) return inArray(root, step, change);
  if (typeof root !== 'object' || root === null) return root;
  return { ...root, [step]: change(Reflect.get(root, step)) };
}

function put(state: PracticeState, [property = '', ...rest]: readonly string[], value: unknown): void {
  Object.assign(state, { [property]: replaced(Reflect.get(state, property), rest, value) });
  state.revision += 1;
}

/** The edit that puts `after` at the path, with what is there now. */
export const faultEdit = (state: PracticeState, path: readonly string[], after: unknown): FaultEdit => ({
  path,
  before: valueAt(state, path),
  after,
});

export function makeEdit(state: PracticeState, edit: FaultEdit): void {
  put(state, edit.path, edit.after);
}

/** Whether the value is still the one that the edit put there. */
export const stands = (state: PracticeState, edit: FaultEdit): boolean =>
  isSame(valueAt(state, edit.path), edit.after);

/** Puts back the value from before the edit, unless it was changed since. */
export function undoEdit(state: PracticeState, edit: FaultEdit): void {
  const parent = valueAt(state, edit.path.slice(0, -1));
  if (stands(state, edit) && parent !== undefined) put(state, edit.path, edit.before);
}
