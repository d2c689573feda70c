import type { ApplicationObjectId, KeyId } from '../core/ids.ts';
import type { PasswordCredential } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import { backoff } from './backoff.ts';
import type { GraphReply } from './client.ts';
import { isOpen, parseFailure, refusal } from './failure.ts';
import { removeSecret } from './perform-credential.ts';
import { addSecretRequest } from './requests.ts';
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

/** What is being done, for errors, and which refusals the caller interprets itself. */
interface Asking {
  readonly doing: string;
  readonly accepts: (reply: GraphReply) => boolean;
}

/** How many lost replies end it. */
const MOST_LOST = 2;

/**
 * Creates a client secret. After a lost reply, and after a 404 just after the app was created (recording 39), one may exist
 * whose value nobody knows: it is looked for and removed, and another is requested. Once for a lost reply, and until
 * `patience` ends while the app is not on every replica. `notice` tells people of a secret that may still appear.
 */
export async function requestSecret(
  environment: WriteEnvironment,
  wanted: WantedSecret,
  asking: Asking,
): Promise<{ readonly reply: GraphReply; readonly notice: string | null }> {
  const waiting = backoff(environment.patience);
  let notice: string | null = null;
  for (let lost = 0; ; ) {
    const outcome: Outcome = await withNoticeOnError(notice, () => requestOnce(environment, wanted, asking));
    if ('reply' in outcome) return { reply: outcome.reply, notice };
    notice ??= outcome.notice;
    lost += outcome.again === 'once' ? 1 : 0;
    const goesOn = outcome.again === 'once' ? lost < MOST_LOST : await waiting.wait(STILL_COPYING);
    if (!goesOn) throw withAdvice(outcome.error, notice);
  }
}

const STILL_COPYING = 'Entra has not copied the last change everywhere';

async function withNoticeOnError<Value>(notice: string | null, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SetupError ? withAdvice(error, notice) : error;
  }
}

/** A reply; or the error, the notice on what it may leave behind, and how often to try again. */
type Outcome =
  | { readonly reply: GraphReply }
  | { readonly error: SetupError; readonly notice: string | null; readonly again: 'once' | 'while-patient' };

async function requestOnce(
  environment: WriteEnvironment,
  wanted: WantedSecret,
  { doing, accepts }: Asking,
): Promise<Outcome> {
  const answer = await ask(environment, wanted, doing);
  if (answer instanceof SetupError) {
    const found = await removeLost(environment, wanted, doing);
    return { error: answer, notice: found > 0 ? null : mayAppear(wanted), again: 'once' };
  }
  if (answer.status < 400 || accepts(answer)) return { reply: answer };
  const failure = parseFailure(answer);
  const error = refusal(environment.graph, failure, doing, 'write-applications');
  if (!isOpen(failure)) throw error;
  const found = await removeLost(environment, wanted, doing);
  return { error, notice: found > 0 ? null : mayAppear(wanted), again: 'while-patient' };
}

/** The reply, or the error where it was lost; a 5xx counts as lost, since it may come after the secret was created. */
async function ask(
  environment: WriteEnvironment,
  wanted: WantedSecret,
  doing: string,
): Promise<GraphReply | SetupError> {
  try {
    return await send(environment, addSecretRequest(wanted.objectId, wanted), {
      doing,
      accepts: (reply) => isOpen(parseFailure(reply)),
      acceptsAtLast: ({ status }) => status < 500 && status !== 408,
    });
  } catch (error) {
    if (error instanceof SetupError && error.code === 'UNAVAILABLE') return error;
    throw error;
  }
}

/** Removes what the lost request created and returns how many secrets those were. Errors say what may be left. */
async function removeLost(
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

/** Key ids of secrets that have our name and expiry and were not there before: any other may be somebody else's. */
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
