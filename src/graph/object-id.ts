import * as z from 'zod';
import { type BatchOptions, requestBatch } from './batch.ts';
import type { Graph } from './client.ts';
import { parser } from './wire.ts';

const parseAppId = parser('application', z.object({ appId: z.string() }));

/**
 * The app id, in lower case, of the app registration or service principal with that object id, which the portal shows beside
 * it; null where there is none or it cannot be read.
 */
export async function readAppIdOf(
  graph: Graph,
  objectId: string,
  options: BatchOptions,
): Promise<string | null> {
  const paths = ['applications', 'servicePrincipals'].map((kind) => `/${kind}/${objectId}?$select=appId`);
  const replies = await requestBatch(graph, paths, options);
  const found = replies.find(({ status }) => status === 200);
  return found === undefined ? null : parseAppId(found.body).appId.toLowerCase();
}
