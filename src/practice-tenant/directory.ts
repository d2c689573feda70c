import { type Directory, replicaOf } from './replicas.ts';
import type { CollectionName, Collections, LagRecord, PracticeState } from './state.ts';

/**
 * How long some replicas lack a write when replication is slow, in milliseconds. In reality it can be minutes, too long for
 * practice.
 */
export const LAG_MILLISECONDS = 4000;

interface Lookup {
  readonly revision: number;
  readonly records: readonly unknown[];
  readonly byKey: ReadonlyMap<string, readonly unknown[]>;
}

const lookups = new WeakMap<PracticeState, Map<string, Lookup>>();

/** All records of a collection in the true copy. */
export function recordsOf<Name extends CollectionName>(
  state: PracticeState,
  collection: Name,
): readonly Collections[Name][] {
  return state[collection] as readonly Collections[Name][];
}

const keyOf = (record: object, key: string): string => {
  const value: unknown = Reflect.get(record, key);
  return typeof value === 'string' ? value.toLowerCase() : '';
};

function grouped(records: readonly object[], key: string): ReadonlyMap<string, readonly unknown[]> {
  const groups = new Map<string, unknown[]>();
  for (const record of records) {
    const value = keyOf(record, key);
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [record]);
    else group.push(record);
  }
  return groups;
}

function lookup(state: PracticeState, collection: CollectionName, key: string): Lookup {
  const known = lookups.get(state) ?? new Map<string, Lookup>();
  lookups.set(state, known);
  const found = known.get(`${collection}/${key}`);
  const records = state[collection];
  if (found?.revision === state.revision && found.records === records) return found;
  const fresh: Lookup = { revision: state.revision, records, byKey: grouped(records, key) };
  known.set(`${collection}/${key}`, fresh);
  return fresh;
}

/** Records in the true copy, whatever the replicas show. */
function peekAll<Name extends CollectionName>(
  state: PracticeState,
  collection: Name,
  key: string,
  value: string,
): readonly Collections[Name][] {
  const found = lookup(state, collection, key).byKey.get(value.toLowerCase()) ?? [];
  return found as readonly Collections[Name][];
}

export function peek<Name extends CollectionName>(
  state: PracticeState,
  collection: Name,
  key: string,
  value: string,
): Collections[Name] | null {
  return peekAll(state, collection, key, value)[0] ?? null;
}

/**
 * Records with `value` at `key` as a replica shows them: changed ones may be old, new ones missing, deleted ones still there.
 */
export function findAll<Name extends CollectionName>(
  directory: Directory,
  collection: Name,
  key: string,
  value: string,
): readonly Collections[Name][] {
  const truth = peekAll(directory.state, collection, key, value);
  return replicaOf(directory, collection, truth, (record) => keyOf(record, key) === value.toLowerCase());
}

export function find<Name extends CollectionName>(
  directory: Directory,
  collection: Name,
  key: string,
  value: string,
): Collections[Name] | null {
  return findAll(directory, collection, key, value)[0] ?? null;
}

export function list<Name extends CollectionName>(
  directory: Directory,
  collection: Name,
): readonly Collections[Name][] {
  return replicaOf(directory, collection, recordsOf(directory.state, collection), () => true);
}

function lagging(
  directory: Directory,
  collection: CollectionName,
  id: string,
  before: LagRecord['before'],
): void {
  const { state, outside } = directory;
  if (state.behaviour.replication !== 'slow') return;
  const now = outside.now().getTime();
  const active = state.lags.filter((lag) => lag.until > now);
  const earlier = active.find((lag) => lag.collection === collection && lag.id === id);
  const lag: LagRecord = {
    collection,
    id,
    until: now + LAG_MILLISECONDS,
    before: earlier === undefined ? before : earlier.before,
    answers: 0,
  };
  state.lags = [...active.filter((other) => other !== earlier), lag];
}

/** Replaces the record with this id by `after`: adds it where there was none, removes it where `after` is null. */
export function writeRecord<Name extends CollectionName>(
  directory: Directory,
  collection: Name,
  id: string,
  after: Collections[Name] | null,
): void {
  const before = peek(directory.state, collection, 'id', id);
  lagging(directory, collection, id, before);
  const records = recordsOf(directory.state, collection);
  const added = after === null ? [] : [after];
  const written =
    before === null
      ? [...records, ...added]
      : records.flatMap((record) => (record === before ? added : [record]));
  Object.assign(directory.state, { [collection]: written });
  directory.state.revision += 1;
}

/** Applies a change to the record in the true copy. Does nothing where there is none. */
export function update<Name extends CollectionName>(
  directory: Directory,
  collection: Name,
  id: string,
  change: (record: Collections[Name]) => Collections[Name],
): void {
  const record = peek(directory.state, collection, 'id', id);
  if (record !== null) writeRecord(directory, collection, id, change(record));
}
