import * as z from 'zod';
import type { ApplicationDraft } from '../core/change.ts';
import type { AppWord } from '../core/ids.ts';
import { APP_WORDS } from '../core/summarise.ts';
import { SetupError } from '../errors.ts';
import { sendUntilThere } from './settle.ts';
import { parser } from './wire.ts';
import type { WriteEnvironment } from './write.ts';

/** How long an app whose name is taken is looked for before the recycle bin is, in milliseconds: replicas lag. */
const LOOK_FIRST_MS = 15_000;
/** The most that one page of a directory list holds. */
const PAGE = 999;

const parseBin = parser(
  'list of deleted applications',
  z.object({
    value: z.array(z.object({ displayName: z.string().nullish(), uniqueName: z.string().nullish() })),
  }),
);

/**
 * Whether a deleted app keeps its unique name is not documented (facts: graph.md §1.13). Where the name is taken and no
 * app shows up under it, one in the recycle bin is named. The list is filtered here, since the service may not.
 */
export async function refuseDeleted(
  { graph, patience }: WriteEnvironment,
  taken: Pick<ApplicationDraft, 'uniqueName'> & { readonly app: AppWord; readonly path: string },
): Promise<void> {
  const briefly = { ...patience, maxWait: Math.min(patience.maxWait, LOOK_FIRST_MS) };
  const there = await sendUntilThere(
    () => graph.send('GET', taken.path),
    () => false,
    briefly,
  );
  if (there.status === 200) return;
  const bin = `/directory/deletedItems/microsoft.graph.application?$select=id,displayName,uniqueName&$top=${PAGE}`;
  const listed = await graph.send('GET', bin);
  if (listed.status !== 200) return;
  const deleted = parseBin(listed.body).value.find(({ uniqueName }) => uniqueName === taken.uniqueName);
  if (deleted) throw inTheBin(taken.app, deleted.displayName ?? taken.uniqueName);
}

function inTheBin(app: AppWord, displayName: string): SetupError {
  return new SetupError(
    'CONFLICT',
    `${APP_WORDS[app]} cannot be created: ${displayName} of an earlier run waits in the recycle bin and holds its name.`,
    {
      advice: [
        'Restore it under App registrations > Deleted applications, then run the command again',
        'Or delete it for good: entra-mcp-setup remove --delete-apps --purge --yes',
      ],
    },
  );
}
