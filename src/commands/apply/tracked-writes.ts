import { SetupError } from '../../errors.ts';
import { type Graph, isRead } from '../../graph/client.ts';

/** What became of the writes of one change: none was carried out, one may have been (`open`), one was. */
export type WriteOutcome = 'none' | 'open' | 'written';

/** Graph as before, and what became of its writes so far. */
export interface TrackedWrites {
  readonly graph: Graph;
  readonly outcome: () => WriteOutcome;
}

/** Tracks the writes of one change, so that a change that breaks off after a write is never reported as "nothing was changed". */
export function trackWrites(graph: Graph): TrackedWrites {
  let outcome: WriteOutcome = 'none';
  const send: Graph['send'] = async (method, path, options) => {
    if (isRead(method, path, options?.body)) return graph.send(method, path, options);
    try {
      const reply = await graph.send(method, path, options);
      outcome = combined(outcome, reply.status < 400 ? 'written' : reply.status < 500 ? 'none' : 'open');
      return reply;
    } catch (error) {
      outcome = combined(outcome, isUnanswered(error) ? 'open' : 'none');
      throw error;
    }
  };
  return { graph: { ...graph, send }, outcome: () => outcome };
}

/** The outcome of two writes of one change together. */
function combined(before: WriteOutcome, after: WriteOutcome): WriteOutcome {
  if (before === 'written' || after === 'none') return before;
  return after;
}

/** True where the request may have been carried out. Any other `SetupError` says that it was not: no token, throttled, refused. */
function isUnanswered(error: unknown): boolean {
  if (!(error instanceof SetupError)) return true;
  return error.code === 'UNAVAILABLE' || error.code === 'INTERRUPTED' || error.code === 'TERMINATED';
}

/** The line for a change that broke off in the list of what was done; null where nothing of it was carried out. */
export function brokenOff(title: string, outcome: WriteOutcome): string | null {
  if (outcome === 'none') return null;
  return outcome === 'written'
    ? `${title} (begun, not seen to its end)`
    : `${title} (may have been carried out)`;
}
