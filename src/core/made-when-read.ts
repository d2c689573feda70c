/**
 * The list with each item made by `make` whenever it is read, and held by nobody: what is done to every report of a large
 * fleet would else be there twice. For lists that are read a few times from end to end.
 */
export function madeWhenRead<Item>(items: readonly Item[], make: (item: Item) => Item): readonly Item[] {
  return new Proxy(items, {
    get: (list, name) => {
      const isIndex = typeof name === 'string' && /^\d+$/.test(name);
      const item = isIndex ? list[Number(name)] : undefined;
      return item === undefined ? Reflect.get(list, name) : make(item);
    },
  });
}
