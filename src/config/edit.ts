import { type Document, isMap, isScalar, isSeq, type Scalar, visit, type YAMLSeq } from 'yaml';

/** Sets the value at a dotted path and creates mappings on the way. Comments on what stays are kept. */
export function setValue(document: Document, dotted: string, value: unknown): void {
  const isScopeName =
    dotted === 'serverApi.scope.value' && !isMap(document.getIn(['serverApi', 'scope'], true));
  const path = (isScopeName ? 'serverApi.scope' : dotted).split('.');
  prepareParents(document, path);
  const present = document.getIn(path, true);
  if (isSeq(present) && Array.isArray(value)) replaceItems(document, present, value);
  else if (isScalar(present) && !Array.isArray(value)) present.value = value;
  else document.setIn(path, document.createNode(value));
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

/** Replaces every alias by a copy of its value, so that an edit changes one value only. */
export function expandAliases(document: Document): void {
  visit(document, {
    Alias: (_, alias) => document.createNode(alias.resolve(document)?.toJS(document) ?? null),
  });
}

/** Turns parents into mappings: an empty value into an empty one, a scope that is only a name into `{ value: name }`. */
function prepareParents(document: Document, path: readonly string[]): void {
  for (let depth = 1; depth < path.length; depth++) {
    const parents = path.slice(0, depth);
    const node = document.getIn(parents, true);
    if (isScalar(node)) replaceScalar(document, parents, node, path);
  }
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
  node.commentBefore = replaced.commentBefore ?? replaced.comment ?? null;
  document.setIn(path, node);
}
