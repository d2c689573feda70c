import type { Check } from '../../src/core/check.ts';
import { judge } from '../../src/core/judge.ts';
import { type Plan, planFor } from '../../src/core/plan.ts';
import { facetOf, type Tenant } from '../../src/core/tenant.ts';
import type { Case } from './arbitraries.ts';

/** Laws of planning, each as the list of what breaks it: empty when it holds. */
export function planOf(checks: readonly Check[], { blueprint, tenant, moment }: Case): Plan {
  return planFor(checks, blueprint, tenant, moment);
}

/** A plan's foreseen tenant needs no plan. */
export function stillPlanned(checks: readonly Check[], one: Case): readonly string[] {
  const { foreseen } = planOf(checks, one);
  return planOf(checks, { ...one, tenant: foreseen }).changes.map(({ change }) => change.kind);
}

/** Judging the foreseen tenant leaves only what is left to people. */
export function leftToUs(checks: readonly Check[], one: Case): readonly string[] {
  const { foreseen } = planOf(checks, one);
  return judge(checks, one.blueprint, foreseen, one.moment)
    .filter(({ verdict }) => verdict.status === 'fail' || verdict.status === 'warn')
    .filter(({ remedies }) => remedies.length === 0 || remedies.some(({ by }) => by === 'us'))
    .map(({ verdict }) => verdict.id);
}

/** A plan removes nothing: one line for each thing that was there and is not foreseen. */
export function removed(checks: readonly Check[], one: Case): readonly string[] {
  const { foreseen, changes } = planOf(checks, one);
  const respelled = changes.flatMap(({ change }) =>
    change.kind === 'add-identifier-uri' ? change.replaces : [],
  );
  const after = new Set(possessions(foreseen));
  return possessions(one.tenant).filter(
    (thing) => !after.has(thing) && !respelled.some((uri) => thing === `server identifier URI ${uri}`),
  );
}

/** Things that must be unique and are doubled in the foreseen tenant, though they were not before. */
export function doubled(checks: readonly Check[], one: Case): readonly string[] {
  const before = uniques(one.tenant).filter(isRepeated);
  return uniques(planOf(checks, one).foreseen)
    .filter(isRepeated)
    .filter((thing) => !before.includes(thing));
}

const isRepeated = (thing: string, index: number, all: readonly string[]): boolean =>
  all.indexOf(thing) !== index;

function uniques(tenant: Tenant): readonly string[] {
  return (['clientApplication', 'serverApplication'] as const).flatMap((facet) => {
    const application = facetOf(tenant, facet);
    if (application === null) return [];
    return [
      ...application.scopes.flatMap(({ id, value }) => [`${facet} scope ${id}`, `${facet} scope ${value}`]),
      ...application.requiredResources.map(({ resourceAppId }) => `${facet} resource ${resourceAppId}`),
      ...application.identifierUris.map((uri) => `${facet} URI ${uri}`),
      ...Object.entries(application.redirectUris).flatMap(([platform, uris]) =>
        uris.map((uri) => `${facet} ${platform} ${uri}`),
      ),
    ];
  });
}

/** Everything in a tenant that a write could lose, one line each. */
export function possessions(tenant: Tenant): readonly string[] {
  const apps = [
    ['client', 'clientApplication', 'clientGrants', 'clientOwners'],
    ['server', 'serverApplication', 'serverGrants', 'serverOwners'],
  ] as const;
  return [
    ...apps.flatMap(([app, application, grants, owners]) => [
      ...registered(tenant, application).map((thing) => `${app} ${thing}`),
      ...(facetOf(tenant, owners) ?? []).map(({ objectId }) => `${app} owner ${objectId}`),
      ...(facetOf(tenant, grants) ?? []).flatMap(({ id, scopes }) =>
        scopes.map((scope) => `${app} grant ${id} ${scope}`),
      ),
    ]),
    ...(facetOf(tenant, 'serverFederatedCredentials') ?? []).map(({ name }) => `federated ${name}`),
  ];
}

function registered(tenant: Tenant, facet: 'clientApplication' | 'serverApplication'): readonly string[] {
  const application = facetOf(tenant, facet);
  if (application === null) return [];
  const { redirectUris, requiredResources } = application;
  return [
    ...Object.values(redirectUris)
      .flat()
      .map((uri) => `redirect URI ${uri}`),
    ...application.identifierUris.map((uri) => `identifier URI ${uri}`),
    ...application.scopes.map(({ id }) => `scope ${id}`),
    ...requiredResources.flatMap(({ resourceAppId, scopeIds, roleIds }) =>
      [...scopeIds, ...roleIds].map((id) => `permission ${resourceAppId} ${id}`),
    ),
    ...application.passwordCredentials.map(({ keyId }) => `secret ${keyId}`),
    // Entra takes a certificate once: registered again, it is the same one with another key id.
    ...application.keyCredentials.map(({ keyId, thumbprint }) => `certificate ${thumbprint ?? keyId}`),
    ...application.tags.map((tag) => `tag ${tag}`),
  ];
}

/** A form that is equal for values which differ only in the order of lists. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(canonical).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, canonical(member)]));
}
