const SPECIAL = /[.*+?^${}()|[\]\\/-]/g;
/** A blank after encoding (`+`) and wrapping. Bounded, so that matching takes linear time. */
const BLANK = '[ +\\n]{1,3}';

/** Pattern source for a text, also where a console broke it over lines. */
export function soft(literal: string): string {
  return [...literal].map((char) => (char === ' ' ? BLANK : char.replace(SPECIAL, '\\$&'))).join('\\n?');
}

/** Pattern source for any of several texts, the longest first. */
export function softAny(literals: readonly string[]): string {
  return [...literals]
    .sort((a, b) => b.length - a.length)
    .map(soft)
    .join('|');
}

/** Pattern source for `length` characters of a class, also where they are broken over lines. */
export function softRun(charClass: string, length: number): string {
  return Array<string>(length).fill(charClass).join('\\n?');
}

/** What a run with line breaks can mean: its first line alone, or joined with one, two and more of the next. */
export function joinedReadings(run: string): readonly string[] {
  const parts = run.split('\n');
  return parts.map((_, index) => parts.slice(0, index + 1).join(''));
}
