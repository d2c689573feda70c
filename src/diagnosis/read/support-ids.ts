const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** An id after a label, in any script, and a colon. Quoted ids are values of the sentence. */
const LABELLED = new RegExp(`[\\p{L}.)] ?[:：]\\n? ?(${GUID})(?![\\w-])`, 'giu');

interface SupportIds {
  readonly traceId: string | null;
  readonly correlationId: string | null;
}

/** The support ids of a page in any language: the last two, the trace id before the correlation id. */
export function supportIdsByPlace(before: string, after: string): SupportIds {
  const behind = idsIn(after);
  const [traceId = null, correlationId = null] =
    behind.length > 0 ? behind.slice(-2) : idsIn(before).slice(0, 2);
  return { traceId, correlationId };
}

function idsIn(text: string): readonly string[] {
  return [...text.matchAll(LABELLED)].map(([, id]) => (id ?? '').toLowerCase());
}
