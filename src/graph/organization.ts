import type { Organization } from '../core/tenant.ts';
import type { Graph } from './client.ts';
import { parseOrganization } from './wire.ts';

/** The tenant that the account is signed in to, in one request; null where it may not be read. */
export async function requestOrganization(graph: Graph): Promise<Organization | null> {
  const reply = await graph.send('GET', '/organization?$select=id,displayName,verifiedDomains');
  return reply.status === 200 ? parseOrganization(reply.body) : null;
}
