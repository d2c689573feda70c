/** The URL of a text, or null where it is none. `URL.canParse` of Node 20 errs after some thousand calls. */
export function asUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
