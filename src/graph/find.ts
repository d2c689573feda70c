import * as z from 'zod';
import type { Graph } from './client.ts';
import { parseFailure, refusal } from './failure.ts';
import { parser } from './wire.ts';

/** An app registration found by name, with what people tell apps apart by. */
export interface FoundApplication {
  readonly appId: string;
  readonly displayName: string;
  readonly uniqueName: string | null;
  readonly createdDateTime: string | null;
  /** Null where they could not be read. */
  readonly owners: readonly string[] | null;
}

const parseFound = parser(
  'list of applications',
  z.object({
    value: z.array(
      z.object({
        appId: z.string(),
        displayName: z.string().nullish(),
        uniqueName: z.string().nullish(),
        createdDateTime: z.string().nullish(),
        owners: z.array(z.object({ displayName: z.string().nullish(), id: z.string() })).nullish(),
      }),
    ),
  }),
);

/** Apps of exactly this display name; names repeat, so there may be several (facts: graph.md §1.3). */
export async function findByName(graph: Graph, displayName: string): Promise<readonly FoundApplication[]> {
  const name = encodeURIComponent(displayName.replaceAll("'", "''"));
  const path = `/applications?$filter=displayName eq '${name}'&$select=id,appId,displayName,uniqueName,createdDateTime&$expand=owners&$top=20`;
  const reply = await graph.send('GET', path);
  if (reply.status !== 200)
    throw refusal(graph, parseFailure(reply), 'look for apps by name', 'read-applications');
  return parseFound(reply.body).value.map(
    ({ appId, displayName: shown, uniqueName, createdDateTime, owners }) => ({
      appId,
      displayName: shown ?? displayName,
      uniqueName: uniqueName ?? null,
      createdDateTime: createdDateTime ?? null,
      owners: owners?.map((owner) => owner.displayName ?? owner.id) ?? null,
    }),
  );
}
