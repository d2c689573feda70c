/**
 * A view of the list whose items are made by `make` each time they are read and not kept, so that the reports of a large
 * fleet are never in memory twice. For lists that are read a few times from end to end.
 */
export function lazyMap<Item>(items: readonly Item[], make: (item: Item) => Item): readonly Item[] {
  return new Proxy(items, {
    get: (list, name) => {
      const isIndex = typeof name === 'string' && /^\d+$/.test(name);
      const item = isIndex ? list[Number(name)] : undefined;
      return item === undefined ? Reflect.get(list, name) : make(item);
    },
  });
}
