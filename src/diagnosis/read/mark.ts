/** A code in the text. `start` and `end` are offsets. */
export interface CodeMark {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  /** `description` begins the sentence of an error; `mention` is a field or link with the number; `graph` is a code of Graph. */
  readonly kind: 'description' | 'mention' | 'graph';
  /** All codes that the digits can mean where a line break may have cut the number, the likeliest first. */
  readonly readings: readonly string[];
}

/** Enough for any paste, and a bound for logs of megabytes. */
const MARKS_PER_CODE = 40;
const MARKS = 4000;

/** The marks in the order of the text. Only the first ones of each code are kept, to bound memory. */
export function inOrder(marks: Iterable<CodeMark>): readonly CodeMark[] {
  const counts = new Map<string, number>();
  const kept: CodeMark[] = [];
  for (const mark of marks) {
    const count = (counts.get(mark.code) ?? 0) + 1;
    counts.set(mark.code, count);
    if (count <= MARKS_PER_CODE) kept.push(mark);
    if (kept.length >= MARKS || counts.size > MARKS) break;
  }
  return kept.sort((a, b) => a.start - b.start || b.end - a.end);
}
