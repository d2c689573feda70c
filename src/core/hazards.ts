import type { Blueprint, CertificateFacts } from './blueprint.ts';
import type { Change } from './change.ts';
import { graphScope } from './checks/shared/drafts.ts';
import type { Plan } from './plan.ts';
import { judgeIdentifierUri } from './rules/identifier-uri.ts';
import { didYouMean } from './rules/nearest.ts';
import { facetOf, type Tenant } from './tenant.ts';

/** Something the tenant will refuse, known before the first write. */
export interface Hazard {
  /** A rule of the tenant, or a value of the blueprint that cannot be meant. */
  readonly code: 'POLICY' | 'CONFIG_INVALID';
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
  const changes = plan.changes.map(({ change }) => change);
  const has = (kind: Change['kind']) => changes.some((change) => change.kind === kind);
  return [
    ...(has('add-secret') ? secretHazards(tenant) : []),
    ...changes.flatMap((change) =>
      change.kind === 'add-certificate'
        ? certificateHazards(change.certificate ?? certificateOf(blueprint), tenant)
        : [],
    ),
    ...(has('add-identifier-uri') ? identifierUriHazards(blueprint, tenant) : []),
    ...(isRotation(changes) ? [] : permissionHazards(blueprint, tenant)),
  ];
}

/** A rotation changes nothing but credentials, so it is not held up by what else is wrong. */
function isRotation(changes: readonly Change[]): boolean {
  const kinds: readonly Change['kind'][] = ['add-secret', 'add-certificate'];
  return changes.length > 0 && changes.every(({ kind }) => kinds.includes(kind));
}

function permissionHazards({ graphPermissions }: Blueprint, tenant: Tenant): readonly Hazard[] {
  const published = facetOf(tenant, 'graphPrincipal');
  if (published === null) return [];
  const names = published.scopes.map(({ value }) => value);
  return graphPermissions
    .filter((name) => graphScope(name, published) === null)
    .map((name) => ({
      code: 'CONFIG_INVALID',
      message: `Microsoft Graph has no delegated permission named ${name}${didYouMean(name, names) || '.'}`,
      advice: ['Correct it: --graph-permissions, or graphPermissions in the blueprint'],
    }));
}

const FEDERATED =
  'Or no credential at all: --credential federated --federated-issuer URL --federated-subject SUBJECT';

function secretHazards(tenant: Tenant): readonly Hazard[] {
  const policy = facetOf(tenant, 'appManagementPolicy');
  if (!policy?.secretsForbidden) return [];
  return [
    {
      code: 'POLICY',
      message: 'The app management policy of this tenant forbids client secrets.',
      advice: ['Use a certificate: --credential certificate --create-certificate', FEDERATED],
    },
  ];
}

/** Null while the certificate is still to be made: that one is given a life the policy allows. */
function certificateOf({ serverApi: { credential } }: Blueprint): CertificateFacts | null {
  return credential.kind === 'certificate' ? credential.certificate : null;
}

const DAY_MS = 86_400_000;

function certificateHazards(certificate: CertificateFacts | null, tenant: Tenant): readonly Hazard[] {
  const most = facetOf(tenant, 'appManagementPolicy')?.maxCertificateDays ?? null;
  if (certificate === null || most === null) return [];
  const { notBefore, notAfter, subject, thumbprint } = certificate;
  const days = (Date.parse(notAfter) - Date.parse(notBefore)) / DAY_MS;
  if (days <= most) return [];
  const message = `The app management policy of this tenant allows certificates ${most} days; ${subject} (${thumbprint}) lives ${Math.ceil(days)}.`;
  const advice = [
    'Have one made that is short enough: --create-certificate, without --certificate',
    FEDERATED,
  ];
  return [{ code: 'POLICY', message, advice }];
}

function identifierUriHazards(blueprint: Blueprint, tenant: Tenant): readonly Hazard[] {
  const refusal = refusedByPolicy(blueprint, tenant) ?? refusedForItsDomain(blueprint, tenant);
  return refusal === null
    ? []
    : [{ code: 'POLICY', message: refusal, advice: ['Use the default: --app-id-uri "api://{appId}"'] }];
}

function refusedByPolicy(blueprint: Blueprint, tenant: Tenant): string | null {
  const { identifierUri, appId } = blueprint.serverApi;
  const policy = facetOf(tenant, 'appManagementPolicy');
  const organization = facetOf(tenant, 'organization');
  const tenantId = organization?.tenantId ?? null;
  // Such a policy takes the tenant's id before the app's for a default as well (facts: graph.md §2).
  const uri = appId === null ? identifierUri : identifierUri.replaceAll(appId, '{appId}');
  const isDefault = ['api://{appId}', `api://${tenantId}/{appId}`].includes(uri);
  if (policy?.onlyDefaultIdentifierUris && !isDefault)
    return `A policy of this tenant allows no Application ID URI but api://{appId}; ${identifierUri} would be refused.`;
  const verdict = judgeIdentifierUri(uri, { tenantId });
  const mustBeUnique = policy?.onlyUniqueIdentifierUris && verdict.ok && verdict.needs === 'policy';
  if (!mustBeUnique || isUnique(uri, tenantId, organization?.verifiedDomains ?? [])) return null;
  return `A policy of this tenant wants its id, the app's id or a verified domain in an Application ID URI; ${identifierUri} has none and would be refused.`;
}

/** The policy speaks of URIs that contain one of these, so only what surely contains none is held up. */
function isUnique(uri: string, tenantId: string | null, domains: readonly string[]): boolean {
  return ['{appId}', tenantId, ...domains].some((part) => part !== null && uri.includes(part));
}

function refusedForItsDomain({ serverApi }: Blueprint, tenant: Tenant): string | null {
  const { identifierUri } = serverApi;
  const organization = facetOf(tenant, 'organization');
  const verdict = judgeIdentifierUri(identifierUri);
  if (!verdict.ok || verdict.needs !== 'verified-domain' || organization === null) return null;
  const { host } = verdict;
  const { verifiedDomains } = organization;
  if (verifiedDomains.some((domain) => host === domain || host.endsWith(`.${domain}`))) return null;
  return `${host} is not a verified domain of ${organization.displayName} (${verifiedDomains.join(', ')}), so Entra refuses ${identifierUri}.`;
}
