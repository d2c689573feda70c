import { SetupError } from '../errors.ts';
import type { GraphReply } from './client.ts';
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
