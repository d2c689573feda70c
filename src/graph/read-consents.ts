import { type Facets, facetOf, type Reading, type Tenant } from '../core/tenant.ts';
import { type BatchOptions, NO_REPLY, requestBatch } from './batch.ts';
import type { Graph, GraphReply } from './client.ts';
import { pageOf, withAllPages } from './page.ts';
import { reading } from './reading.ts';
import { parseGrants } from './wire.ts';

/** Consents on one page of Graph, after which the reading for checks stops. */
const PAGE = 100;
/** 2,000 consents of single users for each app. */
const MOST_PAGES = 20;

const APPS = [
  { principal: 'clientPrincipal', grants: 'clientGrants' },
  { principal: 'serverPrincipal', grants: 'serverGrants' },
] as const;

type Grants = 'clientGrants' | 'serverGrants';

export interface AllConsents {
  readonly grants: Readonly<Partial<Record<Grants, Reading<Facets[Grants]>>>>;
  /** The lists that are longer than what was read. */
  readonly cut: readonly Grants[];
}

/** All consents, for an inventory, of apps that have more than a page; checks need no more than the first. */
export async function readAllConsents(
  graph: Graph,
  tenant: Tenant,
  options: BatchOptions,
): Promise<AllConsents> {
  const long = APPS.filter(({ grants }) => (facetOf(tenant, grants)?.length ?? 0) >= PAGE);
  const paths = long.map(
    ({ principal }) =>
      `/oauth2PermissionGrants?$filter=clientId eq '${facetOf(tenant, principal)?.objectId}' and consentType eq 'Principal'`,
  );
  const first = await requestBatch(graph, paths, options);
  const names = long.map(({ grants }) => grants);
  const replies = await withAllPages(
    graph,
    new Map(names.map((name, index) => [name, first[index] ?? NO_REPLY])),
    { names, most: MOST_PAGES },
    options,
  );
  return {
    grants: Object.fromEntries(names.map((name) => [name, withTenantWide(name, tenant, replies.get(name))])),
    cut: names.filter((name) => (pageOf(replies.get(name) ?? NO_REPLY)?.next ?? null) !== null),
  };
}

/** The consents of single users, with the tenant-wide ones that were read before. */
function withTenantWide(
  name: Grants,
  tenant: Tenant,
  reply: GraphReply | undefined,
): Reading<Facets[Grants]> {
  const single = reading(reply, parseGrants, { permission: 'Directory.Read.All' });
  const wide = (facetOf(tenant, name) ?? []).filter(({ consentType }) => consentType === 'AllPrincipals');
  return single.state === 'read' ? { ...single, value: [...wide, ...single.value] } : single;
}
