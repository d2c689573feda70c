import type { Change } from '../core/changes/index.ts';
import type { FederatedCredential } from '../core/tenant.ts';
import type { ChangeResult } from './change-result.ts';
import type { GraphReply } from './client.ts';
import { parseFailure, refusal } from './failure.ts';
import { addFederatedCredentialRequest } from './requests.ts';
import type { RunState } from './run-state.ts';
import { settle } from './settle.ts';
import { parseFederatedCredentials, parseId } from './wire.ts';
import { send, type WriteEnvironment, write } from './write.ts';

type AddFederated = Extract<Change, { kind: 'add-federated-credential' }>;

/** A credential that exists for the same issuer and subject counts as added, such as ours after a lost reply. */
export async function performAddFederatedCredential(
  environment: WriteEnvironment,
  runState: RunState,
  change: AddFederated,
  doing: string,
): Promise<ChangeResult> {
  const { name } = change;
  const request = addFederatedCredentialRequest(runState, change);
  const reply = await send(environment, request, {
    doing,
    repeatable: true,
    accepts: (answer) => isPairTaken(answer) || isCredentialNameTaken(answer),
  });
  if (isCredentialNameTaken(reply)) await assertOurs(environment, request.path, change, { reply, doing });
  const keyId = reply.status < 400 ? parseId(reply.body).id : name;
  return {
    runState,
    issued: { kind: 'federated', keyId, displayName: name, endDateTime: null, secret: null },
    notice: null,
  };
}

/** By the message: the code stands for every value that Entra does not accept (recording 28). */
function isPairTaken(reply: GraphReply): boolean {
  return /combination of issuer and subject must be unique/i.test(parseFailure(reply).message);
}

/** By the message (recording 46). */
function isCredentialNameTaken(reply: GraphReply): boolean {
  return /with name .* already exists/i.test(parseFailure(reply).message);
}

/** Throws the refusal unless the credential of that name has our issuer and subject: another one is not ours to change. */
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
