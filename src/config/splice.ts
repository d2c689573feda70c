import {
  Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  Scalar,
  stringify,
  type YAMLMap,
} from 'yaml';

/** A value to set at a path; undefined removes the key. */
export interface ValueEdit {
  readonly path: string;
  readonly value: unknown;
}

/**
 * The text with the edits spliced in, so that a diff shows nothing else. Null where that is not possible, as for removals and
 * values of several lines; the caller then has the library write the whole document.
 */
export function splice(text: string, edits: readonly ValueEdit[]): string | null {
  return edits.reduce<string | null>((done, edit) => (done === null ? null : spliceOne(done, edit)), text);
}

function spliceOne(text: string, { path, value }: ValueEdit): string | null {
  if (value === undefined) return null;
  const document = parseDocument(text);
  const isScopeName =
    path === 'serverApi.scope.value' && !isMap(document.getIn(['serverApi', 'scope'], true));
  const steps = (isScopeName ? 'serverApi.scope' : path).split('.');
  let node: unknown = document.contents;
  for (const [depth, step] of steps.entries()) {
    if (!isMap(node)) return null;
    const pair: Pair | undefined = node.items.find(({ key }) => isScalar(key) && key.value === step);
    if (pair === undefined) return insert(text, node, nested(steps.slice(depth), value));
    node = pair.value;
  }
  return replace(text, node, value);
}

function nested(steps: readonly string[], value: unknown): Record<string, unknown> {
  const [first = '', ...rest] = steps;
  return { [first]: rest.length === 0 ? value : nested(rest, value) };
}

function replace(text: string, node: unknown, value: unknown): string | null {
  if (!isNode(node) || !node.range) return null;
  const [start, end] = node.range;
  const old = text.slice(start, end);
  if (old === '' || old.includes('\n')) return null;
  if (isScalar(node) && !Array.isArray(value)) {
    const scalar = new Scalar(value);
    if (node.type !== undefined) scalar.type = node.type;
    return text.slice(0, start) + inFlow([scalar], '[') + text.slice(end);
  }
  if (!isSeq(node) || !Array.isArray(value)) return null;
  const padding = old.startsWith('[ ') ? ' ' : '';
  return `${text.slice(0, start)}[${padding}${inFlow(value, '[')}${padding}]${text.slice(end)}`;
}

function insert(text: string, parent: YAMLMap, member: Record<string, unknown>): string | null {
  const last = parent.items.at(-1);
  if (last === undefined) return null;
  const end = endOf(last);
  if (end === null) return null;
  if (parent.flow) return `${text.slice(0, end)}, ${inFlow(member, '{')}${text.slice(end)}`;
  const indent = columnOf(text, parent);
  if (indent === null) return null;
  const lineEnd = text[end - 1] === '\n' ? end : lineEndAfter(text, end);
  const before = text.slice(0, lineEnd);
  const lines = stringify(member, { lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map((line) => indent + line);
  return `${before}${before.endsWith('\n') ? '' : '\n'}${lines.join('\n')}\n${text.slice(lineEnd)}`;
}

/** The offset at which the content of a pair ends, without comments after it; null where it cannot be told. */
function endOf({ key, value }: Pair): number | null {
  if (isCollection(value) && !value.flow) {
    const last: unknown = value.items.at(-1);
    if (last === undefined) return null;
    return isMap(value) ? endOf(last as Pair) : isNode(last) ? (last.range?.[1] ?? null) : null;
  }
  const node = isNode(value) && value.range && value.range[1] > value.range[0] ? value : key;
  return isNode(node) ? (node.range?.[1] ?? null) : null;
}

/** The indentation of the mapping's first key; null where something else is before it. */
function columnOf(text: string, { items }: YAMLMap): string | null {
  const key = items[0]?.key;
  const start = isNode(key) ? key.range?.[0] : undefined;
  if (start === undefined) return null;
  const lead = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return lead.trim() === '' ? lead : null;
}

function lineEndAfter(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

/** A collection in flow style, without its brackets or braces. */
function inFlow(content: unknown, bracket: '[' | '{'): string {
  const document = new Document();
  document.contents = document.createNode(content, { flow: true });
  const text = document.toString({ lineWidth: 0 }).trim();
  return bracket === '[' ? text.replace(/^\[\s*|\s*\]$/g, '') : text.replace(/^\{\s*|\s*\}$/g, '');
}
