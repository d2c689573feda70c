import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLSeq } from 'yaml';

/** Sets the value at a dotted path, creating mappings on the way; comments on what stays are kept. */
export function setValue(document: Document, dotted: string, value: unknown): void {
  const path = dotted.split('.');
  prepareParents(document, path);
  if (dotted === 'serverApi.scope.value' && !isMap(document.getIn(['serverApi', 'scope'], true))) {
    document.setIn(['serverApi', 'scope'], value);
    return;
  }
  const present = document.getIn(path, true);
  if (isSeq(present) && Array.isArray(value)) replaceItems(document, present, value);
  else document.setIn(path, Array.isArray(value) ? document.createNode(value) : value);
}

/** Removes the key at a dotted path. */
export function removeValue(document: Document, dotted: string): void {
  const path = dotted.split('.');
  prepareParents(document, path);
  document.deleteIn(path);
}

/** A list keeps the nodes, and with them the comments, of the items that stay. */
function replaceItems(document: Document, list: YAMLSeq, wanted: readonly unknown[]): void {
  const nodeOf = (value: unknown) => list.items.find((item) => isScalar(item) && item.value === value);
  list.items = wanted.map((value) => nodeOf(value) ?? document.createNode(value));
}

/**
 * Makes every parent a mapping of its own: an alias becomes a copy (an edit must not reach its anchor), an empty
 * value an empty mapping, and a scope that was only a name `{ value: name }`.
 */
function prepareParents(document: Document, path: readonly string[]): void {
  for (let depth = 1; depth < path.length; depth++) {
    const parents = path.slice(0, depth);
    const node = document.getIn(parents, true);
    if (isAlias(node)) document.setIn(parents, copyOf(document, node.resolve(document)));
    else if (isScalar(node)) replaceScalar(document, parents, node, path);
  }
}

function copyOf(document: Document, node: Node | undefined): unknown {
  return document.createNode(node?.toJS(document) ?? {});
}

function replaceScalar(
  document: Document,
  parents: readonly string[],
  scalar: Scalar,
  path: readonly string[],
): void {
  if (scalar.value === null) setNode(document, parents, {}, scalar);
  else if (parents.join('.') === 'serverApi.scope' && path.at(-1) !== 'value') {
    setNode(document, parents, { value: scalar.value }, scalar);
  }
}

function setNode(document: Document, path: readonly string[], content: object, replaced: Scalar): void {
  const node = document.createNode(content);
  node.commentBefore = replaced.commentBefore ?? null;
  document.setIn(path, node);
}
