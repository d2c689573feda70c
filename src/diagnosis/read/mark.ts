/** A place in the text where a code stands. */
export interface CodeMark {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  /** `description` begins an error's own sentence; `mention` is a field or a link that repeats the number. */
  readonly kind: 'description' | 'mention' | 'graph';
  /** All codes that the digits could mean, where a line end leaves it open. */
  readonly readings: readonly string[];
}

/** Enough for any paste; a log of megabytes repeats itself. */
const MARKS_PER_CODE = 40;
const MARKS = 4000;

/** Marks in the order of the text. Of each code only the first ones are kept, so that memory stays bounded. */
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
