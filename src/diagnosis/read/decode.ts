/** How deep encodings may nest, such as a log line in JSON in a URL. */
const ROUNDS = 3;

/** Backslashes double with every JSON text inside another. Bounded: an open-ended run would make this quadratic. */
const LINE_END_ESCAPE = /\\{1,8}r\\{1,8}n|\\{1,8}[nr]/g;
const TAB_ESCAPE = /\\{1,8}t/g;
const UNICODE_ESCAPE = /\\{1,8}u([0-9a-fA-F]{4})/g;
const LITERAL_ESCAPE = /\\{1,8}(["'/_*[\]<>#`~])/g;

/** An encoded character that a console broke over two lines. */
const BROKEN_PERCENT = /%(?:\r?\n([0-9a-fA-F])|([0-9a-fA-F])\r?\n)(?=[0-9a-fA-F])/g;
const PERCENT = /%[0-9a-fA-F]{2}/;
const WORD = /\S+/g;
const PERCENT_RUN = /(?:%[0-9a-fA-F]{2})+/g;

const REPEATED_AMPERSAND = /&(?:amp;){1,4}(?=[#a-zA-Z])/g;
/** The number of digits keeps codes within Unicode. */
const ENTITY =
  /&(?:#(\d{1,6})|#[xX]([0-9a-fA-F]{1,5})|(amp|lt|gt|quot|apos|nbsp|lsquo|rsquo|ldquo|rdquo|hellip|shy));/g;
const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lsquo: "'",
  rsquo: "'",
  ldquo: '"',
  rdquo: '"',
  hellip: '…',
  shy: '',
};

/** Undoes JSON escapes, percent encoding and HTML entities, nested or not. */
export function decode(text: string): string {
  let decoded = text;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = withoutEntities(withoutEscapes(withoutPercents(decoded)));
    if (next === decoded) return next;
    decoded = next;
  }
  return decoded;
}

function withoutPercents(text: string): string {
  if (!text.includes('%')) return text;
  const whole = text.replace(BROKEN_PERCENT, '%$1$2');
  const spaced = whole.includes('+') ? whole.replace(WORD, formWord) : whole;
  return spaced.replace(PERCENT_RUN, percentRun);
}

/** In a word that is percent-encoded, a plus is a blank. */
function formWord(word: string): string {
  return word.includes('+') && PERCENT.test(word) ? word.replaceAll('+', ' ') : word;
}

/** Bytes that are no UTF-8 are decoded one by one: a cut text may end inside a character. */
function percentRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run.replace(/%(..)/g, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)));
  }
}

function withoutEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text
    .replace(LINE_END_ESCAPE, '\n')
    .replace(TAB_ESCAPE, ' ')
    .replace(UNICODE_ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(LITERAL_ESCAPE, '$1');
}

function withoutEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text
    .replace(REPEATED_AMPERSAND, '&')
    .replace(ENTITY, (_, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED_ENTITIES[name] ?? '';
      return String.fromCodePoint(decimal === undefined ? Number.parseInt(`${hex}`, 16) : Number(decimal));
    });
}
