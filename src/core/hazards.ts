import type { Blueprint, CertificateFacts } from './blueprint.ts';
import type { Change } from './changes/index.ts';
import { graphScope } from './checks/shared/drafts.ts';
import { lifetimeDays } from './days.ts';
import { type IdentifierUriRefusal, identifierUriRefusal } from './identifier-uri-refusal.ts';
import type { Plan } from './plan.ts';
import { facetOf, type Organization, type Tenant } from './tenant.ts';
import { didYouMean } from './validation/nearest.ts';

/** Something the tenant will refuse, known before the first write. */
export interface Hazard {
  /** A rule of the tenant, or a value of the blueprint that cannot be meant. */
  readonly code: 'POLICY' | 'CONFIG_INVALID';
  readonly message: string;
  readonly advice: readonly string[];
}

/** What a policy or rule of this tenant will refuse of the plan. A policy that could not be read shows only in the refused write. */
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
    ...changes.flatMap((change) =>
      change.kind === 'add-identifier-uri' ? identifierUriHazards(change.uri, blueprint, tenant) : [],
    ),
    ...(isRotation(changes) ? [] : permissionHazards(blueprint, tenant)),
  ];
}

/** A rotation changes nothing but credentials, so it is not held up by what else is wrong. */
function isRotation(changes: readonly Change[]): boolean {
  const kinds: readonly Change['kind'][] = ['add-secret', 'add-certificate'];
  return changes.length > 0 && changes.every(({ kind }) => kinds.includes(kind));
}

function permissionHazards(
  { graphPermissions, signInPermissions }: Blueprint,
  tenant: Tenant,
): readonly Hazard[] {
  const published = facetOf(tenant, 'graphPrincipal');
  if (published === null) return [];
  const names = published.scopes.map(({ value }) => value);
  const unknown = (wanted: readonly string[], advice: string): readonly Hazard[] =>
    wanted
      .filter((name) => graphScope(name, published) === null)
      .map((name) => ({
        code: 'CONFIG_INVALID',
        message: `Microsoft Graph has no delegated permission named ${name}${didYouMean(name, names) || '.'}`,
        advice: [advice],
      }));
  return [
    ...unknown(graphPermissions, 'Correct it: --graph-permissions, or graphPermissions in the blueprint'),
    ...unknown(signInPermissions, 'Correct it under signInPermissions in the blueprint'),
  ];
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

function certificateHazards(certificate: CertificateFacts | null, tenant: Tenant): readonly Hazard[] {
  const most = facetOf(tenant, 'appManagementPolicy')?.maxCertificateDays ?? null;
  if (certificate === null || most === null) return [];
  const { subject, thumbprint } = certificate;
  const days = lifetimeDays(certificate);
  if (days <= most) return [];
  const message = `The app management policy of this tenant allows certificates ${most} days; ${subject} (${thumbprint}) lives ${Math.ceil(days)}.`;
  const advice = [
    'Have one made that is short enough: --create-certificate, without --certificate',
    FEDERATED,
  ];
  return [{ code: 'POLICY', message, advice }];
}

function identifierUriHazards(added: string, blueprint: Blueprint, tenant: Tenant): readonly Hazard[] {
  const { identifierUri, appId } = blueprint.serverApi;
  const policy = facetOf(tenant, 'appManagementPolicy');
  const organization = facetOf(tenant, 'organization');
  const own = facetOf(tenant, 'serverApplication')?.appId ?? appId;
  const uri = own === null ? added : added.replaceAll(own, '{appId}');
  const refusal = identifierUriRefusal(uri, { policy, organization });
  if (refusal === null) return [];
  const isFirst = uri === (own === null ? identifierUri : identifierUri.replaceAll(own, '{appId}'));
  return [
    {
      code: refusal.kind === 'never' ? 'CONFIG_INVALID' : 'POLICY',
      message: wordsFor(refusal, uri, organization),
      advice: [...(isFirst ? insteadOf(refusal, organization) : [WITHOUT]), ...byDomain(refusal)],
    },
  ];
}

/** Entra takes the URI once its domain is verified, which only an administrator of the tenant and the domain can do. */
function byDomain(refusal: IdentifierUriRefusal): readonly string[] {
  return refusal.kind === 'unverified-domain'
    ? [`Or, where it is yours, verify ${refusal.host} in the tenant first (Custom domain names)`]
    : [];
}

const WITHOUT = 'Leave it out of --additional-app-id-uri and of serverApi.additionalIdentifierUris';

/** URIs that this tenant is sure to accept: the default and, unless that alone is allowed, one below the tenant's id. */
function insteadOf(
  { kind }: IdentifierUriRefusal,
  organization: Organization | null,
): readonly [string, ...string[]] {
  const byTenant = organization && kind !== 'not-default' ? [`api://${organization.tenantId}/<name>`] : [];
  return [
    'Use the default: --app-id-uri "api://{appId}"',
    ...byTenant.map((uri) => `Or one with the id of the tenant: --app-id-uri "${uri}"`),
  ];
}

function wordsFor(refusal: IdentifierUriRefusal, uri: string, organization: Organization | null): string {
  switch (refusal.kind) {
    case 'never':
      return refusal.problem;
    case 'not-default':
      return `A policy of this tenant allows no Application ID URI but api://{appId}; ${uri} would be refused.`;
    case 'not-unique':
      return `A policy of this tenant wants its id, the app's id or a verified domain in an Application ID URI; ${uri} has none and would be refused.`;
    case 'unverified-domain':
      return `${refusal.host} is not a verified domain of ${organization?.displayName ?? 'this tenant'} (${organization?.verifiedDomains.join(', ') ?? ''}), so Entra refuses ${uri}.`;
  }
}
