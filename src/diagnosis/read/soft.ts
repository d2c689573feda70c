const SPECIAL = /[.*+?^${}()|[\]\\/-]/g;
/** A blank as it survives encoding (`+`) and wrapping. Bounded, so that matching stays linear. */
const BLANK = '[ +\\n]{1,3}';

/** Source of a pattern for `literal` that also matches where a console broke it over two lines. */
export function soft(literal: string): string {
  return [...literal].map((char) => (char === ' ' ? BLANK : char.replace(SPECIAL, '\\$&'))).join('\\n?');
}

/** The same for any of several literals, the longest first so that none hides another. */
export function softAny(literals: readonly string[]): string {
  return [...literals]
    .sort((a, b) => b.length - a.length)
    .map(soft)
    .join('|');
}

/** Source of a pattern for `length` characters of a class, broken over lines or not. */
export function softRun(charClass: string, length: number): string {
  return Array<string>(length).fill(charClass).join('\\n?');
}

/**
 * The readings of a run that a line break may have cut in two or merely ended: its first part, then ever more parts
 * joined.
 */
export function joinedReadings(run: string): readonly string[] {
  const parts = run.split('\n');
  return parts.map((_, index) => parts.slice(0, index + 1).join(''));
}
