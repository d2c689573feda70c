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

/** The parts of the tenant that decide. Null: could not be read, and refuses nothing. */
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
  // To the policy, api://{tenantId}/{appId} is a default as well.
  const isDefault = ['api://{appId}', `api://${tenantId}/{appId}`].includes(uri);
  if (policy?.onlyDefaultIdentifierUris && !isDefault) return { kind: 'not-default' };
  if (verdict.needs === 'nothing') return null;
  const domains = organization?.verifiedDomains ?? [];
  if (verdict.needs === 'policy') {
    const isHeldUp = policy?.onlyUniqueIdentifierUris && !isUnique(uri, tenantId, domains);
    return isHeldUp ? { kind: 'not-unique' } : null;
  }
  const { host } = verdict;
  return organization === null || isVerifiedHost(host, domains) ? null : { kind: 'unverified-domain', host };
}

/**
 * Whether a host, in lower case, is a verified domain of the tenant or below one. Graph shows domains in the letter case in
 * which they were added, such as `M365x123.onmicrosoft.com`.
 */
export function isVerifiedHost(host: string, verifiedDomains: readonly string[]): boolean {
  return verifiedDomains
    .map((domain) => domain.toLowerCase())
    .some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/** The policy asks for a URI that contains one of these, in any letter case. */
function isUnique(uri: string, tenantId: string | null, domains: readonly string[]): boolean {
  const lowerCased = uri.toLowerCase();
  return ['{appId}', tenantId, ...domains].some(
    (part) => part !== null && lowerCased.includes(part.toLowerCase()),
  );
}
