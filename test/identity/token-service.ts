import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { networkTransport } from '../../src/adapters/network-transport.ts';

/** One request that must come, and what it is answered with. */
export interface Exchange {
  readonly request: string;
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as it arrived. */
export interface Arrived {
  readonly url: URL;
  readonly headers: Headers;
  readonly fields: Readonly<Record<string, string>>;
}

/** Our real transport; in these tests its `fetch` ends in msw. */
export const transport = networkTransport({ env: {}, timeout: 60_000 });

/**
 * The token service for one test file: exactly the exchanges of `expectExchanges`, in their order. An unexpected
 * request gets an answer that no code takes for a token, and fails the test; so does one that never came.
 */
export function tokenService() {
  const waiting: Exchange[] = [];
  const arrived: Arrived[] = [];
  const unexpected: string[] = [];
  const server = setupServer(
    http.all('*', async ({ request }) => {
      const line = `${request.method} ${withoutCorrelation(request.url)}`;
      const next = waiting[0];
      if (next === undefined || next.request !== line) {
        unexpected.push(line);
        return HttpResponse.json({ error: 'unexpected_request', error_description: line }, { status: 400 });
      }
      waiting.shift();
      arrived.push(await describe(request));
      return HttpResponse.json(next.body as Record<string, unknown>, {
        status: next.status ?? 200,
        headers: next.headers ?? {},
      });
    }),
  );
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => server.close());
  afterEach(() => {
    arrived.splice(0);
    const missing = waiting.splice(0).map(({ request }) => request);
    expect({ unexpected: unexpected.splice(0), missing }).toEqual({ unexpected: [], missing: [] });
  });
  return {
    arrived,
    expectExchanges: (...exchanges: readonly Exchange[]) => void waiting.push(...exchanges),
  };
}

/** MSAL repeats its correlation id in the query. */
function withoutCorrelation(address: string): string {
  const url = new URL(address);
  url.searchParams.delete('client-request-id');
  return url.href;
}

async function describe(request: Request): Promise<Arrived> {
  const fields = Object.fromEntries(new URLSearchParams(await request.clone().text()));
  return { url: new URL(request.url), headers: request.headers, fields };
}
