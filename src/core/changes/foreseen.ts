import { FACETS_OF } from '../app-facets.ts';
import { PENDING_APP_IDS } from '../blueprint.ts';
import type { AppId, AppWord } from '../ids.ts';
import { type Application, type Facet, type Facets, facetOf, read, type Tenant } from '../tenant.ts';

/** Placeholder for the account that carries the plan out, as an owner. */
export const SIGNED_IN = { objectId: '{signed-in account}', displayName: null, userPrincipalName: null };

/** The tenant with another value for one facet. */
export function set<Name extends Facet>(tenant: Tenant, facet: Name, value: Facets[Name]): Tenant {
  return { ...tenant, [facet]: read(value) };
}

/** The tenant with a registration changed; as it was where there is none. */
export function updateApplication(
  tenant: Tenant,
  app: AppWord,
  update: (before: Application) => Application,
): Tenant {
  const { application } = FACETS_OF[app];
  const before = facetOf(tenant, application);
  return before === null ? tenant : set(tenant, application, update(before));
}

export function appIdIn(tenant: Tenant, app: AppWord): AppId {
  return facetOf(tenant, FACETS_OF[app].application)?.appId ?? PENDING_APP_IDS[app];
}
