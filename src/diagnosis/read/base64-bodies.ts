/** A base64 body in a HAR file. */
const ENCODED = /"text" ?: ?"([A-Za-z0-9+/]{24,400000}={0,2})"/g;
const MOST_BODIES = 40;

/** The text followed by the decoded base64 bodies of a HAR file. */
export function withBodies(text: string): string {
  if (!/"encoding"\s?:\s?"base64"/.test(text)) return text;
  const bodies = [...text.matchAll(ENCODED)].slice(0, MOST_BODIES).map(([, body]) => clear(body ?? ''));
  return [text, ...bodies].join('\n\n');
}

function clear(body: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(body), (char) => char.charCodeAt(0)));
  } catch {
    return '';
  }
}
