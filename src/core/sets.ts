/** What was there and what is added, each once: how a collection that is replaced whole keeps what others put in it. */
export function union<Item>(before: readonly Item[], added: readonly Item[]): readonly Item[] {
  return [...new Set([...before, ...added])];
}
