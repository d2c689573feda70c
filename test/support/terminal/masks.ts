/** Masks as wide as the text that they replace, so that lines break at the same places. */
const SAME_WIDTH: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => id.replace(/[0-9a-f]/g, 'x')],
  [/\b[0-9a-f]{8}\b/g, () => 'xxxxxxxx'],
  [/\b[0-9A-F]{40}\b/g, (thumbprint) => 'X'.repeat(thumbprint.length)],
  [
    /\b20\d\d-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?/g,
    (date) => (date.length > 10 ? 'YYYY-MM-DDThh:mm:ssZ' : 'YYYY-MM-DD'),
  ],
  [/(?<=\.bak-)\d{14}/g, () => 'YYYYMMDDhhmmss'],
  [/\b\d\d:\d\d UTC/g, () => 'hh:mm UTC'],
  [/\b\d+(?= days left)/g, (days) => 'N'.repeat(days.length)],
  [/(?<=^ *)[A-Z]{9}(?= *$)/gm, () => 'CODECODEC'],
  [/\b(?:[A-Z] ){8}[A-Z]\b/g, () => 'C O D E C O D E C'],
  [/(?<=read it aloud:\s)[A-Z]{5} [A-Z]{4}/g, () => 'CODEC ODEC'],
  [/(?<![\d.])\d\d\.\d+\.\d+(?![\d.])/g, () => 'NN.NN.N'],
];

/** One line of a terminal; `isWrapped` when it continues the line above only because that was full. */
export interface ScreenLine {
  readonly text: string;
  readonly isWrapped: boolean;
}

/** A line with what differs from run to run masked, without moving any letter. */
export function maskedLine(text: string): string {
  return SAME_WIDTH.reduce((so, [pattern, stand]) => so.replace(pattern, stand), text);
}

/** The lines of a screen with what differs from run to run masked. */
export function maskedLines(lines: readonly ScreenLine[]): readonly string[] {
  return groups(lines)
    .filter((group) => !/^Still waiting/.test(group[0] ?? ''))
    .flatMap((group) => maskedGroup(group));
}

function groups(lines: readonly ScreenLine[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  for (const { text, isWrapped } of lines) {
    if (isWrapped) found.at(-1)?.push(text);
    else found.push([text]);
  }
  return found;
}

/** The address of a sign-in page differs in every part and is longer than any screen. */
function maskedGroup(group: readonly string[]): readonly string[] {
  const whole = group.join('');
  if (whole.includes('/authorize?')) return ['https://login.microsoftonline.com/…/authorize?…'];
  const bare = maskedLine(whole).replace(/ {2}\d+:\d\d$/, '');
  let at = 0;
  return group.flatMap(({ length }) => {
    const part = bare.slice(at, at + length);
    at += length;
    return part === '' && length > 0 ? [] : [part.trimEnd()];
  });
}
