import type { Transport } from '../../src/ports.ts';

interface BatchRequest {
  readonly requests: readonly { readonly id: string; readonly url: string }[];
}

interface BatchReply {
  readonly responses: readonly { readonly id: string; readonly status: number }[];
}

const DENIED = {
  error: {
    code: 'Authorization_RequestDenied',
    message: 'Insufficient privileges to complete the operation.',
  },
};

/** Refuses every part of a `$batch` whose path matches, as Graph does where a permission is missing. */
export function forbidding(pattern: RegExp): (inner: Transport) => Transport {
  return (inner) => async (request) => {
    if (!request.url.endsWith('/$batch')) return inner(request);
    const { requests } = (await request.clone().json()) as BatchRequest;
    const refused = new Set(requests.filter(({ url }) => pattern.test(url)).map(({ id }) => id));
    const response = await inner(request);
    const { responses } = (await response.json()) as BatchReply;
    const answered = responses.map((one) =>
      refused.has(one.id) ? { id: one.id, status: 403, headers: {}, body: DENIED } : one,
    );
    return Response.json({ responses: answered }, { status: response.status, headers: response.headers });
  };
}
