import * as z from 'zod';
import { retryAfter } from '../core/duration.ts';
import { strangeAnswer } from '../errors.ts';
import { backoff } from './backoff.ts';
import type { Graph, GraphReply } from './client.ts';
import { isOpen, parseFailure, refusal } from './failure.ts';
import { RETRY_WAITS, throttledPast } from './retry.ts';

/** Graph takes at most this many requests in one `$batch` (facts: graph.md §1.0). */
const BATCH_LIMIT = 20;

const batchReply = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown().optional(),
    }),
  ),
});

export interface BatchOptions {
  /** The longest wait for one batch, all its pauses together, in milliseconds. */
  readonly maxWait: number;
  readonly signal?: AbortSignal;
  /** Milliseconds left to wait for failures other than throttling; the batches of a fleet share and use them up. */
  readonly outage?: { left: number };
  /** Whether the time for reading is over: a failure is then no error, and the answers up to it are returned. */
  readonly isLate?: () => boolean;
}

/**
 * Reads many paths in as few requests as Graph allows; the replies are in the order of the paths. Parts are throttled one
 * by one, so only those are sent again. Throws `THROTTLED` where that outlasts `maxWait`; a part that failed otherwise until
 * then has its last reply, or the status 0.
 */
export async function requestBatch(
  graph: Graph,
  paths: readonly string[],
  options: BatchOptions,
): Promise<readonly GraphReply[]> {
  const replies = new Map<number, GraphReply>();
  try {
    return await fillBatch(graph, paths, replies, options);
  } catch (error) {
    if (!options.isLate?.()) throw error;
    return paths.map((_, index) => (isFinal(replies.get(index)) ? replyAt(replies, index) : NO_REPLY));
  }
}

async function fillBatch(
  graph: Graph,
  paths: readonly string[],
  replies: Map<number, GraphReply>,
  { maxWait, signal, outage = { left: maxWait } }: BatchOptions,
): Promise<readonly GraphReply[]> {
  const { clock, policy } = graph;
  const waiting = backoff({ clock, maxWait, onWait: policy.onWait, ...(signal && { signal }) }, RETRY_WAITS);
  for (let isFirst = true; ; isFirst = false) {
    const open = paths.map((_, index) => index).filter((index) => !isFinal(replies.get(index)));
    if (open.length === 0) return paths.map((_, index) => replyAt(replies, index));
    if (!isFirst) {
      const asked = open.map((index) =>
        waiting.lengthOf({ asked: askedBy(replies.get(index), clock.now()) }),
      );
      const milliseconds = Math.max(...asked);
      const throttled = open.some((index) => replies.get(index)?.status === 429);
      if (!throttled && milliseconds > outage.left) return givenUp(paths, replies, maxWait);
      const reason = throttled
        ? 'Microsoft Graph asks to slow down'
        : 'Microsoft Graph did not answer in full';
      if (!(await waiting.wait(reason, { asked: milliseconds, throttled })))
        return givenUp(paths, replies, maxWait);
      if (!throttled) outage.left -= milliseconds;
    }
    for (const chunk of chunks(open)) {
      for (const [index, reply] of await requestChunk(graph, paths, chunk)) replies.set(index, reply);
    }
  }
}

/** What is left at the limit: throttling is an error, which is safe to retry; another failure leaves its part unread. */
function givenUp(
  paths: readonly string[],
  replies: ReadonlyMap<number, GraphReply>,
  maxWait: number,
): readonly GraphReply[] {
  if ([...replies.values()].some(({ status }) => status === 429)) throw throttledPast(maxWait);
  return paths.map((_, index) => replyAt(replies, index));
}

/** Whether a reply would be no other if it were asked for again. */
export function isFinal(reply: GraphReply | undefined): reply is GraphReply {
  if (reply === undefined || isOpen(parseFailure(reply))) return false;
  return ![0, 408, 424, 429].includes(reply.status) && reply.status < 500;
}

function replyAt(replies: ReadonlyMap<number, GraphReply>, index: number): GraphReply {
  return replies.get(index) ?? NO_REPLY;
}

/** Stands for a part that was never answered. */
export const NO_REPLY: GraphReply = { status: 0, body: null, headers: new Headers() };

function askedBy(reply: GraphReply | undefined, now: Date): number | null {
  return retryAfter(reply?.headers.get('retry-after') ?? null, now);
}

function chunks(indexes: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(indexes.length / BATCH_LIMIT) }, (_, chunk) =>
    indexes.slice(chunk * BATCH_LIMIT, (chunk + 1) * BATCH_LIMIT),
  );
}

async function requestChunk(
  graph: Graph,
  paths: readonly string[],
  chunk: readonly number[],
): Promise<readonly (readonly [number, GraphReply])[]> {
  const requests = chunk.map((index) => ({
    id: String(index),
    method: 'GET',
    // URLs in a body are not encoded by the client, as others are.
    url: (paths[index] ?? '').replaceAll(' ', '%20'),
  }));
  const reply = await graph.send('POST', '/$batch', { body: { requests }, repeatable: true });
  // Throttled parts can turn the whole batch into a 424 (facts: graph.md §1.0). Without parts, none was answered.
  if (reply.status === 424) return batchReply.safeParse(reply.body).success ? parseBatch(reply.body) : [];
  if (reply.status === 200) return parseBatch(reply.body);
  throw refusal(graph, parseFailure(reply), 'read the tenant', 'read-applications');
}

export function parseBatch(body: unknown): readonly (readonly [number, GraphReply])[] {
  const parsed = batchReply.safeParse(body);
  if (!parsed.success) {
    throw strangeAnswer(
      `Microsoft Graph answered a batch in a form that is not understood: ${z.prettifyError(parsed.error)}`,
      'batch',
    );
  }
  return parsed.data.responses.map(({ id, status, headers, body: part }) => [
    Number(id),
    { status, body: part ?? null, headers: new Headers(headers ?? {}) },
  ]);
}
