import { currentKeys, removeSecret } from './perform-credential.ts';
import { writeCertificatesRequest } from './requests.ts';
import type { RunState } from './run-state.ts';
import { requiredId } from './settle.ts';
import { send, type WriteEnvironment } from './write.ts';

/** A credential to remove. */
export interface RemovedCredential {
  readonly kind: 'secret' | 'certificate';
  readonly keyId: string;
  /** Key ids that this run has removed before: a stale read may still show them. */
  readonly gone: readonly string[];
}

/**
 * Removes one credential of MCP Server API and leaves all others; one that is gone already is no error. Certificates are
 * replaced as a collection: while a known one that is to stay does not show, nothing is written, and `UNAVAILABLE` is thrown
 * at the limit.
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
  await send(environment, writeCertificatesRequest(runState, kept), { doing });
}
