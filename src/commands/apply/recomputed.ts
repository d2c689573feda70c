import { isDeepStrictEqual } from 'node:util';
import { summarise } from '../../core/changes/index.ts';
import { canonical } from '../../core/fingerprint.ts';
import type { PlannedChange } from '../../core/plan.ts';
import { SetupError } from '../../errors.ts';
import { clip, oneLine } from '../../report/clean.ts';
import type { SavedPlan } from './plan-file.ts';

/**
 * The changes that follow from the saved blueprint and the tenant, refused unless they are those that were saved: what a
 * file says is to be done, or stood there before, is never taken on its word. Only the day on which a secret ends is, and
 * only where it is no later.
 */
export function recomputed(
  { path, changes: saved }: Pick<SavedPlan, 'path' | 'changes'>,
  fresh: readonly PlannedChange[],
): readonly PlannedChange[] {
  const pairs = Array.from({ length: Math.max(saved.length, fresh.length) }, (_, index) => ({
    said: saved[index],
    follows: fresh[index],
  }));
  const odd = pairs.filter(({ said, follows }) => !said || !follows || !isSame(said, follows));
  if (odd.length > 0) throw refusal(path, odd);
  return pairs.flatMap(({ said, follows }) => (said && follows ? [withItsEnd(said, follows)] : []));
}

function isSame(said: PlannedChange, follows: PlannedChange): boolean {
  if (!isDeepStrictEqual(canonical(compared(said, said)), canonical(compared(follows, said)))) return false;
  const [a, b] = [said.change, follows.change];
  return a.kind !== 'add-secret' || b.kind !== 'add-secret' || endOf(a) <= endOf(b);
}

function endOf({ endDateTime }: { readonly endDateTime: string }): number {
  return Date.parse(endDateTime);
}

/** A secret ends so long after the plan is made; a certificate that is made here had no values when it was saved. */
function compared({ change, because }: PlannedChange, said: PlannedChange): object {
  if (change.kind === 'add-secret') return { because, change: { ...change, endDateTime: null } };
  const isUnmade = said.change.kind === 'add-certificate' && said.change.certificate === null;
  if (isUnmade && change.kind === 'add-certificate')
    return { because, change: { ...change, certificate: null } };
  return { because, change };
}

function withItsEnd(said: PlannedChange, follows: PlannedChange): PlannedChange {
  const { change } = follows;
  if (change.kind !== 'add-secret' || said.change.kind !== 'add-secret') return follows;
  return { ...follows, change: { ...change, endDateTime: said.change.endDateTime } };
}

interface Odd {
  readonly said: PlannedChange | undefined;
  readonly follows: PlannedChange | undefined;
}

const LONGEST_LIST = 600;

function refusal(path: string, odd: readonly Odd[]): SetupError {
  const words = odd.map(({ said, follows }) => {
    if (said === undefined) return `it lacks "${wordsFor(follows)}"`;
    if (follows === undefined) return `"${wordsFor(said)}" does not follow from it`;
    return wordsFor(said) === wordsFor(follows)
      ? `"${wordsFor(said)}" does so with other values`
      : `"${wordsFor(said)}" stands where "${wordsFor(follows)}" follows`;
  });
  const message = `${path} is not what follows from its own blueprint and this tenant, so it is not carried out: ${clip(words.join('; '), LONGEST_LIST)}.`;
  return new SetupError('FILE_INVALID', message, {
    advice: ['Make a new plan and look at it: entra-mcp-setup plan --out plan.json', 'Nothing was changed'],
  });
}

function wordsFor(planned: PlannedChange | undefined): string {
  return planned === undefined ? '' : oneLine(summarise(planned.change));
}
