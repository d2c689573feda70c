import type { CreateApplication } from '../core/changes/create-application.ts';
import type { Application } from '../core/tenant.ts';
import { APP_WORDS } from '../core/words.ts';
import { SetupError } from '../errors.ts';
import type { GraphReply } from './client.ts';
import { isConflict, isNameTaken, isNotYet, isPolicy, parseFailure, saysMissing } from './failure.ts';
import { performAddOwner } from './perform-application.ts';
import { refuseDeleted } from './recycle-bin.ts';
import { appIdsOf, creating, creatingByPost } from './requests.ts';
import { type RunState, withFacts } from './run-state.ts';
import { parseApplication } from './wire.ts';
import { send, type WriteEnvironment, write } from './write.ts';

/** The app to create, and how to speak of it. */
interface Creation {
  readonly environment: WriteEnvironment;
  readonly runState: RunState;
  readonly change: CreateApplication;
  readonly doing: string;
}

/**
 * Creates by upsert on the marker: a create that timed out is found, not doubled, when it is sent again (facts:
 * graph.md §1.5). 204 says that it existed already, and shows nothing; a name that is taken belongs to an app that the
 * replica has not seen yet, or to one in the recycle bin.
 */
export async function performCreateApplication(
  environment: WriteEnvironment,
  runState: RunState,
  change: CreateApplication,
  doing: string,
): Promise<RunState> {
  const { path } = creating(change, appIdsOf(runState));
  const reply = await make({ environment, runState, change, doing });
  const isShown = reply.status === 201 || reply.status === 200;
  const shown = isShown ? reply : await write(environment, { method: 'GET', path, doing });
  const application = parseApplication(shown.body);
  if (reply.status !== 201) refuseTrap(application, change);
  const { appId, objectId } = application;
  const created = withFacts(runState, change.app, { appId, objectId, application, principalId: null });
  // Graph makes a person who creates an app its owner, and a service principal not (facts: graph.md §1.4).
  const isOwner = environment.graph.access.claims.kind === 'user';
  return isOwner ? created : performAddOwner(environment, created, change, doing);
}

/**
 * An app that appeared under our unique name after the tenant was read has not been judged. One of an earlier run has the
 * addresses of the draft; one with other addresses was made by somebody who waits for the consent.
 */
function refuseTrap({ appId, redirectUris }: Application, { app, draft }: CreateApplication): void {
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

/** The reply that made the app or found it, or that says its name is taken by an app that lives. */
async function make(creation: Creation): Promise<GraphReply> {
  const { environment, runState, change, doing } = creation;
  const request = creating(change, appIdsOf(runState));
  const first = await send(environment, request, {
    doing,
    accepts: (reply) => saysNameTaken(reply) || saysMissing(reply) || isUpsertRefused(reply),
  });
  if (first.status < 400) return first;
  if (isUpsertRefused(first)) return makeByPost(creation);
  await refuseInBin(creation);
  return saysNameTaken(first) ? first : send(environment, request, { doing, accepts: saysNameTaken });
}

const NOT_OFFERED = [400, 405, 501];

/** No tenant was seen to refuse an upsert, and a cloud may; what any write would be refused for is no such refusal. */
function isUpsertRefused(reply: GraphReply): boolean {
  const failure = parseFailure(reply);
  const isOther = isPolicy(failure) || isConflict(failure) || isNotYet(failure);
  return NOT_OFFERED.includes(reply.status) && !isOther;
}

/**
 * POST makes a second app each time, but not under one name: sent again after a lost reply it says that the name is
 * taken. So it converges as the upsert does, once an app of that name was looked for.
 */
async function makeByPost(creation: Creation): Promise<GraphReply> {
  const { environment, runState, change, doing } = creation;
  const { path } = creating(change, appIdsOf(runState));
  const there = await write(environment, { method: 'GET', path, doing, accepts: saysMissing });
  if (there.status === 200) return there;
  const request = creatingByPost(change, appIdsOf(runState));
  const reply = await send(environment, request, { doing, repeatable: true, accepts: saysNameTaken });
  if (saysNameTaken(reply)) await refuseInBin(creation);
  return reply;
}

function refuseInBin({ environment, runState, change }: Creation): Promise<void> {
  const { path } = creating(change, appIdsOf(runState));
  return refuseDeleted(environment, { ...change.draft, app: change.app, path });
}

const saysNameTaken = (reply: GraphReply): boolean => isNameTaken(parseFailure(reply));
