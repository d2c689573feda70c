import { SetupError } from '../errors.ts';
import { type BatchOptions, NO_REPLY, requestBatch } from './batch.ts';
import type { Graph, GraphReply } from './client.ts';
import { parsePage } from './wire.ts';

interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/** The items of a page, and the path of the next one or null; null for a reply that is no page. */
export function pageOf(reply: GraphReply): Page | null {
  try {
    const { value, '@odata.nextLink': link } = parsePage(reply.body);
    return { items: value, next: link ? relative(link) : null };
  } catch (error) {
    if (error instanceof SetupError) return null;
    throw error;
  }
}

/** The part of an absolute link after the version. Some links to next pages say `/v2/` instead of `/v1.0/`. */
function relative(link: string): string {
  const { pathname, search } = new URL(link);
  return `${pathname.replace(/^\/[^/]+/, '')}${search}`;
}

/** A list with all its pages as one reply; where a page could not be read, the reply that says so. */
export async function requestAllPages(graph: Graph, path: string): Promise<GraphReply> {
  const items: unknown[] = [];
  for (let next = path; ; ) {
    const reply = await graph.send('GET', next);
    const page = reply.status === 200 ? pageOf(reply) : null;
    if (page === null) return reply;
    items.push(...page.items);
    if (page.next === null) return { ...reply, body: { value: items } };
    next = page.next;
  }
}

type Replies = ReadonlyMap<string, GraphReply>;

/**
 * The replies with the lists of `names` continued, in one batch for each further page; at most `most` pages each. A list that
 * is longer keeps its link to the next page.
 */
export async function withAllPages(
  graph: Graph,
  replies: Replies,
  { names, most }: { readonly names: readonly string[]; readonly most: number },
  options: BatchOptions,
): Promise<Replies> {
  let all = replies;
  for (let page = 1; page < most; page += 1) {
    const open = names.flatMap((name) => {
      const reply = all.get(name);
      const next = reply?.status === 200 ? (pageOf(reply)?.next ?? null) : null;
      return next === null ? [] : [{ name, next }];
    });
    if (open.length === 0) break;
    const more = await requestBatch(
      graph,
      open.map(({ next }) => next),
      options,
    );
    all = new Map([...all, ...open.map(({ name }, index) => withPage(name, all, more[index]))]);
  }
  return all;
}

/** A list with its next page. Where that could not be read, its reply stands for the list: it counts as unread. */
function withPage(name: string, all: Replies, more: GraphReply | undefined): readonly [string, GraphReply] {
  const [before, after] = [all.get(name), more].map((reply) => (reply?.status === 200 ? reply : null));
  if (!before || !after) return [name, more ?? NO_REPLY];
  const value = [...(pageOf(before)?.items ?? []), ...(pageOf(after)?.items ?? [])];
  return [name, { ...after, body: { ...(after.body as object), value } }];
}
