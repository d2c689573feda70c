import type { Blueprint } from '../core/blueprint.ts';
import { MICROSOFT_GRAPH_APP_ID } from '../core/ids.ts';
import type { Tenant } from '../core/tenant.ts';
import type { Graph } from './client.ts';
import { type ReadOptions, readTenant } from './read.ts';
import { graphFromAnswers } from './read-fleet-answer.ts';
import type { FleetReplies } from './read-fleet-families.ts';
import { gatherFleet } from './read-fleet-gather.ts';

export interface FleetOptions extends Pick<ReadOptions, 'maxWait' | 'signal'> {
  /** Called after each request with the number of requests so far. */
  readonly onRequest?: (count: number) => void;
}

/** The tenant for one configuration, and the Graph that answers from what was read ahead. */
export interface Gathered {
  readonly tenant: Tenant;
  readonly known: Graph;
}

/** Reads the tenant for one of the configurations. Not to be called concurrently; in their order it reads each slice once. */
export type FleetReader = (blueprint: Blueprint) => Promise<Gathered>;

/** How many configurations are read ahead at once: enough to fill requests, few enough to bound memory. */
const SLICE = 500;

/**
 * Reads a tenant for many configurations: their apps, service principals and grants many to a request, what they share
 * once. `readTenant` then reads each configuration from those answers, so that every facet means the same as for one; it
 * asks Graph for what was not read ahead.
 */
export function readFleet(
  graph: Graph,
  blueprints: readonly Blueprint[],
  options: FleetOptions,
): FleetReader {
  const counted = counting(graph, options);
  // When Graph is down it is down for all: the fleet waits for it once.
  const limits = { ...options, outage: { left: options.maxWait } };
  const slices = new Map(blueprints.map((blueprint, index) => [blueprint, Math.floor(index / SLICE)]));
  const shared: FleetReplies = new Map();
  let graphPrincipal: Tenant['graphPrincipal'] | null = null;
  let gathered: { readonly slice: number; readonly known: Graph } | null = null;
  const graphFor = async (blueprint: Blueprint): Promise<Graph> => {
    const slice = slices.get(blueprint) ?? 0;
    if (gathered?.slice === slice) return gathered.known;
    const some = blueprints.slice(slice * SLICE, (slice + 1) * SLICE);
    const known = graphFromAnswers(counted, await gatherFleet(counted, some, limits), shared);
    gathered = { slice, known };
    return known;
  };
  return async (blueprint) => {
    const known = await graphFor(blueprint);
    const tenant = await readTenant(known, blueprint, limits);
    graphPrincipal ??= cutGraphPrincipal(tenant, shared);
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
 * Keeps the hundreds of permissions of Microsoft Graph from being parsed for each configuration: the shared reply is cut down
 * to an id, and the facet parsed for the first configuration is used for all. Null where it could not be read.
 */
function cutGraphPrincipal(
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
