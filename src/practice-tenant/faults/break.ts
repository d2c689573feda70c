import { isSame } from '../json.ts';
import type { PracticeOutside } from '../outside.ts';
import type { BrokenFault, PracticeState } from '../state.ts';
import { BEHAVIOUR_BREAKERS } from './behaviour.ts';
import type { Breaker } from './breaker.ts';
import { CONFIGURATION_BREAKERS } from './configuration.ts';
import { makeEdit, stands, undoEdit } from './edits.ts';
import { FAULTS, type TenantFault } from './list.ts';
import { PERSON_BREAKERS } from './people.ts';
import type { FaultTarget } from './targets.ts';

/** A fault of the list that nothing breaks does not compile. */
const BREAKERS: Readonly<Record<TenantFault, Breaker>> = {
  ...CONFIGURATION_BREAKERS,
  ...BEHAVIOUR_BREAKERS,
  ...PERSON_BREAKERS,
};
const BY_NAME: Readonly<Record<string, Breaker>> = BREAKERS;

/**
 * What was taken away may come back under another id, so its absence tells little: where the fault put something in its
 * place, that decides.
 */
function isBroken(state: PracticeState, { edits }: BrokenFault): boolean {
  const put = edits.filter(({ after }) => after !== undefined);
  const telling = put.length > 0 ? put : edits;
  return telling.length === 0 || telling.some((edit) => stands(state, edit));
}

/** Ids of the faults that were broken and neither mended nor repaired by other means. */
export const brokenFaults = (state: PracticeState): readonly string[] =>
  state.faults.filter((fault) => isBroken(state, fault)).map(({ id }) => id);

/**
 * Breaks one fault and remembers what stood there before. Throws a plain error with a sentence when the fault is
 * unknown or the application it concerns is not there. Breaking it again breaks what was repaired meanwhile.
 */
export function breakPractice(
  state: PracticeState,
  fault: string,
  target: FaultTarget,
  outside: PracticeOutside,
): void {
  if (!FAULTS.some(({ id }) => id === fault)) throw new Error(`There is no fault named ${fault}.`);
  mendPractice(state, fault);
  const edits = BY_NAME[fault]?.({ state, target, outside }) ?? [];
  const changing = edits.filter(({ before, after }) => !isSame(before, after));
  for (const edit of changing) makeEdit(state, edit);
  state.faults = [...state.faults, { id: fault, edits: changing }];
  state.revision += 1;
}

/** Gives the original values to faults that were broken later over the same values. */
function handOver(state: PracticeState, mended: BrokenFault): void {
  state.faults = state.faults.map((later) => ({
    ...later,
    edits: later.edits.map((edit) => {
      const below = mended.edits.find(
        ({ path, after }) => isSame(path, edit.path) && isSame(after, edit.before),
      );
      return below === undefined ? edit : { ...edit, before: below.before };
    }),
  }));
}

/** Puts back what breaking the fault changed, except where it was changed since. */
export function mendPractice(state: PracticeState, fault: string): void {
  const mended = state.faults.filter(({ id }) => fault === 'all' || id === fault).toReversed();
  if (mended.length === 0) return;
  state.faults = state.faults.filter((entry) => !mended.includes(entry));
  for (const entry of mended) {
    const standing = isBroken(state, entry) ? entry.edits : [];
    for (const edit of standing.toReversed()) undoEdit(state, edit);
    handOver(state, entry);
  }
  state.revision += 1;
}
