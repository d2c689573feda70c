import type { Blueprint } from '../core/blueprint.ts';
import { MICROSOFT_GRAPH_APP_ID } from '../core/ids.ts';
import type { Tenant } from '../core/tenant.ts';
import type { Graph } from './client.ts';
import { type ReadOptions, readTenant } from './read.ts';
import { answering } from './read-fleet-answer.ts';
import type { FleetReplies } from './read-fleet-families.ts';
import { gatherFleet } from './read-fleet-gather.ts';

export interface FleetOptions extends Pick<ReadOptions, 'maxWait' | 'signal'> {
  /** Told after each request how many there were. */
  readonly onRequest?: (count: number) => void;
}

/** A tenant as one of the configurations sees it, and the Graph that answers from what was gathered for it. */
export interface Gathered {
  readonly tenant: Tenant;
  readonly known: Graph;
}

/** Reads the tenant for one of the configurations; one at a time, and best in their order. */
export type FleetReader = (blueprint: Blueprint) => Promise<Gathered>;

/** So many are gathered for at a time: enough that requests are full, few enough that memory does not grow with the fleet. */
const SLICE = 500;

/**
 * Reads a tenant for many configurations: their apps, service principals and grants many to a request, what they share
 * once. The single reader then reads each configuration from those answers, so that every facet means the same; what
 * was not gathered it asks Graph for, as ever.
 */
export function readFleet(
  graph: Graph,
  blueprints: readonly Blueprint[],
  options: FleetOptions,
): FleetReader {
  const counted = counting(graph, options);
  // Where Graph is down for one it is down for all: the fleet waits that out once.
  const limits = { ...options, outage: { left: options.maxWait } };
  const slices = new Map(blueprints.map((blueprint, index) => [blueprint, Math.floor(index / SLICE)]));
  const shared: FleetReplies = new Map();
  let graphPrincipal: Tenant['graphPrincipal'] | null = null;
  let gathered: { readonly slice: number; readonly known: Graph } | null = null;
  const graphFor = async (blueprint: Blueprint): Promise<Graph> => {
    const slice = slices.get(blueprint) ?? 0;
    if (gathered?.slice === slice) return gathered.known;
    const some = blueprints.slice(slice * SLICE, (slice + 1) * SLICE);
    const known = answering(counted, await gatherFleet(counted, some, limits), shared);
    gathered = { slice, known };
    return known;
  };
  return async (blueprint) => {
    const known = await graphFor(blueprint);
    const tenant = await readTenant(known, blueprint, limits);
    graphPrincipal ??= shareGraphPrincipal(tenant, shared);
    return { known, tenant: { ...tenant, graphPrincipal: graphPrincipal ?? tenant.graphPrincipal } };
  };
}

function counting(graph: Graph, { onRequest }: FleetOptions): Graph {
  let count = 0;
  return {
    ...graph,
    send: async (...request) => {
      const reply = await graph.send(...request);
      count += 1;
      onRequest?.(count);
      return reply;
    },
  };
}

/**
 * Microsoft Graph publishes hundreds of permissions. They are parsed for the first configuration; the others see its
 * service principal without them until the parsed one is put in its place. Null where there is nothing to share.
 */
function shareGraphPrincipal(
  { graphPrincipal }: Tenant,
  shared: FleetReplies,
): Tenant['graphPrincipal'] | null {
  if (graphPrincipal.state === 'unreadable' || graphPrincipal.value === null) return null;
  for (const [url, reply] of shared) {
    if (!url.startsWith(`/servicePrincipals(appId='${MICROSOFT_GRAPH_APP_ID}')`)) continue;
    shared.set(url, { ...reply, body: { id: graphPrincipal.value.objectId } });
  }
  return graphPrincipal;
}
