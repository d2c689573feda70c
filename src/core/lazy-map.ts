/**
 * A view of the list whose items are made by `make` each time they are read and not kept, so that the reports of a large
 * fleet are never in memory twice. For lists that are read a few times from end to end.
 */
export function lazyMap<Item, Made>(items: readonly Item[], make: (item: Item) => Made): readonly Made[] {
  // The target gives the length and the methods; its elements are never read.
  const places: readonly Made[] = Array(items.length).fill(undefined);
  return new Proxy(places, {
    get: (list, name) => {
      const isIndex = typeof name === 'string' && /^\d+$/.test(name);
      const item = isIndex ? items[Number(name)] : undefined;
      return item === undefined ? Reflect.get(list, name) : make(item);
    },
  });
}
