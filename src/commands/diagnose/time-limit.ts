import { SetupError } from '../../errors.ts';
import { type Deadline, deadlineFor } from '../run/deadline.ts';
import type { JudgingOutside } from '../run/observe.ts';
import type { DiagnoseFlags } from './command.ts';

/** The longest that a diagnosis waits for the tenant, since somebody waits for the answer. */
const LIMIT_MS = 30_000;
/** The longest that it waits to retry; less, so that one retry does not take all of the time. */
const MAX_WAIT_MS = 25_000;

/** The time that a diagnosis may take on the network. It begins at the first `begin`, after a person has signed in. */
export interface TimeLimit {
  readonly flags: DiagnoseFlags;
  /** Starts the time, once. Returns the outside whose requests and waits end with it. */
  readonly begin: () => JudgingOutside;
  /** The value of `work`; null where it was not done in time. */
  readonly inTime: <Value>(work: Promise<Value>) => Promise<Value | null>;
  /** The error to report: once the time is up, that it is, in place of what followed from that. */
  readonly errorOf: (error: unknown) => unknown;
  /** The error that the time is up. */
  readonly late: () => SetupError;
  /** Whether the time is up. */
  readonly isLate: () => boolean;
}

/** Half a minute in all; no limit where --max-wait or --timeout was given. */
export function timeLimit(flags: DiagnoseFlags, outside: JudgingOutside): TimeLimit {
  const isAsked = flags.maxWait !== undefined || flags.timeout !== undefined;
  let deadline: Deadline<JudgingOutside> | null = null;
  const begun = (): Deadline<JudgingOutside> => {
    deadline ??= deadlineFor(isAsked ? {} : { deadline: LIMIT_MS }, outside);
    return deadline;
  };
  const errorOf = (error: unknown): unknown => (deadline?.isPast() ? late() : error);
  return {
    flags: flags.maxWait === undefined ? { ...flags, maxWait: MAX_WAIT_MS } : flags,
    begin: () => begun().outside,
    inTime: async (work) => {
      try {
        return await begun().bound(work);
      } catch (error) {
        if (begun().isPast()) return null;
        throw error;
      }
    },
    errorOf,
    late,
    isLate: () => deadline?.isPast() ?? false,
  };
}

function late(): SetupError {
  return new SetupError('INCONCLUSIVE', `The tenant was not read whole within ${LIMIT_MS / 1_000} s.`, {
    advice: ['Allow more time: --max-wait 2m'],
  });
}
