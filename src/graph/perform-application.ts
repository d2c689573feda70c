import type { Change, ChangeKind } from '../core/changes/index.ts';
import type { GraphReply } from './client.ts';
import { parseFailure } from './failure.ts';
import { type Known, learn } from './known.ts';
import { refuseDeleted } from './recycle-bin.ts';
import { addingOwner, appIdsOf, creating, creatingPrincipal, enablingPrincipal } from './requests.ts';
import { parseApplication, parseServicePrincipal } from './wire.ts';
import { send, type WriteEnvironment, write } from './write.ts';

type Of<Kind extends ChangeKind> = Extract<Change, { kind: Kind }>;

/**
 * Creates by upsert on the marker: a create that timed out is found, not doubled, when it is sent again (facts:
 * graph.md §1.5). 204 says that it existed already, and shows nothing; 409 says so where the replica that answered has
 * not seen it yet, or where the recycle bin holds it.
 */
export async function createApplication(
  environment: WriteEnvironment,
  known: Known,
  change: Of<'create-application'>,
  doing: string,
): Promise<Known> {
  const { app, draft } = change;
  const request = creating(change, appIdsOf(known));
  const { path } = request;
  const upsert = (accepts: (reply: GraphReply) => boolean) => send(environment, request, { doing, accepts });
  const first = await upsert((reply) => isNameTaken(reply) || reply.status === 404);
  if (first.status >= 400) await refuseDeleted(environment, { ...draft, app, path });
  const reply = first.status === 404 ? await upsert(isNameTaken) : first;
  const shown = reply.status === 201 ? reply : await write(environment, { method: 'GET', path, doing });
  const application = parseApplication(shown.body);
  const { appId, objectId } = application;
  return learn(known, app, { appId, objectId, application, principalId: null });
}

function isNameTaken(reply: GraphReply): boolean {
  return reply.status === 409 && /uniqueName already exists/i.test(parseFailure(reply).message);
}

export async function createServicePrincipal(
  environment: WriteEnvironment,
  known: Known,
  { app }: Of<'create-service-principal'>,
  doing: string,
): Promise<Known> {
  const reply = await send(environment, creatingPrincipal(app, appIdsOf(known)), {
    doing,
    repeatable: true,
    accepts: isPrincipalThere,
  });
  const exists = reply.status === 409;
  const shown = exists
    ? await write(environment, {
        method: 'GET',
        path: `/servicePrincipals(appId='${appIdsOf(known)(app)}')`,
        doing,
      })
    : reply;
  const { objectId } = parseServicePrincipal(shown.body);
  return learn(known, app, { principalId: objectId, principalFresh: !exists });
}

/** Recording 29. Haste is answered 409, too, which `write` waits out. */
function isPrincipalThere(reply: GraphReply): boolean {
  return reply.status === 409 && /already in use/i.test(parseFailure(reply).message);
}

export async function enableServicePrincipal(
  environment: WriteEnvironment,
  known: Known,
  { app }: Of<'enable-service-principal'>,
  doing: string,
): Promise<Known> {
  await send(environment, enablingPrincipal(known, app), { doing });
  return known;
}

export async function addOwner(
  environment: WriteEnvironment,
  known: Known,
  { app }: Of<'add-owner'>,
  doing: string,
): Promise<Known> {
  const { graph } = environment;
  const { objectId: owner } = graph.access.claims;
  await send(environment, addingOwner(known, app, { cloud: graph.cloud, owner }), {
    doing,
    repeatable: true,
    accepts: (reply) => /object references already exist/i.test(parseFailure(reply).message),
  });
  return known;
}
