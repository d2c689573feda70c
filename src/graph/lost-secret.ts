import type { ApplicationObjectId, KeyId } from '../core/ids.ts';
import type { PasswordCredential } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import type { GraphReply } from './client.ts';
import { parseFailure, refusal } from './failure.ts';
import { removeSecret } from './perform-credential.ts';
import { addingSecret } from './requests.ts';
import { settle } from './settle.ts';
import { parseApplication } from './wire.ts';
import { send, type WriteEnvironment, write } from './write.ts';

/** A secret as it is asked for, and the key ids that the app held before. */
interface WantedSecret {
  readonly objectId: ApplicationObjectId;
  readonly held: readonly KeyId[];
  readonly displayName: string;
  readonly endDateTime: string;
}

interface Asking {
  readonly doing: string;
  readonly accepts: (reply: GraphReply) => boolean;
}

/** A lost reply may have made a secret that nobody knows: it is looked for, withdrawn, and asked for once more. */
export async function requestSecret(
  environment: WriteEnvironment,
  wanted: WantedSecret,
  asking: Asking,
): Promise<{ readonly reply: GraphReply; readonly notice: string | null }> {
  const first = await requestOnce(environment, wanted, asking);
  if ('reply' in first) return { ...first, notice: null };
  try {
    const second = await requestOnce(environment, wanted, asking);
    if ('reply' in second) return { ...second, notice: first.notice };
    throw withAdvice(second.lost, second.notice);
  } catch (error) {
    throw error instanceof SetupError ? withAdvice(error, first.notice) : error;
  }
}

/** A reply, or the error in its place and what that leaves to people. */
type Outcome = { readonly reply: GraphReply } | { readonly lost: SetupError; readonly notice: string | null };

async function requestOnce(
  environment: WriteEnvironment,
  wanted: WantedSecret,
  { doing, accepts }: Asking,
): Promise<Outcome> {
  const answer = await ask(environment, wanted, doing);
  if (answer instanceof SetupError) {
    const found = await withdrawLost(environment, wanted, doing);
    return { lost: answer, notice: found > 0 ? null : mayAppear(wanted) };
  }
  if (answer.status < 400 || accepts(answer)) return { reply: answer };
  throw refusal(environment.graph, parseFailure(answer), doing, 'write-applications');
}

/** The reply whatever it says, or the error where it was lost: an error of the service may come after the deed. */
async function ask(
  environment: WriteEnvironment,
  wanted: WantedSecret,
  doing: string,
): Promise<GraphReply | SetupError> {
  try {
    return await send(environment, addingSecret(wanted.objectId, wanted), {
      doing,
      acceptsAtLast: ({ status }) => status < 500 && status !== 408,
    });
  } catch (error) {
    if (error instanceof SetupError && error.code === 'UNAVAILABLE') return error;
    throw error;
  }
}

/** Withdraws what the lost request made, and tells how many were found. An error on the way says what may be left. */
async function withdrawLost(
  environment: WriteEnvironment,
  wanted: WantedSecret,
  doing: string,
): Promise<number> {
  try {
    const lost = await findLost(environment, wanted, doing);
    for (const keyId of lost) await removeSecret(environment, wanted.objectId, keyId);
    return lost.size;
  } catch (error) {
    throw error instanceof SetupError ? withAdvice(error, mayAppear(wanted)) : error;
  }
}

/** How long a secret whose reply was lost is looked for, in milliseconds: replicas show it late (facts: graph.md §3). */
const LOOK_FOR_LOST_MS = 5_000;

/** Only what bears our name and our end, to the second, and was not there before: others may be somebody else's. */
async function findLost(
  environment: WriteEnvironment,
  { objectId, held, displayName, endDateTime }: WantedSecret,
  doing: string,
): Promise<ReadonlySet<KeyId>> {
  const isLost = (one: PasswordCredential): boolean =>
    one.displayName === displayName &&
    Date.parse(one.endDateTime) === Date.parse(endDateTime) &&
    !held.includes(one.keyId);
  const lost = new Set<KeyId>();
  const look = async (): Promise<number> => {
    const reply = await write(environment, { method: 'GET', path: `/applications/${objectId}`, doing });
    const { passwordCredentials } = parseApplication(reply.body);
    for (const { keyId } of passwordCredentials.filter(isLost)) lost.add(keyId);
    return lost.size;
  };
  const patience = { ...environment.patience, maxWait: LOOK_FOR_LOST_MS };
  await settle(look, (count) => count > 0, patience);
  return lost;
}

function mayAppear({ displayName, endDateTime }: WantedSecret): string {
  return `A reply was lost, so a second client secret named ${displayName} that ends at ${endDateTime} may still appear on MCP Server API; nobody knows its value, so remove it there.`;
}

function withAdvice(error: SetupError, notice: string | null): SetupError {
  if (notice === null || error.advice.includes(notice)) return error;
  const { code, message, advice, traces, cause } = error;
  return new SetupError(code, message, { advice: [...advice, notice], cause, ...traces });
}
