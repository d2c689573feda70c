import { FACETS_OF } from '../../core/app-facets.ts';
import { type Blueprint, uniqueNameFor } from '../../core/blueprint.ts';
import type { AppWord } from '../../core/ids.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { backoff, type Patience } from '../../graph/backoff.ts';
import { isNamed } from './strangers.ts';

const WORDS: readonly AppWord[] = ['client', 'server'];
/** Replicas agree within seconds; what disagrees longer is judged as it was read, in milliseconds. */
const LONGEST_LAG_MS = 30_000;

/** Who only looks cannot leave it to an upsert to find what is there: so often an app is looked for again that a run may have made and not noted. */
export const LOOKS_AGAIN = 2;

/**
 * Reads again while one replica of the directory finds no app by its id or unique name that another lists by its display
 * name, as they do for a while after a create: a run that followed a killed one would make a second. With `again`, so often
 * too where the blueprint has the marker of an app and not its id, as a run leaves it that was killed.
 */
export async function readWithoutLag(
  readNow: () => Promise<Tenant>,
  blueprint: Blueprint,
  patience: Patience,
  { again = 0, isLate = () => false }: { readonly again?: number; readonly isLate?: () => boolean } = {},
): Promise<Tenant> {
  const waiting = backoff({ ...patience, maxWait: Math.min(patience.maxWait, LONGEST_LAG_MS) });
  for (let reads = 0; ; reads += 1) {
    const tenant = await readNow();
    const isLagging = WORDS.some(
      (app) => isBehind(app, blueprint, tenant) || (reads < again && isUnfinished(app, blueprint, tenant)),
    );
    if (!isLagging) return tenant;
    const isWorthIt = await waiting
      .wait('Entra is copying the changes everywhere')
      .catch((error: unknown) => {
        if (!isLate()) throw error;
        return false;
      });
    if (!isWorthIt) return tenant;
  }
}

function isUnfinished(app: AppWord, blueprint: Blueprint, tenant: Tenant): boolean {
  const { appId } = app === 'client' ? blueprint.clientApp : blueprint.serverApi;
  const reading = tenant[FACETS_OF[app].application];
  return blueprint.marker !== null && appId === null && reading.state === 'read' && reading.value === null;
}

function isBehind(app: AppWord, blueprint: Blueprint, tenant: Tenant): boolean {
  const reading = tenant[FACETS_OF[app].application];
  if (reading.state !== 'read' || reading.value !== null) return false;
  const ownName = blueprint.marker === null ? null : uniqueNameFor(app, blueprint);
  return (facetOf(tenant, FACETS_OF[app].namesakes) ?? []).some(
    (one) => isNamed(app, one.appId, blueprint) || (one.uniqueName !== null && one.uniqueName === ownName),
  );
}
