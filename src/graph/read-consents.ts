import { type Facets, facetOf, type Reading, type Tenant } from '../core/tenant.ts';
import { type BatchOptions, requestBatch } from './batch.ts';
import type { Graph, GraphReply } from './client.ts';
import { pageOf, withAllPages } from './page.ts';
import { reading } from './reading.ts';
import { parseGrants } from './wire.ts';

/** Graph lists so many consents on a page, and the reader for checks stops there. */
const PAGE = 100;
/** So many consents of single users are read for each app: 2,000. */
const MOST_PAGES = 20;

const APPS = [
  { principal: 'clientPrincipal', grants: 'clientGrants' },
  { principal: 'serverPrincipal', grants: 'serverGrants' },
] as const;

type Grants = 'clientGrants' | 'serverGrants';

export interface AllConsents {
  readonly grants: Readonly<Partial<Record<Grants, Reading<Facets[Grants]>>>>;
  /** Lists that go on after as many as are read. */
  readonly cut: readonly Grants[];
}

/** The consents of single users where there are more than a page of them; checks need no more than the first. */
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
    new Map(names.map((name, index) => [name, first[index] ?? NOTHING])),
    { names, most: MOST_PAGES },
    options,
  );
  return {
    grants: Object.fromEntries(names.map((name) => [name, joined(name, tenant, replies.get(name))])),
    cut: names.filter((name) => (pageOf(replies.get(name) ?? NOTHING)?.next ?? null) !== null),
  };
}

const NOTHING: GraphReply = { status: 0, body: null, headers: new Headers() };

/** With the consents for everybody, which were read whole. */
function joined(name: Grants, tenant: Tenant, reply: GraphReply | undefined): Reading<Facets[Grants]> {
  const single = reading(reply, parseGrants, { permission: 'Directory.Read.All' });
  const wide = (facetOf(tenant, name) ?? []).filter(({ consentType }) => consentType === 'AllPrincipals');
  return single.state === 'read' ? { ...single, value: [...wide, ...single.value] } : single;
}
