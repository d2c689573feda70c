import type { AppManagementPolicy, Organization } from './tenant.ts';
import { judgeIdentifierUri } from './validation/identifier-uri.ts';

/** Why a tenant would refuse an Application ID URI. */
export type IdentifierUriRefusal =
  /** No policy and no domain would make it work. */
  | { readonly kind: 'never'; readonly problem: string }
  /** Its policy allows the default alone. */
  | { readonly kind: 'not-default' }
  /** Its policy wants the tenant's id, the app's id or a verified domain in it. */
  | { readonly kind: 'not-unique' }
  | { readonly kind: 'unverified-domain'; readonly host: string };

/** What of the tenant decides; null where it could not be read, which refuses nothing. */
export interface IdentifierUriFacts {
  readonly policy: AppManagementPolicy | null;
  readonly organization: Organization | null;
}

/** Judges a URI whose app id is written as {appId}, by the policies and domains of the tenant (facts: graph.md §2). */
export function identifierUriRefusal(uri: string, facts: IdentifierUriFacts): IdentifierUriRefusal | null {
  const { policy, organization } = facts;
  const tenantId = organization?.tenantId ?? null;
  const verdict = judgeIdentifierUri(uri, { tenantId });
  if (!verdict.ok) return { kind: 'never', problem: verdict.problem };
  // Such a policy takes the tenant's id before the app's for a default as well.
  const isDefault = ['api://{appId}', `api://${tenantId}/{appId}`].includes(uri);
  if (policy?.onlyDefaultIdentifierUris && !isDefault) return { kind: 'not-default' };
  if (verdict.needs === 'nothing') return null;
  const domains = organization?.verifiedDomains ?? [];
  if (verdict.needs === 'policy') {
    const isHeldUp = policy?.onlyUniqueIdentifierUris && !isUnique(uri, tenantId, domains);
    return isHeldUp ? { kind: 'not-unique' } : null;
  }
  const { host } = verdict;
  const isCovered = domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
  return organization === null || isCovered ? null : { kind: 'unverified-domain', host };
}

/** The policy speaks of URIs that contain one of these, so only what surely contains none is held up. */
function isUnique(uri: string, tenantId: string | null, domains: readonly string[]): boolean {
  return ['{appId}', tenantId, ...domains].some((part) => part !== null && uri.includes(part));
}
