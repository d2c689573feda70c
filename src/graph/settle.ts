import { SetupError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import type { GraphReply } from './client.ts';
import { isNotYet, parseFailure } from './failure.ts';

export interface Patience {
  readonly clock: Clock;
  /** The most that is waited for Entra to catch up, in milliseconds (`--max-wait`). */
  readonly maxWait: number;
  /** Told before every wait. */
  readonly onWait: (wait: {
    readonly reason: string;
    readonly milliseconds: number;
    readonly limit: number;
  }) => void;
  readonly signal?: AbortSignal;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;
/** Replicas differ, so one good read is no proof; a tenant that showed an old answer must show this many good ones (facts: graph.md §3). */
const GOOD_READS_AFTER_LAG = 5;
const GOOD_READS = 2;
const BETWEEN_GOOD_READS_MS = 1_000;

/**
 * Reads until the answer is good several times running: twice where every read was good, five times once any was
 * stale. Returns the last reading, good or not: after the deadline the answer is final.
 */
export async function settle<Value>(
  readNow: () => Promise<Value>,
  isGood: (value: Value) => boolean,
  { clock, maxWait, onWait, signal }: Patience,
): Promise<{ readonly value: Value; readonly good: boolean }> {
  let waited = 0;
  let running = 0;
  let needed = GOOD_READS;
  for (let stale = 0; ; ) {
    const value = await readNow();
    running = isGood(value) ? running + 1 : 0;
    if (running >= needed) return { value, good: true };
    if (running === 0) needed = GOOD_READS_AFTER_LAG;
    const wait = running > 0 ? between(needed) : growing(stale);
    if (running === 0) stale += 1;
    if (waited + wait > maxWait) return { value, good: running > 0 };
    if (wait > 0)
      onWait({ reason: 'Entra is copying the changes everywhere', milliseconds: wait, limit: maxWait });
    await clock.sleep(wait, signal);
    waited += wait;
  }
}

/** Where nothing lagged the second read follows at once: it is a different replica's chance, not a wait. */
function between(needed: number): number {
  return needed === GOOD_READS ? 0 : BETWEEN_GOOD_READS_MS;
}

function growing(attempt: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS);
}

/**
 * Reads until nothing is missing that an earlier reading showed. A collection is written back whole, so a replica older
 * than that reading would take things away that nobody named. Where the very same things are missing five times
 * running, over growing waits, somebody else removed them, and the reading counts. Throws `UNAVAILABLE` at the
 * deadline: what was not read consistently is never shortened.
 */
export async function readUntilContains<Value>(
  readNow: () => Promise<Value>,
  missingFrom: (value: Value) => readonly string[],
  { clock, maxWait, onWait, signal }: Patience,
  believedAfter = GOOD_READS_AFTER_LAG,
): Promise<Value> {
  let waited = 0;
  let before = '';
  let running = 0;
  for (let attempt = 0; ; attempt += 1) {
    const value = await readNow();
    const missing = missingFrom(value).toSorted().join('\n');
    if (missing === '') return value;
    running = missing === before ? running + 1 : 1;
    if (running >= believedAfter) return value;
    before = missing;
    const wait = growing(attempt);
    if (waited + wait > maxWait) throw unsteady(missing);
    onWait({ reason: 'Entra shows an older state than before', milliseconds: wait, limit: maxWait });
    await clock.sleep(wait, signal);
    waited += wait;
  }
}

function unsteady(missing: string): SetupError {
  return new SetupError('UNAVAILABLE', 'Entra shows another state of the app from one read to the next.', {
    advice: ['Run the command again in a few minutes: nothing was taken away'],
    detail: `Shown before, and not now: ${missing.replaceAll('\n', ', ')}`,
  });
}

/** Sends again while the reply says "not there yet"; the same answer at the deadline is final and returned. */
export async function sendUntilThere(
  send: () => Promise<GraphReply>,
  isFinal: (reply: GraphReply) => boolean,
  { clock, maxWait, onWait, signal }: Patience,
): Promise<GraphReply> {
  let waited = 0;
  for (let attempt = 0; ; attempt += 1) {
    const reply = await send();
    if (reply.status < 400 || isFinal(reply) || !isNotYet(parseFailure(reply))) return reply;
    const wait = growing(attempt);
    if (waited + wait > maxWait) return reply;
    onWait({ reason: 'Entra has not copied the last change everywhere', milliseconds: wait, limit: maxWait });
    await clock.sleep(wait, signal);
    waited += wait;
  }
}

/** The id that a change needs and no earlier step supplied: a bug in the order of a plan, never in the tenant. */
export function required<Id>(id: Id | null, what: string): Id {
  if (id !== null) return id;
  throw new SetupError('BUG', `The plan needs ${what} before it was created.`);
}
