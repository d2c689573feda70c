import type { PracticeOutside } from './outside.ts';
import type { CollectionName, Collections, LagRecord, PracticeState } from './state.ts';

/**
 * `alternating`: Graph's reads are answered by replicas in turn, so one good answer proves nothing.
 * `trailing`: the token service sees a write only when all replicas have it (facts: graph.md §3).
 */
export type Replica = 'alternating' | 'trailing';

/** The tenant's objects, seen through one kind of replica. Writes go to the one true copy. */
export interface Directory {
  readonly state: PracticeState;
  readonly outside: PracticeOutside;
  readonly replica: Replica;
}

function isBehind(lag: LagRecord, replica: Replica): boolean {
  if (replica === 'trailing') return true;
  lag.answers += 1;
  return lag.answers % 2 === 1;
}

function lagsOf(directory: Directory, collection: CollectionName): readonly LagRecord[] {
  if (directory.state.lags.length === 0) return [];
  const now = directory.outside.now().getTime();
  return directory.state.lags.filter((lag) => lag.collection === collection && lag.until > now);
}

/** `truth` with the records whose last write lags replaced by what a replica knows of them. */
export function replicaOf<Name extends CollectionName>(
  directory: Directory,
  collection: Name,
  truth: readonly Collections[Name][],
  isWanted: (record: Collections[Name]) => boolean,
): readonly Collections[Name][] {
  const lags = lagsOf(directory, collection);
  if (lags.length === 0) return truth;
  const ids = new Set(truth.map((record) => record.id));
  const before = (lag: LagRecord): Collections[Name] | null => lag.before as Collections[Name] | null;
  const seen = truth.flatMap((record) => {
    const lag = lags.find((candidate) => candidate.id === record.id);
    if (lag === undefined || !isBehind(lag, directory.replica)) return [record];
    return lag.before === null ? [] : [before(lag) ?? record];
  });
  const ghosts = lags.flatMap((lag) => {
    const old = before(lag);
    if (old === null || ids.has(lag.id) || !isWanted(old)) return [];
    return isBehind(lag, directory.replica) ? [old] : [];
  });
  return [...seen, ...ghosts];
}
