import type { Blueprint } from './blueprint.ts';
import type { Plan } from './plan.ts';
import { judgeIdentifierUri } from './rules/identifier-uri.ts';
import { facetOf, type Tenant } from './tenant.ts';

/** Something the tenant will refuse, known before the first write. */
export interface Hazard {
  readonly message: string;
  readonly advice: readonly string[];
}

/**
 * What a policy or rule of this tenant forbids of the plan (contract §5: known before the first write 5). Policies that
 * could not be read are met on the way instead.
 */
export function hazardsOf(
  plan: Pick<Plan, 'changes'>,
  blueprint: Blueprint,
  tenant: Tenant,
): readonly Hazard[] {
  const kinds = new Set(plan.changes.map(({ change }) => change.kind));
  return [
    ...(kinds.has('add-secret') ? secretHazards(tenant) : []),
    ...(kinds.has('add-identifier-uri') ? identifierUriHazards(blueprint, tenant) : []),
  ];
}

function secretHazards(tenant: Tenant): readonly Hazard[] {
  const policy = facetOf(tenant, 'appManagementPolicy');
  if (!policy?.secretsForbidden) return [];
  return [
    {
      message: 'The app management policy of this tenant forbids client secrets.',
      advice: [
        'Use a certificate: --credential certificate --create-certificate',
        'Or no credential at all: --credential federated --federated-issuer URL --federated-subject SUBJECT',
      ],
    },
  ];
}

function identifierUriHazards(blueprint: Blueprint, tenant: Tenant): readonly Hazard[] {
  const organization = facetOf(tenant, 'organization');
  const { identifierUri } = blueprint.serverApi;
  const advice = ['Use the default: --app-id-uri "api://{appId}"'];
  const verdict = judgeIdentifierUri(identifierUri);
  // Such a policy takes the tenant's id before the app's for a default as well (facts: graph.md §2).
  const isDefault = ['api://{appId}', `api://${organization?.tenantId}/{appId}`].includes(identifierUri);
  if (facetOf(tenant, 'appManagementPolicy')?.onlyDefaultIdentifierUris && !isDefault) {
    const message = `A policy of this tenant allows no Application ID URI but api://{appId}; ${identifierUri} would be refused.`;
    return [{ message, advice }];
  }
  if (!verdict.ok || verdict.needs !== 'verified-domain' || organization === null) return [];
  const { host } = verdict;
  const { verifiedDomains } = organization;
  if (verifiedDomains.some((domain) => host === domain || host.endsWith(`.${domain}`))) return [];
  const message = `${host} is not a verified domain of ${organization.displayName} (${verifiedDomains.join(', ')}), so Entra refuses ${identifierUri}.`;
  return [{ message, advice }];
}
