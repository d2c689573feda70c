/** Starts of functions with a body in braces: declarations, arrows, methods. */
const STARTS: readonly RegExp[] = [
  /^\s*(?:export )?(?:async )?function\b\*?\s*(\w+)/,
  /^\s*(?:export )?(?:const |let )?([\w'.-]+)(?::| =).*=> \{$/,
  /^\s+(?:async |get |set )?(?!if\b|for\b|while\b|switch\b|catch\b)(\w+)\(.*\)(?:: .*)? \{$/,
  /^\s*(.*)=> \{$/,
];

/**
 * The functions of a file that take more than `limit` lines, each as `path: name, lines`. The formatter sees to it that a
 * function closes at the indentation it opened at, so no parser is needed.
 */
export function longFunctions(path: string, text: string, limit: number): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, start) => {
    const name = STARTS.map((shape) => shape.exec(line)?.[1]?.trim()).find((found) => found !== undefined);
    if (name === undefined) return [];
    const length = lengthFrom(lines, start);
    return length > limit ? [`${path}: ${name}, ${length}`] : [];
  });
}

function lengthFrom(lines: readonly string[], start: number): number {
  const margin = /^\s*/.exec(lines[start] ?? '')?.[0].length ?? 0;
  const close = new RegExp(`^ {${margin}}\\}[\\]);,]*$`);
  const end = lines.findIndex((line, index) => index > start && close.test(line));
  return end < 0 ? 0 : end - start + 1;
}
