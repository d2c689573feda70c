import { createHash } from 'node:crypto';
import type { Principal } from '../principals.ts';
import type { PasswordRecord } from '../state.ts';
import { credentialMissing, invalidClientSecret, secretExpired } from './aadsts-credentials.ts';
import type { TokenSubject } from './claims.ts';
import { proofByAssertion } from './client-assertion.ts';
import type { TokenExchange } from './exchange.ts';

/** The hash that is stored in place of a secret. */
export const secretHash = (salt: string, value: string): string =>
  createHash('sha256').update(`${salt}/${value}`).digest('hex');

function verifySecret(client: Principal, value: string, now: Date): void {
  const stored = client.application?.passwords ?? [];
  const isRight = (password: PasswordRecord): boolean => secretHash(password.salt, value) === password.hash;
  const right = stored.filter(isRight);
  if (right.length === 0) throw invalidClientSecret(client.appId);
  if (right.every((password) => Date.parse(password.endDateTime) <= now.getTime()))
    throw secretExpired(client.appId);
}

/** Whether the request has a credential of any kind. */
export const bringsCredential = ({ form }: TokenExchange): boolean =>
  (form.get('client_secret') ?? '') !== '' || (form.get('client_assertion') ?? '') !== '';

/** The client with the credential of the request verified; a missing one is AADSTS7000218. */
export async function provenClient(exchange: TokenExchange, client: Principal): Promise<TokenSubject> {
  const secret = exchange.form.get('client_secret');
  if (secret !== null && secret !== '') {
    verifySecret(client, secret, exchange.directory.outside.now());
    return { client, proof: '1' };
  }
  const assertion = exchange.form.get('client_assertion');
  if (assertion === null || assertion === '') throw credentialMissing();
  await proofByAssertion(exchange, client, assertion);
  return { client, proof: '2' };
}
