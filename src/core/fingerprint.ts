import { createHash } from 'node:crypto';
import type { Tenant } from './tenant.ts';

/** A hash of what was read. Equal for readings that differ only in the order of collections, which Graph shuffles. */
export function fingerprint(tenant: Tenant): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(tenant)))
    .digest('hex');
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(canonical).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, canonical(member)]));
}
