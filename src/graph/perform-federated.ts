import type { Change } from '../core/changes/index.ts';
import type { FederatedCredential } from '../core/tenant.ts';
import type { GraphReply } from './client.ts';
import { parseFailure, refusal } from './failure.ts';
import type { Performed } from './performed.ts';
import { addingFederatedCredential } from './requests.ts';
import type { RunState } from './run-state.ts';
import { settle } from './settle.ts';
import { parseFederatedCredentials, parseId } from './wire.ts';
import { send, type WriteEnvironment, write } from './write.ts';

type AddFederated = Extract<Change, { kind: 'add-federated-credential' }>;

/** One that exists for the same issuer and subject is as good, be it ours from a request whose reply was lost. */
export async function performAddFederatedCredential(
  environment: WriteEnvironment,
  runState: RunState,
  change: AddFederated,
  doing: string,
): Promise<Performed> {
  const { name } = change;
  const request = addingFederatedCredential(runState, change);
  const reply = await send(environment, request, {
    doing,
    repeatable: true,
    accepts: (answer) => isPairTaken(answer) || isNameTaken(answer),
  });
  if (isNameTaken(reply)) await assertOurs(environment, request.path, change, { reply, doing });
  const keyId = reply.status < 400 ? parseId(reply.body).id : name;
  return {
    runState,
    issued: { kind: 'federated', keyId, displayName: name, endDateTime: null, secret: null },
    notice: null,
  };
}

/** Recording 28. The code alone is no proof: it stands for every value that Entra does not take. */
function isPairTaken(reply: GraphReply): boolean {
  return /combination of issuer and subject must be unique/i.test(parseFailure(reply).message);
}

/** By the text alone (recording 46). */
function isNameTaken(reply: GraphReply): boolean {
  return /with name .* already exists/i.test(parseFailure(reply).message);
}

/** The name may belong to a credential for another subject, which is not ours to change. */
async function assertOurs(
  environment: WriteEnvironment,
  path: string,
  { name, issuer, subject }: AddFederated,
  { reply, doing }: { readonly reply: GraphReply; readonly doing: string },
): Promise<void> {
  const find = async (): Promise<FederatedCredential | null> => {
    const listed = await write(environment, { method: 'GET', path, doing });
    return parseFederatedCredentials(listed.body).find((one) => one.name === name) ?? null;
  };
  const { value } = await settle(find, (found) => found !== null, environment.patience);
  if (value?.issuer === issuer && value.subject === subject) return;
  throw refusal(environment.graph, parseFailure(reply), doing, 'write-applications');
}
