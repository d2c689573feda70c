import { durationWords } from '../../core/duration.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import type { DeadlineFlags } from './shared-options.ts';

type Bounded = Pick<Outside, 'clock' | 'interrupt' | 'transport'>;

/** A run that ends in time. */
export interface Deadline<Within = unknown> {
  /** The outside whose requests and waits end at the deadline. */
  readonly outside: Within;
  /** Whether it has passed; whatever is thrown then follows from it. */
  readonly isPast: () => boolean;
  /** The value of `work`. Rejects when the deadline passes first, after a moment in which work that ends by itself is taken. */
  readonly bound: <Value>(work: Promise<Value>) => Promise<Value>;
  /** The error of what was not done by then. */
  readonly error: () => SetupError;
}

/** Starts the deadline of `--deadline`. Without the flag nothing is bounded. */
export function deadlineFor<Within extends Bounded>(
  { deadline: milliseconds }: DeadlineFlags,
  given: Within,
): Deadline<Within> {
  const error = () => passed(milliseconds ?? 0);
  if (milliseconds === undefined)
    return { outside: given, isPast: () => false, bound: (work) => work, error };
  const until = given.clock.now().getTime() + milliseconds;
  const left = () => until - given.clock.now().getTime();
  const reached = new AbortController();
  const interrupt = AbortSignal.any([given.interrupt, reached.signal]);
  const end = (): SetupError => {
    reached.abort(error());
    return error();
  };
  // With a listener of its own: a signal that only another signal rests on may be collected before it fires (Node 20).
  AbortSignal.timeout(milliseconds).addEventListener('abort', end, { once: true });
  const transport: Outside['transport'] = (request, reach) => {
    if (left() <= 0) throw end();
    return orAborted(given.transport(request, reach), interrupt);
  };
  const outside = { ...given, interrupt, clock: boundedClock(given, { left, end, interrupt }), transport };
  const isPast = () => !given.interrupt.aborted && (interrupt.aborted || left() <= 0);
  return { outside, isPast, bound: (work) => orAbandoned(work, interrupt), error };
}

interface Limit {
  readonly left: () => number;
  readonly end: () => SetupError;
  readonly interrupt: AbortSignal;
}

/**
 * A clock whose pauses end at the deadline at the latest, with its error. They do not listen to the deadline's own signal, so
 * that only the person's interrupt ends one early.
 */
function boundedClock({ clock, interrupt: given }: Bounded, limit: Limit): Outside['clock'] {
  const { left, end, interrupt } = limit;
  return {
    now: () => clock.now(),
    sleep: async (milliseconds, signal) => {
      const ended = signal === interrupt ? given : signal;
      if (milliseconds < left()) return clock.sleep(milliseconds, ended);
      await clock.sleep(Math.max(0, left()), ended);
      throw end();
    },
  };
}

function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Turns of the event loop in which work that needs nothing more of the outside can put its result together. */
const GRACE_TURNS = 20;

async function orAbandoned<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  try {
    return await orAborted(work, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    const out = async (): Promise<Value> => {
      for (let turn = 0; turn < GRACE_TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      throw error;
    };
    return Promise.race([work, out()]);
  }
}

function passed(milliseconds: number): SetupError {
  return new SetupError('INCONCLUSIVE', sentenceFor(milliseconds), {
    advice: ['Allow more time with --deadline, or spread the configurations with --shard'],
  });
}

function sentenceFor(milliseconds: number): string {
  const words = milliseconds < 1_000 ? `${milliseconds} ms` : durationWords(milliseconds);
  return `Not judged before the deadline of ${words}.`;
}
