import { FACETS_OF } from '../app-facets.ts';
import { type AppWord, asId, type ServicePrincipalId } from '../ids.ts';
import { union } from '../sets.ts';
import { facetOf, type Grant, type Tenant } from '../tenant.ts';
import { APP_WORDS, RESOURCE_WORDS } from '../words.ts';
import type { OtherKind } from './definition.ts';
import { set } from './foreseen.ts';
import type { ResourceWord } from './vocabulary.ts';

export interface GrantConsent {
  readonly kind: 'grant-consent';
  readonly app: AppWord;
  readonly resource: ResourceWord;
  /** Scopes of the tenant-wide grant before, empty when there is none. */
  readonly before: readonly string[];
  /** Scopes to add; those before stay. */
  readonly scopes: readonly string[];
}

export const grantConsent: OtherKind<GrantConsent> = {
  summary: ({ app, resource, scopes }) =>
    `Grant ${APP_WORDS[app]} ${scopes.join(', ')} on ${RESOURCE_WORDS[resource]} for every user of the tenant`,
  describe: ({ before, scopes }) => ({
    before: before.length === 0 ? null : { scope: before },
    after: { consentType: 'AllPrincipals', scope: union(before, scopes) },
  }),
  simulate: (tenant, { app, resource, before, scopes }) => {
    const { grants: facet, principal } = FACETS_OF[app];
    const resourceId = resourcePrincipalIn(tenant, resource);
    const grants = facetOf(tenant, facet) ?? [];
    const existing = tenantWideGrant(grants, resourceId);
    const granted: Grant = {
      id: existing?.id ?? `{${app}.grant}`,
      clientId: facetOf(tenant, principal)?.objectId ?? asId(`{${app}.servicePrincipalId}`),
      resourceId,
      consentType: 'AllPrincipals',
      principalId: null,
      scopes: union(existing?.scopes ?? [], [...before, ...scopes]),
    };
    return set(tenant, facet, [...grants.filter((grant) => grant !== existing), granted]);
  },
};

/** The tenant-wide grant on a resource, which a consent extends; there is at most one for a client and a resource. */
export function tenantWideGrant(grants: readonly Grant[], resourceId: ServicePrincipalId): Grant | null {
  const isTenantWide = (grant: Grant) =>
    grant.resourceId === resourceId && grant.consentType === 'AllPrincipals';
  return grants.find(isTenantWide) ?? null;
}

function resourcePrincipalIn(tenant: Tenant, resource: ResourceWord): ServicePrincipalId {
  const principal = facetOf(tenant, resource === 'server-api' ? 'serverPrincipal' : 'graphPrincipal');
  return principal?.objectId ?? asId(`{${resource}.servicePrincipalId}`);
}

/** The body of the POST that creates a tenant-wide grant. */
export function newGrantBody({
  clientId,
  resourceId,
  scopes,
}: Pick<Grant, 'clientId' | 'resourceId' | 'scopes'>): object {
  return { clientId, consentType: 'AllPrincipals', principalId: null, resourceId, scope: scopes.join(' ') };
}

/** The body of the PATCH that replaces the scopes of a grant, so `scopes` are those granted before too (facts: graph.md §1.9). */
export function extendedGrantBody({ scopes }: Pick<Grant, 'scopes'>): object {
  return { scope: scopes.join(' ') };
}
