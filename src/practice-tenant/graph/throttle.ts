import type { PracticeState } from '../state.ts';
import { GraphRefusal } from './reply.ts';

/** While the tenant throttles, one of so many requests is refused. */
const EVERY = 4;

/** Each shape of Retry-After that clients meet (facts: graph.md §1.0): whole seconds, a fraction, a date, nothing. */
function retryAfter(refusals: number, now: Date): Readonly<Record<string, string>> {
  const shapes: readonly Readonly<Record<string, string>>[] = [
    { 'retry-after': '1' },
    { 'retry-after': '1.128' },
    { 'retry-after': new Date(now.getTime() + 2000).toUTCString() },
    {},
  ];
  return shapes[refusals % shapes.length] ?? {};
}

/** Refuses every so many requests (recording 26). */
export function assertNotThrottled(state: PracticeState, now: Date): void {
  if (state.behaviour.throttling === 'none') return;
  const { throttle } = state;
  throttle.requests += 1;
  state.revision += 1;
  if (throttle.requests % EVERY !== 0) return;
  const headers = retryAfter(throttle.refusals, now);
  throttle.refusals += 1;
  throw new GraphRefusal(
    429,
    'TooManyRequests',
    'Too many requests from Identifier:<id> under category:aadgraph.app.tenant_large. Please try again later.',
    {
      headers: {
        ...headers,
        'x-ms-throttle-scope': 'Tenant_Application/ReadWrite',
        'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
      },
    },
  );
}
