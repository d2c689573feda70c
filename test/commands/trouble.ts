import type { Transport } from '../../src/ports.ts';

/** Stops being good at the write of this number; `act` says how. */
export function atWrite(number: number, act: (request: Request, inner: Transport) => Promise<Response>) {
  let writes = 0;
  return (inner: Transport): Transport =>
    async (request) => {
      const { host, pathname } = new URL(request.url);
      const isWrite =
        host === 'graph.microsoft.com' && request.method !== 'GET' && !pathname.endsWith('$batch');
      if (!isWrite) return inner(request);
      writes += 1;
      return writes === number ? act(request, inner) : inner(request);
    };
}
