/** A range of bytes in a text: from `start` to before `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The items of a list as ranges, and the text around the list. */
interface CutList {
  readonly members: readonly Stretch[];
  /** The text with an empty list in its place. */
  readonly head: Uint8Array;
}

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Cuts a list out of the JSON text of an object, so that its members can be parsed one at a time: as one value, those of a
 * large fleet take several times the memory of their text. Null where there is no such list. What is no JSON is not noticed
 * here: it fails when its stretch is parsed.
 */
export function cutMembers(json: Uint8Array, name: string): CutList | null {
  const open = listNamed(json, name);
  if (open < 0) return null;
  const borders = bordersOf(json, open);
  const close = borders.at(-1);
  if (close === undefined || json[close] !== CLOSE_LIST) return null;
  const starts = [open, ...borders.slice(0, -1)];
  const members = borders.map((end, index) => ({ start: (starts[index] ?? open) + 1, end }));
  const isEmpty = members.length === 1 && members.every((only) => isBlank(json, only));
  return {
    members: isEmpty ? [] : members,
    head: Buffer.concat([json.subarray(0, open + 1), json.subarray(close)]),
  };
}

/** Where the list of that name begins, a member of the outermost object; negative where none does. */
function listNamed(json: Uint8Array, name: string): number {
  const wanted = Buffer.from(name);
  let depth = 0;
  let isNamed = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at];
    if (byte === QUOTE) {
      const end = endOfString(json, at);
      if (depth === 1) isNamed = wanted.equals(json.subarray(at + 1, end));
      at = end;
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      if (depth === 1 && isNamed && byte === OPEN_LIST) return at;
      depth += 1;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
  }
  return -1;
}

/** Where the members of a list end: at commas, and at its own end. */
function bordersOf(json: Uint8Array, open: number): readonly number[] {
  const borders: number[] = [];
  let depth = 0;
  for (let at = open + 1; at < json.length; at += 1) {
    const byte = json[at];
    if (byte === QUOTE) at = endOfString(json, at);
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth += 1;
    else if (byte === COMMA && depth === 0) borders.push(at);
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      if (depth === 0) return [...borders, at];
      depth -= 1;
    }
  }
  return borders;
}

/** The quote that ends a string; the end of a text in which none does. */
function endOfString(json: Uint8Array, open: number): number {
  let end = json.indexOf(QUOTE, open + 1);
  while (end >= 0 && isEscaped(json, end)) end = json.indexOf(QUOTE, end + 1);
  return end < 0 ? json.length : end;
}

/** Whether a quote is escaped, which it is behind an odd number of backslashes. */
function isEscaped(json: Uint8Array, quote: number): boolean {
  let before = quote;
  while (json[before - 1] === BACKSLASH) before -= 1;
  return (quote - before) % 2 === 1;
}

function isBlank(json: Uint8Array, { start, end }: Stretch): boolean {
  return /^\s*$/.test(Buffer.from(json.subarray(start, Math.min(end, start + 1_000))).toString('latin1'));
}
