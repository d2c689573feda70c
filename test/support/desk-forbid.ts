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

const MISSING = { error: { code: 'Request_ResourceNotFound', message: 'Resource does not exist.' } };

/** Refuses every part of a `$batch` whose path matches, as Graph does where a permission is missing. */
export function forbidding(pattern: RegExp): (inner: Transport) => Transport {
  return answering(pattern, { status: 403, body: DENIED });
}

/** Has every part of a `$batch` whose path matches not found, as a replica answers that has not heard of the object. */
export function losing(pattern: RegExp): (inner: Transport) => Transport {
  return answering(pattern, { status: 404, body: MISSING });
}

function answering(
  pattern: RegExp,
  answer: { readonly status: number; readonly body: unknown },
): (inner: Transport) => Transport {
  return (inner) => async (request) => {
    if (!request.url.endsWith('/$batch')) return inner(request);
    const { requests } = (await request.clone().json()) as BatchRequest;
    const refused = new Set(requests.filter(({ url }) => pattern.test(url)).map(({ id }) => id));
    const response = await inner(request);
    const { responses } = (await response.json()) as BatchReply;
    const answered = responses.map((one) =>
      refused.has(one.id) ? { id: one.id, headers: {}, ...answer } : one,
    );
    return Response.json({ responses: answered }, { status: response.status, headers: response.headers });
  };
}
