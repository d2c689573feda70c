import { SetupError } from '../errors.ts';
import { backoff, type Patience } from './backoff.ts';
import type { GraphReply } from './client.ts';
import { isNotYet, isOpen, parseFailure } from './failure.ts';

/** How many good readings in a row prove a state: replicas differ, so one does not (facts: graph.md §3). More once any was stale. */
const GOOD_READS_AFTER_LAG = 5;
const GOOD_READS = 2;
const BETWEEN_GOOD_READS_MS = 1_000;

/**
 * Reads until the value is good several times in a row: twice where every reading was good, five times once one was
 * not. Returns the last reading, at the limit also one that is not good.
 */
export async function settle<Value>(
  readNow: () => Promise<Value>,
  isGood: (value: Value) => boolean,
  patience: Patience,
): Promise<{ readonly value: Value; readonly good: boolean }> {
  const waiting = backoff(patience);
  let running = 0;
  let needed = GOOD_READS;
  for (;;) {
    const value = await readNow();
    running = isGood(value) ? running + 1 : 0;
    if (running >= needed) return { value, good: true };
    if (running === 0) needed = GOOD_READS_AFTER_LAG;
    const goesOn = await waiting.wait(
      'Entra is copying the changes everywhere',
      running > 0 ? { exactly: between(needed) } : {},
    );
    if (!goesOn) return { value, good: running > 0 };
  }
}

/** Where nothing lagged the second reading follows at once, for another replica to answer. */
function between(needed: number): number {
  return needed === GOOD_READS ? 0 : BETWEEN_GOOD_READS_MS;
}

/**
 * Reads until nothing is missing that an earlier reading showed. A collection is written back whole, so a write based on an
 * older replica would remove what nobody asked to remove. Where the very same elements are missing `believedAfter` times in
 * a row, over growing pauses, somebody else removed them, and the reading counts. Throws `UNAVAILABLE` at the limit.
 */
export async function readUntilContains<Value>(
  readNow: () => Promise<Value>,
  missingFrom: (value: Value) => readonly string[],
  patience: Patience,
  believedAfter = GOOD_READS_AFTER_LAG,
): Promise<Value> {
  const waiting = backoff(patience);
  let before = '';
  let running = 0;
  for (;;) {
    const value = await readNow();
    const missing = missingFrom(value).toSorted().join('\n');
    if (missing === '') return value;
    running = missing === before ? running + 1 : 1;
    if (running >= believedAfter) return value;
    before = missing;
    if (!(await waiting.wait('Entra shows an older state than before'))) throw unsteady(missing);
  }
}

function unsteady(missing: string): SetupError {
  return new SetupError('UNAVAILABLE', 'Entra shows another state of the app from one read to the next.', {
    advice: ['Run the command again in a few minutes: nothing was taken away'],
    detail: `Shown before, and not now: ${missing.replaceAll('\n', ', ')}`,
  });
}

export interface Sending {
  readonly send: () => Promise<GraphReply>;
  /** Whether the caller interprets this refusal itself, so that it is not waited out. */
  readonly isFinal: (reply: GraphReply) => boolean;
  /** Looks whether a write was carried out whose reply left that open; then it is not sent again. */
  readonly isMade?: (() => Promise<boolean>) | undefined;
}

/** Sends again while the refusal says that an earlier write has not reached every replica; at the limit that refusal is returned. */
export async function sendUntilThere(
  { send, isFinal, isMade = async () => false }: Sending,
  patience: Patience,
): Promise<{ readonly reply: GraphReply; readonly made: boolean }> {
  const waiting = backoff(patience);
  for (;;) {
    const reply = await send();
    if (reply.status < 400) return { reply, made: true };
    const failure = parseFailure(reply);
    const goesOn =
      !isFinal(reply) &&
      isNotYet(failure) &&
      (await waiting.wait('Entra has not copied the last change everywhere'));
    if (!goesOn) return { reply, made: false };
    if (isOpen(failure) && (await isMade())) return { reply, made: true };
  }
}

/** The id, which an earlier change of the plan must have supplied. Throws `BUG` for null: the plan is in the wrong order. */
export function requiredId<Id>(id: Id | null, what: string): Id {
  if (id !== null) return id;
  throw new SetupError('BUG', `The plan needs ${what} before it was created.`);
}
