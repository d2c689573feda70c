import { type Blueprint, uniqueNameFor } from '../../core/blueprint.ts';
import { FACETS } from '../../core/checks/shared/facets.ts';
import type { AppWord } from '../../core/ids.ts';
import { facetOf, type Tenant } from '../../core/tenant.ts';
import { backoff, type Patience } from '../../graph/backoff.ts';
import { isNamed } from './strangers.ts';

const WORDS: readonly AppWord[] = ['client', 'server'];
/** Replicas agree within seconds; what disagrees longer is judged as it was read, in milliseconds. */
const LONGEST_LAG_MS = 30_000;

/**
 * Reads again while one replica of the directory finds no app by its id or unique name that another lists by its display
 * name, as they do for a while after a create: a run that followed a killed one would make a second.
 */
export async function readWithoutLag(
  readNow: () => Promise<Tenant>,
  blueprint: Blueprint,
  patience: Patience,
): Promise<Tenant> {
  const waiting = backoff({ ...patience, maxWait: Math.min(patience.maxWait, LONGEST_LAG_MS) });
  for (;;) {
    const tenant = await readNow();
    if (!WORDS.some((app) => isBehind(app, blueprint, tenant))) return tenant;
    if (!(await waiting.wait('Entra is copying the changes everywhere'))) return tenant;
  }
}

function isBehind(app: AppWord, blueprint: Blueprint, tenant: Tenant): boolean {
  const reading = tenant[FACETS[app].application];
  if (reading.state !== 'read' || reading.value !== null) return false;
  const ownName = blueprint.marker === null ? null : uniqueNameFor(app, blueprint);
  return (facetOf(tenant, FACETS[app].namesakes) ?? []).some(
    (one) => isNamed(app, one.appId, blueprint) || (one.uniqueName !== null && one.uniqueName === ownName),
  );
}
