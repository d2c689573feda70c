import type { CreateApplication } from '../core/changes/create-application.ts';
import type { Application } from '../core/tenant.ts';
import { APP_WORDS } from '../core/words.ts';
import { SetupError } from '../errors.ts';
import type { GraphReply } from './client.ts';
import { isConflict, isNameTaken, isNotYet, isPolicy, parseFailure, saysMissing } from './failure.ts';
import { performAddOwner } from './perform-application.ts';
import { refuseDeleted } from './recycle-bin.ts';
import { appIdsOf, createApplicationRequest, createByPostRequest } from './requests.ts';
import { type RunState, withFacts } from './run-state.ts';
import { parseApplication } from './wire.ts';
import { send, type WriteEnvironment, write } from './write.ts';

/** The app to create; `doing` is how errors call it. */
interface Creation {
  readonly environment: WriteEnvironment;
  readonly runState: RunState;
  readonly change: CreateApplication;
  readonly doing: string;
}

/**
 * Creates an app by upsert on its unique name, so that one that is sent again after a timeout finds the app instead of making
 * a second (facts: graph.md §1.5). 204, without a body, says that it existed. A name that is taken belongs to an app that
 * this replica has not got yet, or to one in the recycle bin.
 */
export async function performCreateApplication(
  environment: WriteEnvironment,
  runState: RunState,
  change: CreateApplication,
  doing: string,
): Promise<RunState> {
  const { path } = createApplicationRequest(change, appIdsOf(runState));
  const reply = await createOrFind({ environment, runState, change, doing });
  const isShown = reply.status === 201 || reply.status === 200;
  const shown = isShown ? reply : await write(environment, { method: 'GET', path, doing });
  const application = parseApplication(shown.body);
  if (reply.status !== 201) refuseForeign(application, change);
  const { appId, objectId } = application;
  const created = withFacts(runState, change.app, { appId, objectId, application, principalId: null });
  // Graph makes a person who creates an app its owner, but not a service principal (facts: graph.md §1.4).
  const isOwner = environment.graph.access.claims.kind === 'user';
  return isOwner ? created : performAddOwner(environment, created, change, doing);
}

/**
 * Refuses an app that appeared under our unique name after the tenant was read, so that no check has judged it, unless its
 * redirect URIs are the draft's, as those of an earlier run are. Others may be a trap: its owner would get the consent.
 */
function refuseForeign({ appId, redirectUris }: Application, { app, draft }: CreateApplication): void {
  const { platform, uris } = draft.redirectUris;
  const foreign = Object.entries(redirectUris).flatMap(([where, found]) =>
    found.filter((uri) => where !== platform || !uris.includes(uri)),
  );
  if (foreign.length === 0) return;
  throw new SetupError(
    'CONFLICT',
    `${APP_WORDS[app]} cannot be created: meanwhile ${appId} stands under its unique name, with redirect URIs that are not of this set-up: ${foreign.join(', ')}.`,
    { advice: ['Have others made beside it: entra-mcp-setup apply --new --yes'] },
  );
}

/** Returns the reply that created the app or found it, or that says that its name is taken by an app that is not deleted. */
async function createOrFind(creation: Creation): Promise<GraphReply> {
  const { environment, runState, change, doing } = creation;
  const request = createApplicationRequest(change, appIdsOf(runState));
  const first = await send(environment, request, {
    doing,
    accepts: (reply) => saysNameTaken(reply) || saysMissing(reply) || isUpsertRefused(reply),
  });
  if (first.status < 400) return first;
  if (isUpsertRefused(first)) return createByPost(creation);
  await refuseInBin(creation);
  return saysNameTaken(first) ? first : send(environment, request, { doing, accepts: saysNameTaken });
}

/** The statuses of a service that does not offer the upsert. */
const NOT_OFFERED = [400, 405, 501];

/** Whether the service refuses upserts as such, which a national cloud may. Refusals that any write would get are others. */
function isUpsertRefused(reply: GraphReply): boolean {
  const failure = parseFailure(reply);
  const isOther = isPolicy(failure) || isConflict(failure) || isNotYet(failure);
  return NOT_OFFERED.includes(reply.status) && !isOther;
}

/**
 * Creates by POST with the unique name, after looking whether an app has it. A POST that is sent again after a lost reply is
 * refused since the name is taken, so it makes no second app either.
 */
async function createByPost(creation: Creation): Promise<GraphReply> {
  const { environment, runState, change, doing } = creation;
  const { path } = createApplicationRequest(change, appIdsOf(runState));
  const there = await write(environment, { method: 'GET', path, doing, accepts: saysMissing });
  if (there.status === 200) return there;
  const request = createByPostRequest(change, appIdsOf(runState));
  const reply = await send(environment, request, { doing, repeatable: true, accepts: saysNameTaken });
  if (saysNameTaken(reply)) await refuseInBin(creation);
  return reply;
}

function refuseInBin({ environment, runState, change }: Creation): Promise<void> {
  const { path } = createApplicationRequest(change, appIdsOf(runState));
  return refuseDeleted(environment, { ...change.draft, app: change.app, path });
}

const saysNameTaken = (reply: GraphReply): boolean => isNameTaken(parseFailure(reply));
