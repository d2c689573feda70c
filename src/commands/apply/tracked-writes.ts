import { SetupError } from '../../errors.ts';
import { type Graph, isRead } from '../../graph/client.ts';

/** What became of the writes of one change: none arrived, one may have, one did. */
export type Fate = 'none' | 'open' | 'written';

/** Graph as before, and what its writes came to when a change breaks off. */
export interface WatchedWrites {
  readonly graph: Graph;
  readonly fate: () => Fate;
}

/** Watches the writes of one change, so that nobody is told "nothing was changed" of one that was sent. */
export function watchWrites(graph: Graph): WatchedWrites {
  let fate: Fate = 'none';
  const send: Graph['send'] = async (method, path, options) => {
    if (isRead(method, path, options?.body)) return graph.send(method, path, options);
    try {
      const reply = await graph.send(method, path, options);
      fate = later(fate, reply.status < 400 ? 'written' : reply.status < 500 ? 'none' : 'open');
      return reply;
    } catch (error) {
      fate = later(fate, isUnanswered(error) ? 'open' : 'none');
      throw error;
    }
  };
  return { graph: { ...graph, send }, fate: () => fate };
}

function later(before: Fate, after: Fate): Fate {
  if (before === 'written' || after === 'none') return before;
  return after;
}

/** Other failures of ours say that nothing was carried out: no token, throttled, a bug caught before sending. */
function isUnanswered(error: unknown): boolean {
  if (!(error instanceof SetupError)) return true;
  return error.code === 'UNAVAILABLE' || error.code === 'INTERRUPTED' || error.code === 'TERMINATED';
}

/** How a change that broke off is listed; null when nothing of it can have happened. */
export function brokenOff(title: string, fate: Fate): string | null {
  if (fate === 'none') return null;
  return fate === 'written'
    ? `${title} (begun, not seen to its end)`
    : `${title} (may have been carried out)`;
}
