import { createHash } from 'node:crypto';
import type { Blueprint } from './blueprint.ts';
import type { Facets, Tenant } from './tenant.ts';

/** SHA-256 of each facet that was read, by facet name. Unreadable ones are left out, since their reason may differ at every read. */
export type FacetHashes = Readonly<Record<string, string>>;

/**
 * Hashes what plans rest on. Equal for readings that differ only in the order of collections, which Graph shuffles, or
 * in permissions that Microsoft Graph publishes and the blueprint does not want.
 */
export function facetHashes(tenant: Tenant, blueprint: Blueprint): FacetHashes {
  const { graphPrincipal, ...others } = tenant;
  const wanted = { ...others, graphPrincipal: withWantedScopes(graphPrincipal, blueprint) };
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([facet, reading]) =>
      reading.state === 'read' ? [[facet, hash(reading.value)]] : [],
    ),
  );
}

/** One hash over all that was read. */
export function fingerprint(tenant: Tenant, blueprint: Blueprint): string {
  return fingerprintOf(facetHashes(tenant, blueprint));
}

export function fingerprintOf(facets: FacetHashes): string {
  return hash(facets);
}

/** The facets that have changed or have become unreadable. Those that were unreadable before are not compared. */
export function changedFacets(before: FacetHashes, now: FacetHashes): readonly string[] {
  return Object.keys(before).filter((facet) => now[facet] !== before[facet]);
}

function withWantedScopes(
  reading: Tenant['graphPrincipal'],
  { graphPermissions }: Blueprint,
): Tenant['graphPrincipal'] {
  if (reading.state === 'unreadable' || reading.value === null) return reading;
  const value: Facets['graphPrincipal'] = {
    ...reading.value,
    scopes: reading.value.scopes.filter((scope) => graphPermissions.includes(scope.value)),
  };
  return { state: 'read', value };
}

function hash(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(value)))
    .digest('hex');
}

/** The value with members in one order and collections as sets: equal where only Graph's order differs. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(canonical).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, canonical(member)]));
}
