/** A GUID as the directory stores it: the first three groups little-endian. */
function guidBytes(guid: string): Buffer {
  const [a = '', b = '', c = '', d = '', e = ''] = guid.split('-');
  const turned = [a, b, c].map((group) => Buffer.from(group, 'hex').reverse());
  return Buffer.concat([...turned, Buffer.from(d + e, 'hex')]);
}

/** Ids made of the ids they connect, such as those of permission grants (facts: graph.md §1.9). */
export const idFromGuids = (guids: readonly string[]): string =>
  Buffer.concat(guids.map(guidBytes)).toString('base64url');
