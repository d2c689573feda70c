import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { type Deadline, deadlineFor } from '../run/deadline.ts';
import type { DiagnoseFlags } from './command.ts';

/** Somebody waits for an answer: what the tenant has not said by then is not waited for. */
const LIMIT_MS = 30_000;
/** Less, so that one retry does not take it all. */
const PATIENCE_MS = 25_000;

/** The time a diagnosis may take on the network. It begins once; what a person takes to sign in is before it. */
export interface HalfMinute {
  readonly flags: DiagnoseFlags;
  /** The outside that ends in time. */
  readonly begin: () => Outside;
  /** What the work gives; null where it was not done in time. */
  readonly inTime: <Value>(work: Promise<Value>) => Promise<Value | null>;
  /** The error as it is told: what came too late instead of what followed from that. */
  readonly told: (error: unknown) => unknown;
  readonly late: () => SetupError;
  /** Whether anything came too late. */
  readonly isLate: () => boolean;
}

/** Half a minute in all, unless --max-wait or --timeout asks for another. */
export function halfMinute(flags: DiagnoseFlags, outside: Outside): HalfMinute {
  const isAsked = flags.maxWait !== undefined || flags.timeout !== undefined;
  let deadline: Deadline | null = null;
  const begun = (): Deadline => {
    deadline ??= deadlineFor(isAsked ? {} : { deadline: LIMIT_MS }, outside);
    return deadline;
  };
  const told = (error: unknown): unknown => (deadline?.isPast() ? late() : error);
  return {
    flags: flags.maxWait === undefined ? { ...flags, maxWait: PATIENCE_MS } : flags,
    begin: () => begun().outside,
    inTime: async (work) => {
      try {
        return await begun().bound(work);
      } catch (error) {
        if (begun().isPast()) return null;
        throw error;
      }
    },
    told,
    late,
    isLate: () => deadline?.isPast() ?? false,
  };
}

function late(): SetupError {
  return new SetupError('INCONCLUSIVE', `The tenant was not read whole within ${LIMIT_MS / 1_000} s.`, {
    advice: ['Allow more time: --max-wait 2m'],
  });
}
