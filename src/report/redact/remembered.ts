/** So many answers are kept: those of the texts that every report of a fleet repeats, and not of all that differ. */
const MOST_KEPT = 4_096;

/** The same function, which does not work out again what it was asked for a moment ago. */
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

/** Says of a text whether it was not asked about a moment ago. */
export function newTexts(): (text: string) => boolean {
  const known = new Set<string>();
  return (text) => {
    if (known.has(text)) return false;
    if (known.size >= MOST_KEPT) known.clear();
    known.add(text);
    return true;
  };
}
