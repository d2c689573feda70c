import type { Known } from './known.ts';
import { keptKey, parseKeys, removeSecret } from './perform-credential.ts';
import { required } from './settle.ts';
import { type WriteEnvironment, write } from './write.ts';

/** A credential to take away, of either kind. */
export interface RemovedCredential {
  readonly kind: 'secret' | 'certificate';
  /** A certificate may be named by its thumbprint, too. */
  readonly keyId: string;
}

/** Takes one credential off MCP Server API and leaves all others. Gone already is as good. */
export async function removeCredential(
  environment: WriteEnvironment,
  { server }: Known,
  { kind, keyId }: RemovedCredential,
): Promise<void> {
  const id = required(server.objectId, 'the object id of MCP Server API');
  if (kind === 'secret') return removeSecret(environment, id, keyId);
  const doing = `remove the certificate ${keyId}`;
  const path = `/applications/${id}`;
  const reply = await write(environment, { method: 'GET', path: `${path}?$select=id,keyCredentials`, doing });
  const { keyCredentials } = parseKeys(reply.body);
  const kept = keyCredentials.filter((one) => !isNamed(one, keyId));
  if (kept.length === keyCredentials.length) return;
  const body = { keyCredentials: kept.map(keptKey) };
  await write(environment, { method: 'PATCH', path, doing, options: { body } });
}

/** By its key id, or by the thumbprint that people know it by. */
function isNamed(credential: Readonly<Record<string, unknown>>, name: string): boolean {
  const { keyId, customKeyIdentifier } = credential;
  return [keyId, customKeyIdentifier].some((one) => String(one).toLowerCase() === name.toLowerCase());
}
