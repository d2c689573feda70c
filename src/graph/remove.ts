import type { AppId } from '../core/ids.ts';
import type { Application } from '../core/tenant.ts';
import type { Graph, GraphReply } from './client.ts';
import { parseFailure, refusal } from './failure.ts';
import { type DeletedApplication, findInBin } from './recycle-bin.ts';
import { settle } from './settle.ts';
import { type WriteEnvironment, write } from './write.ts';

/** Deletes an app; its service principal and grants go with it, and it stays in the recycle bin for 30 days. */
export async function deleteApplication(
  environment: WriteEnvironment,
  application: Application,
): Promise<void> {
  const { objectId, displayName } = application;
  await write(environment, {
    method: 'DELETE',
    path: `/applications/${objectId}`,
    doing: `delete ${displayName}`,
    accepts: ({ status }) => status === 404,
  });
  await settle(
    () => environment.graph.send('GET', `/applications/${objectId}?$select=id`),
    ({ status }) => status === 404,
    environment.patience,
  );
}

/** How long a deleted app may take to arrive in the recycle bin, in milliseconds. */
const ARRIVES_WITHIN_MS = 15_000;

/** Deletes one app from the recycle bin, where it may arrive late; one that is gone already is no error. */
export async function purgeApplication(
  environment: WriteEnvironment,
  application: DeletedApplication,
): Promise<void> {
  const { graph, patience } = environment;
  const maxWait = Math.min(patience.maxWait, ARRIVES_WITHIN_MS);
  await write(
    { graph, patience: { ...patience, maxWait } },
    {
      method: 'DELETE',
      path: `/directory/deletedItems/${application.objectId}`,
      doing: `remove ${application.displayName} from the recycle bin`,
      acceptsAtLast: ({ status }) => status === 404,
    },
  );
}

/** The app in the recycle bin with such a unique name and, where given, that id; null where there is none. Throws a refusal. */
export async function findDeleted(
  graph: Graph,
  appId: AppId | null,
  isIt: (uniqueName: string | null) => boolean,
): Promise<DeletedApplication | null> {
  const refused = (reply: GraphReply): never => {
    throw refusal(graph, parseFailure(reply), 'look into the recycle bin', 'read-applications');
  };
  return findInBin(graph, isIt, { ...(appId === null ? {} : { appId }), refused });
}
