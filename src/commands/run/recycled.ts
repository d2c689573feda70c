import { type Blueprint, uniqueNameFor } from '../../core/blueprint.ts';
import type { AppWord } from '../../core/ids.ts';
import type { DeletedApplication } from '../../graph/recycle-bin.ts';
import { findDeleted } from '../../graph/remove.ts';
import { oneLine } from '../../report/clean.ts';
import type { Connection } from './connect.ts';

/** An app of this set-up in the recycle bin; its display name is safe to show. */
export interface RecycledApp extends DeletedApplication {
  readonly app: AppWord;
}

/**
 * Those of `apps` that are in the recycle bin, found by the id in the blueprint, else by its marker. `isIt` decides by the
 * unique name whether an app found by its id is meant.
 */
export async function recycledApps(
  { graph }: Connection,
  blueprint: Blueprint,
  {
    apps,
    isIt,
  }: {
    readonly apps: readonly AppWord[];
    readonly isIt: (app: AppWord, uniqueName: string | null) => boolean;
  },
): Promise<readonly RecycledApp[]> {
  const ids = { client: blueprint.clientApp.appId, server: blueprint.serverApi.appId };
  const found: RecycledApp[] = [];
  for (const app of apps) {
    const appId = ids[app];
    if (appId === null && blueprint.marker === null) continue;
    const isNamed = (name: string | null) =>
      appId === null ? name === uniqueNameFor(app, blueprint) : isIt(app, name);
    const deleted = await findDeleted(graph, appId, isNamed);
    if (deleted) found.push({ ...deleted, app, displayName: oneLine(deleted.displayName) });
  }
  return found;
}
