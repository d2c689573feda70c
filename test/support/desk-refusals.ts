import type { Transport } from '../../src/ports.ts';

/**
 * Keeps what the tenant answered to requests that failed, as somebody would copy it: the reply of a token end or of
 * Graph, the address a browser was sent back to, or the page it stayed on.
 */
export function keepingRefusals(): {
  readonly between: (inner: Transport) => Transport;
  readonly texts: readonly string[];
} {
  const texts: string[] = [];
  const between =
    (inner: Transport): Transport =>
    async (request) => {
      const response = await inner(request);
      const { pathname } = new URL(request.url);
      const location = response.headers.get('location');
      const text = await response.clone().text();
      const isPending = text.includes('authorization_pending');
      if (location?.includes('error=')) texts.push(location);
      else if (pathname.endsWith('/authorize') && location === null) texts.push(text);
      else if (response.status >= 400 && !isPending) texts.push(text);
      else if (pathname.endsWith('/$batch')) texts.push(...partsRefused(text));
      return response;
    };
  return { between, texts };
}

interface Part {
  readonly status: number;
  readonly body: unknown;
}

function partsRefused(text: string): readonly string[] {
  const { responses } = JSON.parse(text) as { readonly responses: readonly Part[] };
  return responses.filter(({ status }) => status === 429).map(({ body }) => JSON.stringify(body));
}
