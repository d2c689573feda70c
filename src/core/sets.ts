/** What was there and what is added, each once: how a collection that is replaced whole keeps what others put in it. */
export function union<Item>(before: readonly Item[], added: readonly Item[]): readonly Item[] {
  return [...new Set([...before, ...added])];
}

/** Whether two lists hold the same, in whatever order. */
export function sameMembers<Item>(some: readonly Item[], others: readonly Item[]): boolean {
  const [mine, theirs] = [new Set(some), new Set(others)];
  return mine.size === theirs.size && others.every((item) => mine.has(item));
}
