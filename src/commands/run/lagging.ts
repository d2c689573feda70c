import { FACETS_OF } from '../../core/app-facets.ts';
import { type Blueprint, uniqueNameFor } from '../../core/blueprint.ts';
import { APPS, type AppWord } from '../../core/ids.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { backoff, type Patience } from '../../graph/backoff.ts';
import { isNamed } from './strangers.ts';

/** Replicas agree within seconds. What disagrees longer than these milliseconds is taken as it was read. */
const LONGEST_LAG_MS = 30_000;

/**
 * How often a command that only reads looks again for an app whose marker is known and whose id is not. Commands that write
 * need not: their upsert finds the app.
 */
export const EXTRA_LOOKS = 2;

/**
 * Reads again while replicas of the directory disagree, as they do for a while after a create: one finds no app by its id
 * or unique name, another lists it by its display name. A run after a killed one would else create a second app.
 * `extraLooks` is how often it reads again where the blueprint holds a marker but no id, as a killed run leaves it.
 * After `LONGEST_LAG_MS`, or where `isLate` says so, returns what was read last.
 */
export async function readWithoutLag(
  readNow: () => Promise<Tenant>,
  blueprint: Blueprint,
  patience: Patience,
  {
    extraLooks = 0,
    isLate = () => false,
  }: { readonly extraLooks?: number; readonly isLate?: () => boolean } = {},
): Promise<Tenant> {
  const waiting = backoff({ ...patience, maxWait: Math.min(patience.maxWait, LONGEST_LAG_MS) });
  for (let reads = 0; ; reads += 1) {
    const tenant = await readNow();
    const isLagging = APPS.some(
      (app) =>
        isBehind(app, blueprint, tenant) || (reads < extraLooks && isUnfinished(app, blueprint, tenant)),
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

/** The blueprint holds a marker but no id, and no app bears the marker: a killed run may have created it just now. */
function isUnfinished(app: AppWord, blueprint: Blueprint, tenant: Tenant): boolean {
  const { appId } = app === 'client' ? blueprint.clientApp : blueprint.serverApi;
  const reading = tenant[FACETS_OF[app].application];
  return blueprint.marker !== null && appId === null && reading.state === 'read' && reading.value === null;
}

/** No app was found by id or marker, though one of the same display name has that id or marker. */
function isBehind(app: AppWord, blueprint: Blueprint, tenant: Tenant): boolean {
  const reading = tenant[FACETS_OF[app].application];
  if (reading.state !== 'read' || reading.value !== null) return false;
  const ownName = blueprint.marker === null ? null : uniqueNameFor(app, blueprint);
  return (facetOf(tenant, FACETS_OF[app].namesakes) ?? []).some(
    (one) => isNamed(app, one.appId, blueprint) || (one.uniqueName !== null && one.uniqueName === ownName),
  );
}
