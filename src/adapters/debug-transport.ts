import type { Clock, Transport } from '../ports.ts';

/**
 * For `--debug`: one line about every request. Neither queries nor bodies are shown, since both carry secrets (codes,
 * assertions, tokens); the ids are what Microsoft's support asks for.
 */
export function debugTransport(transport: Transport, clock: Clock, say: (line: string) => void): Transport {
  return async (request, reach) => {
    const { host, pathname } = new URL(request.url);
    const started = clock.now().getTime();
    const tell = (outcome: string, ids: readonly string[]) => {
      const took = `${clock.now().getTime() - started} ms`;
      say(['debug:', request.method, `${host}${pathname}`, outcome, took, ...ids].join(' '));
    };
    try {
      const response = await transport(request, reach);
      tell(String(response.status), idsOf(request, response));
      return response;
    } catch (error) {
      tell(`failed (${error instanceof Error ? error.message : String(error)})`, sentIds(request));
      throw error;
    }
  };
}

/** The ids of an exchange. The response's own is `request-id` with Graph, `x-ms-request-id` with the token service. */
function idsOf(request: Request, { headers }: Response): readonly string[] {
  const id = headers.get('request-id') ?? headers.get('x-ms-request-id');
  return [...(id === null ? [] : [`request-id ${id}`]), ...sentIds(request)];
}

function sentIds(request: Request): readonly string[] {
  const id =
    request.headers.get('client-request-id') ?? new URL(request.url).searchParams.get('client-request-id');
  return id === null ? [] : [`client-request-id ${id}`];
}
