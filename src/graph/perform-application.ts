import type { Change, ChangeKind } from '../core/changes/index.ts';
import type { GraphReply } from './client.ts';
import { parseFailure } from './failure.ts';
import { addOwnerRequest, appIdsOf, createPrincipalRequest, enablePrincipalRequest } from './requests.ts';
import { type RunState, withFacts } from './run-state.ts';
import { parseServicePrincipal } from './wire.ts';
import { send, type WriteEnvironment, write } from './write.ts';

type Of<Kind extends ChangeKind> = Extract<Change, { kind: Kind }>;

export async function performCreateServicePrincipal(
  environment: WriteEnvironment,
  runState: RunState,
  { app }: Of<'create-service-principal'>,
  doing: string,
): Promise<RunState> {
  const reply = await send(environment, createPrincipalRequest(app, appIdsOf(runState)), {
    doing,
    repeatable: true,
    accepts: isPrincipalThere,
  });
  const exists = reply.status >= 400;
  const shown = exists
    ? await write(environment, {
        method: 'GET',
        path: `/servicePrincipals(appId='${appIdsOf(runState)(app)}')`,
        doing,
      })
    : reply;
  const { objectId } = parseServicePrincipal(shown.body);
  return withFacts(runState, app, { principalId: objectId, principalFresh: !exists });
}

/** By the message, since the status varies (recording 29). */
function isPrincipalThere(reply: GraphReply): boolean {
  return /already in use/i.test(parseFailure(reply).message);
}

export async function performEnableServicePrincipal(
  environment: WriteEnvironment,
  runState: RunState,
  { app }: Of<'enable-service-principal'>,
  doing: string,
): Promise<RunState> {
  await send(environment, enablePrincipalRequest(runState, app), { doing });
  return runState;
}

export async function performAddOwner(
  environment: WriteEnvironment,
  runState: RunState,
  { app }: Pick<Of<'add-owner'>, 'app'>,
  doing: string,
): Promise<RunState> {
  const { graph } = environment;
  const { objectId: owner } = graph.access.claims;
  await send(environment, addOwnerRequest(runState, app, { cloud: graph.cloud, owner }), {
    doing,
    repeatable: true,
    accepts: (reply) => /object references already exist/i.test(parseFailure(reply).message),
  });
  return runState;
}
