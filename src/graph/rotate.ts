import { currentKeys, removeSecret } from './perform-credential.ts';
import { writingCertificates } from './requests.ts';
import type { RunState } from './run-state.ts';
import { requiredId } from './settle.ts';
import { send, type WriteEnvironment } from './write.ts';

/** A credential to take away, of either kind. */
export interface RemovedCredential {
  readonly kind: 'secret' | 'certificate';
  readonly keyId: string;
  /** Key ids of what this run has removed before: a stale read may still show them. */
  readonly gone: readonly string[];
}

/**
 * Takes one credential off MCP Server API and leaves all others. Gone already is as good. A certificate that is to stay
 * and is not shown is never believed to be gone: nothing is written then.
 */
export async function removeCredential(
  environment: WriteEnvironment,
  runState: RunState,
  { kind, keyId, gone }: RemovedCredential,
): Promise<void> {
  const id = requiredId(runState.server.objectId, 'the object id of MCP Server API');
  if (kind === 'secret') return removeSecret(environment, id, keyId);
  const doing = `remove the certificate ${keyId}`;
  const leaving = [keyId, ...gone];
  const never = Number.POSITIVE_INFINITY;
  const held = await currentKeys(environment, runState, doing, { leaving, believedAfter: never });
  const kept = held.filter((one) => !leaving.includes(one.keyId));
  await send(environment, writingCertificates(runState, kept), { doing });
}
