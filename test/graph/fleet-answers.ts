import type { PracticeBench } from '../support/practice.ts';

/** The bench with a Graph whose replies somebody changes. */
export function sending(bench: PracticeBench, change: (reply: Reply, sent: unknown) => Reply): PracticeBench {
  const send: PracticeBench['graph']['send'] = async (...request) =>
    change(await bench.graph.send(...request), request[2]?.body);
  return { ...bench, graph: { ...bench.graph, send } };
}

/** The same reply with every part failed. */
export function failing(reply: Reply, status: number): Reply {
  const { responses } = reply.body as Parts;
  return { ...reply, body: { responses: responses.map((part) => ({ ...part, status, body: {} })) } };
}

export interface Watch {
  readonly early: string[];
  readonly refusals: (string | null)[];
  readonly notBefore: Map<string, number>;
}

/** Notes every part that is sent again before its own Retry-After has passed. */
export function watching(bench: PracticeBench, { early, refusals, notBefore }: Watch): PracticeBench {
  const send: PracticeBench['graph']['send'] = async (method, path, options) => {
    const now = bench.clock.now().getTime();
    const sent = (options?.body as Requests | undefined)?.requests ?? [];
    early.push(...sent.map(({ url }) => url).filter((url) => now < (notBefore.get(url) ?? 0)));
    const reply = await bench.graph.send(method, path, options);
    for (const { id, status, headers } of (reply.body as Parts).responses) {
      if (status !== 429) continue;
      const asked = headers['Retry-After'] ?? null;
      const wait =
        asked === null ? 0 : Number.isNaN(Number(asked)) ? Date.parse(asked) - now : Number(asked) * 1_000;
      refusals.push(asked);
      notBefore.set(sent.find((part) => part.id === id)?.url ?? '', now + wait);
    }
    return reply;
  };
  return { ...bench, graph: { ...bench.graph, send } };
}

export function shapeOf(retryAfter: string | null): string {
  if (retryAfter === null) return 'none';
  if (Number.isNaN(Number(retryAfter))) return 'date';
  return Number.isInteger(Number(retryAfter)) ? 'seconds' : 'fraction';
}

export interface Requests {
  readonly requests?: readonly { readonly id: string; readonly url: string }[];
}

export type Reply = Awaited<ReturnType<PracticeBench['graph']['send']>>;
export interface Parts {
  readonly responses: readonly {
    readonly id: string;
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  }[];
}

/** Graph's answer to a filter that it does not take, for each part that asks about several things. */
export function refusingOr(reply: Reply, body: unknown): Reply {
  const sent = body as Requests | undefined;
  const several = new Set(
    sent?.requests?.filter(({ url }) => decodeURIComponent(url).includes(' or ')).map(({ id }) => id),
  );
  const refused = { error: { code: 'Request_UnsupportedQuery', message: 'Too many clauses.' } };
  const responses = (reply.body as Parts).responses.map((part) =>
    several.has(part.id) ? { ...part, status: 400, body: refused } : part,
  );
  return { ...reply, body: { responses } };
}

/** An app whose redirect URIs came as a number. */
export function damaging(reply: Reply, appId: string): Reply {
  const text = JSON.stringify(reply.body);
  const body: unknown = JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    Reflect.get(value, 'appId') === appId &&
    'publicClient' in value
      ? { ...value, publicClient: { redirectUris: 7 } }
      : value,
  );
  return { ...reply, body };
}
