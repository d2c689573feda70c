import { retryAfter } from '../core/duration.ts';
import { SetupError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { backoff, type Patience } from './backoff.ts';

/** The limit of the pauses between the attempts of one request, and who is told of them. */
export type RetryPolicy = Omit<Patience, 'clock'>;

/** What every request is sent again after: Graph does not carry out what it throttles. */
const THROTTLED: ReadonlySet<Answer> = new Set<Answer>([429]);
/**
 * What a repeatable request is sent again after. 424 is not among them: only a `$batch` answers so, and its parts tell which
 * of them to send again (facts: graph.md §1.0).
 */
const PASSING: ReadonlySet<Answer> = new Set<Answer>(['lost', 408, 429, 500, 502, 503, 504]);
type Answer = number | 'lost';
/** Bounds of a pause in milliseconds. The least keeps a Retry-After of 0, or of a past date, from flooding the service. */
export const RETRY_WAITS = { least: 500, longest: 30_000 };

/**
 * Sends until the answer is final. A throttled request (429) is always repeated; one that met an error of the service or lost
 * its connection only where it is `repeatable`. Throws `THROTTLED` or `UNAVAILABLE` at the limit.
 */
export async function sendWithRetry(
  send: () => Promise<Response>,
  options: { readonly clock: Clock; readonly policy: RetryPolicy; readonly repeatable: boolean },
): Promise<Response> {
  const { clock, policy, repeatable } = options;
  const again = repeatable ? PASSING : THROTTLED;
  const waiting = backoff({ ...policy, clock }, RETRY_WAITS);
  for (;;) {
    const outcome = await attemptOnce(send, policy);
    const answer = answerOf(outcome);
    if (!again.has(answer)) return settled(outcome);
    const asked =
      'response' in outcome ? retryAfter(outcome.response.headers.get('retry-after'), clock.now()) : null;
    if (!(await waiting.wait(reasonOf(outcome), { asked, throttled: answer === 429 })))
      throw givenUp(outcome, policy.maxWait);
  }
}

type Outcome = { readonly response: Response } | { readonly lost: unknown };

async function attemptOnce(send: () => Promise<Response>, { signal }: RetryPolicy): Promise<Outcome> {
  try {
    return { response: await send() };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof SetupError && error.code !== 'UNAVAILABLE') throw error;
    return { lost: error };
  }
}

function answerOf(outcome: Outcome): Answer {
  return 'lost' in outcome ? 'lost' : outcome.response.status;
}

function settled(outcome: Outcome): Response {
  if ('lost' in outcome) throw connectionLost(outcome.lost);
  return outcome.response;
}

function reasonOf(outcome: Outcome): string {
  if ('lost' in outcome) return 'the connection was lost';
  return outcome.response.status === 429
    ? 'Microsoft Graph asks to slow down'
    : `Microsoft Graph answered ${outcome.response.status}`;
}

function givenUp(outcome: Outcome, maxWait: number): SetupError {
  if ('response' in outcome && outcome.response.status === 429) return throttledPast(maxWait);
  const limit = `${Math.round(maxWait / 1_000)} s`;
  if ('lost' in outcome) return connectionLost(outcome.lost);
  return new SetupError('UNAVAILABLE', `Microsoft Graph did not answer within ${limit}.`, {
    advice: CHECK_NETWORK,
    detail: `HTTP ${outcome.response.status}`,
  });
}

const CHECK_NETWORK = ['Check the network and the proxy, then run the command again'];

/** An error of the transport as one of ours; the request may have been carried out. */
function connectionLost(lost: unknown): SetupError {
  if (lost instanceof SetupError) return lost;
  return new SetupError('UNAVAILABLE', 'The connection to Microsoft Graph was lost.', {
    advice: CHECK_NETWORK,
    cause: lost,
  });
}

export function throttledPast(maxWait: number): SetupError {
  const limit = `${Math.round(maxWait / 1_000)} s`;
  return new SetupError('THROTTLED', `Microsoft Graph kept asking to slow down for longer than ${limit}.`, {
    advice: [
      'Run the command again in a few minutes; nothing is lost',
      'Allow longer waits with --max-wait 10m',
    ],
  });
}
