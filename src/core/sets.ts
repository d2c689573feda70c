/** The items of both lists, each once, in order of first appearance. Graph replaces collections, so additions are sent with what was there. */
export function union<Item>(before: readonly Item[], added: readonly Item[]): readonly Item[] {
  return [...new Set([...before, ...added])];
}

/** Whether two lists hold the same items, in any order and however often. */
export function sameMembers<Item>(some: readonly Item[], others: readonly Item[]): boolean {
  const [mine, theirs] = [new Set(some), new Set(others)];
  return mine.size === theirs.size && others.every((item) => mine.has(item));
}
