import { MARKER_PREFIX } from '../core/blueprint.ts';
import type { Application } from '../core/tenant.ts';
import { settle } from './settle.ts';
import { type WriteEnvironment, write } from './write.ts';

/** Whether this tool created the app: its marker can be set by the creating upsert only (facts: graph.md §1.5). */
export function isOurs({ uniqueName }: Application): boolean {
  return uniqueName?.startsWith(`${MARKER_PREFIX}-`) ?? false;
}

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

/** Empties the recycle bin of one deleted app. It may take a moment to arrive there. */
export async function purgeApplication(
  environment: WriteEnvironment,
  application: Application,
): Promise<void> {
  await write(environment, {
    method: 'DELETE',
    path: `/directory/deletedItems/${application.objectId}`,
    doing: `remove ${application.displayName} from the recycle bin`,
  });
}
