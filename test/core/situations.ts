import type { Blueprint } from '../../src/core/blueprint.ts';
import type { CheckId } from '../../src/core/check.ts';
import { asId } from '../../src/core/ids.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { FEDERATED, guid, type IDS, publishedScope } from '../support/registrations.ts';
import { changed, healthyTenant } from '../support/tenants.ts';
import type { Situation } from '../support/verdicts.ts';

/** What is there, the check that speaks of it, and all else healthy. */
export type Named = readonly [title: string, id: CheckId, situation: Situation];

export const HEALTHY = healthyTenant();
export const LATER = '2027-06-01T00:00:00Z';
export const server = (
  change: Parameters<typeof changed>[2],
  blueprint: Blueprint = BLUEPRINT,
): Situation => ({
  blueprint,
  tenant: changed(healthyTenant(blueprint), 'server', change),
});
export const client = (change: Parameters<typeof changed>[2]): Situation => ({
  tenant: changed(HEALTHY, 'client', change),
});
export const withApi = (
  change: Partial<Blueprint['serverApi']>,
  more: Partial<Blueprint> = {},
): Blueprint => ({
  ...BLUEPRINT,
  ...more,
  serverApi: { ...BLUEPRINT.serverApi, ...change },
});
export const federated = (name: string, change: object = {}) => ({
  ...{ id: name, audiences: [FEDERATED.audience] },
  ...FEDERATED,
  name,
  ...change,
});
export const [A, B] = [
  asId<typeof IDS.client.appId>(guid('8', 1)),
  asId<typeof IDS.client.appId>(guid('8', 2)),
];
export const other = publishedScope(BLUEPRINT, { id: asId(guid('9')), value: 'other' });
export const ACCESS = publishedScope(BLUEPRINT).id;
