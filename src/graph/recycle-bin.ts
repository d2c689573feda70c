import * as z from 'zod';
import type { ApplicationDraft } from '../core/changes/vocabulary.ts';
import { type AppId, type AppWord, asId } from '../core/ids.ts';
import { APP_WORDS } from '../core/words.ts';
import { SetupError } from '../errors.ts';
import type { Graph, GraphReply } from './client.ts';
import { saysMissing } from './failure.ts';
import { pageOf } from './page.ts';
import { sendUntilThere, settle } from './settle.ts';
import { parser } from './wire.ts';
import { type WriteEnvironment, write } from './write.ts';

/** How long an app of a name that is taken is looked for before the recycle bin is searched, in milliseconds: replicas lag. */
const LOOK_FIRST_MS = 15_000;
/** The most that one page of a directory list holds. */
const PAGE = 999;

/** An app in the recycle bin. */
export interface DeletedApplication {
  readonly objectId: string;
  readonly appId: AppId;
  readonly displayName: string;
}

const parseBin = parser(
  'list of deleted applications',
  z.object({
    value: z.array(
      z.object({
        id: z.string(),
        appId: z.string(),
        displayName: z.string().nullish(),
        uniqueName: z.string().nullish(),
      }),
    ),
  }),
);

/**
 * The first app in the recycle bin whose unique name fits; null where there is none. Names are compared here, page by page, since
 * it is not known whether Graph filters by them (facts: graph.md §1.13); `appId` narrows the list. `refused` handles a
 * reply that is no list.
 */
export async function findInBin(
  graph: Graph,
  isIt: (uniqueName: string | null) => boolean,
  options: { readonly appId?: AppId; readonly refused: (reply: GraphReply) => null },
): Promise<DeletedApplication | null> {
  const { appId, refused } = options;
  const narrowed = appId === undefined ? `$top=${PAGE}` : `$filter=appId eq '${appId}'&$count=true`;
  const headers = appId === undefined ? {} : { ConsistencyLevel: 'eventual' };
  let path: string | null = `${BIN}?${narrowed}&$select=id,appId,displayName,uniqueName`;
  while (path !== null) {
    const reply = await graph.send('GET', path, { headers });
    if (reply.status !== 200) return refused(reply);
    const found = parseBin(reply.body).value.find((one) => isIt(one.uniqueName ?? null));
    if (found)
      return {
        objectId: found.id,
        appId: asId<AppId>(found.appId.toLowerCase()),
        displayName: found.displayName ?? found.uniqueName ?? 'an app without a name',
      };
    path = pageOf(reply)?.next ?? null;
  }
  return null;
}

const BIN = '/directory/deletedItems/microsoft.graph.application';

/**
 * Throws where a unique name that is taken belongs to an app in the recycle bin, which keeps it for 30 days (recording 38);
 * the error names that app and the ways on. Returns where a live app shows up under the name.
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
  if (deleted) throw inTheBin(taken.app, deleted);
}

function inTheBin(app: AppWord, { displayName, appId }: DeletedApplication): SetupError {
  return new SetupError(
    'CONFLICT',
    `${APP_WORDS[app]} cannot be created: ${displayName} ${appId} of an earlier run waits in the recycle bin and holds its name.`,
    {
      advice: [
        'Have it back, with what was set on it: entra-mcp-setup apply --yes --restore',
        `Or delete it for good, and run the command again: entra-mcp-setup remove --purge --yes --${app}-app-id ${appId}`,
        'Or have another made under another name: entra-mcp-setup apply --yes --new',
      ],
    },
  );
}

/** Restores an app and its service principal from the recycle bin, and waits until it can be read. Throws `UNAVAILABLE` where it cannot. */
export async function restoreApplication(
  environment: WriteEnvironment,
  { objectId, appId, displayName }: DeletedApplication,
): Promise<void> {
  const doing = `restore ${displayName}`;
  const isBack = async () =>
    (await environment.graph.send('GET', `/applications/${objectId}?$select=id`)).status === 200;
  await restore(environment, objectId, { doing, accepts: saysMissing, isMade: isBack });
  const { good } = await settle(isBack, (back) => back, environment.patience);
  if (!good) throw notBack(displayName);
  await restorePrincipal(environment, appId, doing);
}

/** Whether the service principal comes back with its app is not known (facts: graph.md §1.13). If neither helps, the plan creates one. */
async function restorePrincipal(environment: WriteEnvironment, appId: AppId, doing: string): Promise<void> {
  const path = `${PRINCIPALS_BIN}?$filter=appId eq '${appId}'&$count=true&$select=id`;
  const headers = { ConsistencyLevel: 'eventual' };
  const reply = await environment.graph.send('GET', path, { headers });
  const [deleted] = reply.status === 200 ? parsePrincipals(reply.body).value : [];
  if (deleted) await restore(environment, deleted.id, { doing, accepts: ({ status }) => status < 500 });
}

const PRINCIPALS_BIN = '/directory/deletedItems/microsoft.graph.servicePrincipal';
const parsePrincipals = parser(
  'list of deleted service principals',
  z.object({ value: z.array(z.object({ id: z.string() })) }),
);

function restore(
  environment: WriteEnvironment,
  objectId: string,
  sending: Pick<Parameters<typeof write>[1], 'doing' | 'accepts' | 'isMade'>,
): Promise<GraphReply> {
  const path = `/directory/deletedItems/${objectId}/restore`;
  return write(environment, { ...sending, method: 'POST', path, options: { repeatable: true } });
}

function notBack(displayName: string): SetupError {
  return new SetupError('UNAVAILABLE', `${displayName} was restored and does not show up yet.`, {
    advice: ['Run the same command again in a few minutes: it goes on where this run stopped'],
  });
}
