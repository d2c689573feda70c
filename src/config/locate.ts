import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  visit,
} from 'yaml';

/** Where something stands in a file. Lines and columns count from 1; the end is exclusive, as in SARIF. */
export interface Location {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type Path = readonly (string | number)[];

/** A parsed YAML text that offsets can be turned into lines and columns of. */
export interface OpenDocument {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

export function openDocument(text: string): OpenDocument {
  const lines = new LineCounter();
  // The library's own search for repeated keys compares each with all others; `repeatedKeys` takes linear time.
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false };
  return { document: parseDocument(text, options), lines };
}

/** The places of keys that their mapping has already. */
export function repeatedKeys({ document, lines }: OpenDocument): readonly Location[] {
  const found: Location[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : key;
        const range = seen.has(name) ? rangeOf(key) : null;
        if (range) found.push(spanOf(lines, ...range));
        seen.add(name);
      }
    },
  });
  return found;
}

/** The places of aliases that no anchor of their name stands before. */
export function danglingAliases({ document, lines }: OpenDocument): readonly Location[] {
  const found: Location[] = [];
  const anchors = new Set<string>();
  visit(document, (_, node) => {
    if (!isAlias(node)) {
      if (isNode(node) && node.anchor) anchors.add(node.anchor);
    } else if (!anchors.has(node.source)) found.push(spanOf(lines, ...(rangeOf(node) ?? [0, 0])));
  });
  return found;
}

/**
 * The place of the value at `configPath`, such as `serverApi.identifierUri` or `clientApp.redirectUris.1`. For a value that is
 * not in the file it is that of the nearest parent, at last the first line. Null for a text that is no YAML.
 */
export function locate(text: string, configPath: string): Location | null {
  const opened = openDocument(text);
  if (opened.document.errors.length > 0 || opened.document.contents === null) return null;
  const path = configPath.split(/[.[\]]+/).filter((part) => part !== '');
  return locationOf(opened, path, 'value');
}

/** The place of a value or its key, else of the nearest parent that exists. A value of several lines is found at its key. */
export function locationOf(opened: OpenDocument, path: Path, part: 'key' | 'value'): Location {
  const found = descend(opened.document.contents, path);
  if (found === null) return spanOf(opened.lines, 0, 0);
  const { key, value, isExact } = found;
  const isShort = isScalar(value) || (isCollection(value) && value.flow === true);
  const node = isExact && part === 'value' && isShort ? value : (key ?? value);
  const [start, end] = rangeOf(node) ?? rangeOf(key) ?? [0, 0];
  return start === end
    ? spanOf(opened.lines, ...(rangeOf(key) ?? [start, end]))
    : spanOf(opened.lines, start, end);
}

export function spanOf(lines: LineCounter, start: number, end: number): Location {
  const from = lines.linePos(start);
  const to = lines.linePos(Math.max(start, end));
  return {
    line: Math.max(1, from.line),
    column: Math.max(1, from.col),
    endLine: Math.max(1, to.line),
    endColumn: Math.max(1, to.col),
  };
}

interface Found {
  readonly key: unknown;
  readonly value: unknown;
  readonly isExact: boolean;
}

/** The deepest node on the path that exists; null where not even the first does. */
function descend(root: unknown, path: Path): Found | null {
  let found: Found | null = null;
  let node = root;
  for (const [depth, step] of path.entries()) {
    const next = isMap(node) ? pairAt(node.items, step) : itemAt(node, step);
    if (next === null) return found;
    found = { ...next, isExact: depth === path.length - 1 };
    node = next.value;
  }
  return found;
}

function pairAt(pairs: readonly Pair[], key: string | number): { key: unknown; value: unknown } | null {
  const pair = pairs.find(
    (one) => (isScalar(one.key) ? String(one.key.value) : String(one.key)) === String(key),
  );
  return pair === undefined ? null : { key: pair.key, value: pair.value };
}

function itemAt(node: unknown, index: string | number): { key: unknown; value: unknown } | null {
  const item = isSeq(node) ? node.items[Number(index)] : undefined;
  return item === undefined ? null : { key: item, value: item };
}

function rangeOf(node: unknown): readonly [number, number] | null {
  const range = isNode(node) ? node.range : null;
  return range ? [range[0], range[1]] : null;
}
