import type { Change, ChangeKind } from '../core/changes/index.ts';
import type { GraphReply } from './client.ts';
import { parseFailure } from './failure.ts';
import { type Known, learn } from './known.ts';
import { addingOwner, appIdsOf, creatingPrincipal, enablingPrincipal } from './requests.ts';
import { parseServicePrincipal } from './wire.ts';
import { send, type WriteEnvironment, write } from './write.ts';

type Of<Kind extends ChangeKind> = Extract<Change, { kind: Kind }>;

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
  const exists = reply.status >= 400;
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

/** By the text alone (recording 29). */
function isPrincipalThere(reply: GraphReply): boolean {
  return reply.status >= 400 && /already in use/i.test(parseFailure(reply).message);
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
  { app }: Pick<Of<'add-owner'>, 'app'>,
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
