import { SetupError } from '../errors.ts';
import { type BatchOptions, requestBatch } from './batch.ts';
import type { Graph, GraphReply } from './client.ts';
import { parsePage } from './wire.ts';

interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/** The items of a page, and the path of the next one; null for a reply that is not understood. */
export function pageOf(reply: GraphReply): Page | null {
  try {
    const { value, '@odata.nextLink': link } = parsePage(reply.body);
    return { items: value, next: link ? relative(link) : null };
  } catch (error) {
    if (error instanceof SetupError) return null;
    throw error;
  }
}

/** A link to the next page is absolute; requests want what follows the version, which some links name `/v2/`. */
function relative(link: string): string {
  const { pathname, search } = new URL(link);
  return `${pathname.replace(/^\/[^/]+/, '')}${search}`;
}

type Replies = ReadonlyMap<string, GraphReply>;

/** Replies of lists whole, as far as `most` pages go; one that goes on after that keeps its link. */
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
    all = new Map([...all, ...open.map(({ name }, index) => joined(name, all, more[index]))]);
  }
  return all;
}

/** A page that could not be read leaves the whole list unread: what is on it nobody knows. */
function joined(name: string, all: Replies, more: GraphReply | undefined): readonly [string, GraphReply] {
  const [before, after] = [all.get(name), more].map((reply) => (reply?.status === 200 ? reply : null));
  if (!before || !after) return [name, more ?? { status: 0, body: null, headers: new Headers() }];
  const value = [...(pageOf(before)?.items ?? []), ...(pageOf(after)?.items ?? [])];
  return [name, { ...after, body: { ...(after.body as object), value } }];
}
