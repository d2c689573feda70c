const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** A label in any script, a colon, an id. What stands in quotes is a value of the sentence. */
const LABELLED = new RegExp(`[\\p{L}.)] ?[:：]\\n? ?(${GUID})(?![\\w-])`, 'giu');

interface SupportIds {
  readonly traceId: string | null;
  readonly correlationId: string | null;
}

/**
 * The ids for support of a page in another language: they stand last, the one of the request before that of the
 * correlation.
 */
export function supportIdsByPlace(before: string, after: string): SupportIds {
  const behind = idsIn(after);
  const [traceId = null, correlationId = null] =
    behind.length > 0 ? behind.slice(-2) : idsIn(before).slice(0, 2);
  return { traceId, correlationId };
}

function idsIn(text: string): readonly string[] {
  return [...text.matchAll(LABELLED)].map(([, id]) => (id ?? '').toLowerCase());
}
