import { exponentialBackoff, retryAfter } from '../core/duration.ts';
import { SetupError } from '../errors.ts';
import type { Clock, Transport } from '../ports.ts';

/** Clock, stop signal and limit of retries. Durations are milliseconds. */
export interface RetryLimits {
  readonly clock: Clock;
  readonly interrupt: AbortSignal;
  /** The longest single wait that a Retry-After may ask for. */
  readonly maxWait: number;
}

const MOST_REPEATS = 3;
const LONGEST_PAUSE_MS = 4_000;
/** Statuses after which a request is repeated. */
const PASSING_STATUS: readonly number[] = [429, 500, 502, 503, 504];

/**
 * A transport that repeats a request which the token service was too busy for, up to three times, and once a request without an
 * answer. The latter is safe for codes too: one that was redeemed without us knowing is refused with an error that says so
 * (54005). Throws `THROTTLED` or `UNAVAILABLE` at the limit.
 */
export function withRetries(transport: Transport, limits: RetryLimits): Transport {
  return async (request) => {
    for (let attempt = 0; ; attempt += 1) {
      const response = await sendOnce(transport, request.clone(), attempt, limits);
      if (response !== null && !PASSING_STATUS.includes(response.status)) return response;
      if (attempt >= MOST_REPEATS) throw gaveUp(request, response);
      await wait(response, exponentialBackoff(attempt, LONGEST_PAUSE_MS), request, limits);
    }
  };
}

/** Null for a first attempt without an answer. */
async function sendOnce(
  transport: Transport,
  request: Request,
  attempt: number,
  { interrupt }: RetryLimits,
): Promise<Response | null> {
  interrupt.throwIfAborted();
  try {
    return await transport(request);
  } catch (error) {
    const passing = error instanceof SetupError && error.code === 'UNAVAILABLE' && attempt === 0;
    if (!passing) throw error;
    return null;
  }
}

async function wait(
  response: Response | null,
  pause: number,
  request: Request,
  { clock, interrupt, maxWait }: RetryLimits,
): Promise<void> {
  const asked = retryAfter(response?.headers.get('retry-after') ?? null, clock.now());
  if (asked !== null && asked > maxWait) throw throttled(request, asked);
  await clock.sleep(asked ?? pause, interrupt);
}

function gaveUp(request: Request, response: Response | null): SetupError {
  if (response === null || response.status === 429) return throttled(request, null);
  const { host } = new URL(request.url);
  return new SetupError(
    'UNAVAILABLE',
    `${host} answered with HTTP ${response.status} ${MOST_REPEATS + 1} times.`,
    {
      advice: ['Run the same command again in a few minutes.'],
    },
  );
}

function throttled(request: Request, asked: number | null): SetupError {
  const { host } = new URL(request.url);
  const wait = asked === null ? '' : ` and asks to wait ${Math.ceil(asked / 1000)} s`;
  return new SetupError('THROTTLED', `${host} is turning requests away for now${wait}.`, {
    advice: ['Run the same command again later, or allow a longer wait with --max-wait.'],
  });
}
