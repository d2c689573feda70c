import type { Call } from '../../../src/practice-tenant/graph/call.ts';
import { SITES, siteView } from '../../../src/practice-tenant/graph/files.ts';
import { page } from '../../../src/practice-tenant/graph/query.ts';
import type { OperationReply } from '../../../src/practice-tenant/graph/reply.ts';
import type { JsonObject } from '../../../src/practice-tenant/json.ts';

export function listDomains(call: Call): OperationReply {
  const { initialDomain, verifiedDomain: own } = call.directory.state.tenant;
  const view = (id: string): JsonObject => ({
    authenticationType: 'Managed',
    availabilityStatus: null,
    id,
    isAdminManaged: true,
    isDefault: id === own,
    isInitial: id === initialDomain,
    isRoot: true,
    isVerified: true,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
    state: null,
  });
  return page(call, [initialDomain, own], view, { context: 'domains', type: 'domain', units: 1 });
}

/** `sites?search=…`; `*` finds all. */
export function searchSites(call: Call): OperationReply {
  const wanted = (call.query.get('search') ?? call.query.get('$search') ?? '')
    .replaceAll(/["*]/g, '')
    .toLowerCase();
  const found = SITES.filter((name) => name.toLowerCase().includes(wanted));
  return page(call, found, (name) => siteView(call, name), { context: 'sites', type: 'site', units: 1 });
}
