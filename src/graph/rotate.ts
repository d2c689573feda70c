import type { ApplicationObjectId } from '../core/ids.ts';
import { SetupError } from '../errors.ts';
import { type Known, lastKnown } from './known.ts';
import { keptKey, parseKeys, removeSecret } from './perform-credential.ts';
import { required } from './settle.ts';
import { type WriteEnvironment, write } from './write.ts';

/** A credential to take away, of either kind. */
export interface RemovedCredential {
  readonly kind: 'secret' | 'certificate';
  readonly keyId: string;
  /** Key ids of what this run has removed before: a stale read may still show them. */
  readonly gone: readonly string[];
}

/** Takes one credential off MCP Server API and leaves all others. Gone already is as good. */
export async function removeCredential(
  environment: WriteEnvironment,
  { server }: Known,
  { kind, keyId, gone }: RemovedCredential,
): Promise<void> {
  const id = required(server.objectId, 'the object id of MCP Server API');
  if (kind === 'secret') return removeSecret(environment, id, keyId);
  const doing = `remove the certificate ${keyId}`;
  const leaves = (one: string): boolean => one === keyId || gone.includes(one);
  const staying = (lastKnown(server)?.keyCredentials ?? []).map((one): string => one.keyId);
  const held = await requestWholeList(
    environment,
    id,
    staying.filter((one) => !leaves(one)),
    doing,
  );
  const keyCredentials = held.filter((one) => !leaves(String(one.keyId))).map(keptKey);
  const options = { body: { keyCredentials } };
  await write(environment, { method: 'PATCH', path: `/applications/${id}`, doing, options });
}

type Key = Readonly<Record<string, unknown>>;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/**
 * The certificates by a read that shows all that are to stay. The collection is written back whole (facts: graph.md
 * §1.6), so a certificate that a lagging replica does not show yet would be wiped by it.
 */
async function requestWholeList(
  environment: WriteEnvironment,
  id: ApplicationObjectId,
  staying: readonly string[],
  doing: string,
): Promise<readonly Key[]> {
  const { clock, maxWait, onWait, signal } = environment.patience;
  let waited = 0;
  for (let attempt = 0; ; attempt += 1) {
    const held = await requestKeys(environment, id, doing);
    const missing = staying.filter((keyId) => !held.some((one) => one.keyId === keyId));
    if (missing.length === 0) return held;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS);
    if (waited + wait > maxWait) throw notShown(missing, doing);
    onWait({ reason: 'Entra is copying the changes everywhere', milliseconds: wait, limit: maxWait });
    await clock.sleep(wait, signal);
    waited += wait;
  }
}

async function requestKeys(
  environment: WriteEnvironment,
  id: ApplicationObjectId,
  doing: string,
): Promise<readonly Key[]> {
  const path = `/applications/${id}?$select=id,keyCredentials`;
  const reply = await write(environment, { method: 'GET', path, doing });
  return parseKeys(reply.body).keyCredentials;
}

function notShown(missing: readonly string[], doing: string): SetupError {
  return new SetupError(
    'UNAVAILABLE',
    `Nothing was written, to lose no certificate: Entra does not show ${missing.join(', ')} on MCP Server API now (${doing}).`,
    { advice: ['Run the command again in a few minutes: it starts from what the app holds then'] },
  );
}
