import * as z from 'zod';
import type { ApplicationDraft } from '../core/changes/vocabulary.ts';
import type { AppId, AppWord } from '../core/ids.ts';
import { APP_WORDS } from '../core/words.ts';
import { SetupError } from '../errors.ts';
import type { Graph, GraphReply } from './client.ts';
import { pageOf } from './page.ts';
import { sendUntilThere } from './settle.ts';
import { parser } from './wire.ts';
import type { WriteEnvironment } from './write.ts';

/** How long an app whose name is taken is looked for before the recycle bin is, in milliseconds: replicas lag. */
const LOOK_FIRST_MS = 15_000;
/** The most that one page of a directory list holds. */
const PAGE = 999;

/** What is left of an app in the recycle bin. */
export interface DeletedApplication {
  readonly objectId: string;
  readonly displayName: string;
}

const parseBin = parser(
  'list of deleted applications',
  z.object({
    value: z.array(
      z.object({ id: z.string(), displayName: z.string().nullish(), uniqueName: z.string().nullish() }),
    ),
  }),
);

/**
 * The app of such a unique name that waits in the recycle bin. Names are compared here, on every page, since the service
 * may not filter by them; `appId` narrows the list down.
 */
export async function findInBin(
  graph: Graph,
  isIt: (uniqueName: string | null) => boolean,
  options: { readonly appId?: AppId; readonly refused: (reply: GraphReply) => null },
): Promise<DeletedApplication | null> {
  const { appId, refused } = options;
  const narrowed = appId === undefined ? `$top=${PAGE}` : `$filter=appId eq '${appId}'&$count=true`;
  const headers = appId === undefined ? {} : { ConsistencyLevel: 'eventual' };
  let path: string | null = `${BIN}?${narrowed}&$select=id,displayName,uniqueName`;
  while (path !== null) {
    const reply = await graph.send('GET', path, { headers });
    if (reply.status !== 200) return refused(reply);
    const found = parseBin(reply.body).value.find((one) => isIt(one.uniqueName ?? null));
    if (found)
      return {
        objectId: found.id,
        displayName: found.displayName ?? found.uniqueName ?? 'an app without a name',
      };
    path = pageOf(reply)?.next ?? null;
  }
  return null;
}

const BIN = '/directory/deletedItems/microsoft.graph.application';

/**
 * Whether a deleted app keeps its unique name is not documented (facts: graph.md §1.13). Where the name is taken and no
 * app shows up under it, one in the recycle bin is named.
 */
export async function refuseDeleted(
  { graph, patience }: WriteEnvironment,
  taken: Pick<ApplicationDraft, 'uniqueName'> & { readonly app: AppWord; readonly path: string },
): Promise<void> {
  const briefly = { ...patience, maxWait: Math.min(patience.maxWait, LOOK_FIRST_MS) };
  const { reply: there } = await sendUntilThere(
    { send: () => graph.send('GET', taken.path), isFinal: () => false },
    briefly,
  );
  if (there.status === 200) return;
  const deleted = await findInBin(graph, (name) => name === taken.uniqueName, { refused: () => null });
  if (deleted) throw inTheBin(taken.app, deleted.displayName);
}

function inTheBin(app: AppWord, displayName: string): SetupError {
  return new SetupError(
    'CONFLICT',
    `${APP_WORDS[app]} cannot be created: ${displayName} of an earlier run waits in the recycle bin and holds its name.`,
    {
      advice: [
        'Restore it under App registrations > Deleted applications, then run the command again',
        'Or delete it for good: entra-mcp-setup remove --delete-apps --purge --yes',
        'Or have others made under another name: entra-mcp-setup apply --new --yes',
      ],
    },
  );
}
