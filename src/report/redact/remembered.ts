/** How many answers are kept: enough for the texts that every report of a fleet repeats. */
const MOST_KEPT = 4_096;

/** The function with a cache of its latest answers. */
export function remembered(answer: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MOST_KEPT) known.clear();
    const after = answer(text);
    known.set(text, after);
    return after;
  };
}

/** Returns a function that is true for a text which it was not given lately. */
export function newTexts(): (text: string) => boolean {
  const known = new Set<string>();
  return (text) => {
    if (known.has(text)) return false;
    if (known.size >= MOST_KEPT) known.clear();
    known.add(text);
    return true;
  };
}
