import { createHash } from 'node:crypto';
import { compactVerify, decodeJwt, decodeProtectedHeader, errors, importX509, type JWTPayload } from 'jose';
import type { Principal } from '../principals.ts';
import type { KeyRecord } from '../state.ts';
import {
  assertionAudienceWrong,
  assertionMalformed,
  assertionSignatureWrong,
  clientAssertionExpired,
  invalidAssertionKey,
  noFederatedMatch,
} from './aadsts-credentials.ts';
import { secondsNow, type TokenExchange } from './exchange.ts';

interface Assertion {
  readonly text: string;
  readonly payload: JWTPayload;
  readonly header: Readonly<Record<string, unknown>>;
}

function decoded(text: string): Assertion {
  try {
    return { text, payload: decodeJwt(text), header: { ...decodeProtectedHeader(text) } };
  } catch {
    throw assertionMalformed();
  }
}

function assertInTime(exchange: TokenExchange, { payload }: Assertion): void {
  const now = secondsNow(exchange);
  const { nbf = 0, exp = 0 } = payload;
  // Entra allows five minutes of clock difference.
  if (exp > now && nbf <= now + 300) return;
  throw clientAssertionExpired({ now: exchange.directory.outside.now(), from: nbf, until: exp });
}

const digest = (algorithm: 'sha1' | 'sha256', key: KeyRecord): Buffer =>
  createHash(algorithm).update(Buffer.from(key.key, 'base64')).digest();

/** The registered certificate that the header names by thumbprint: `x5t#S256`, `x5t`, or `kid` in hexadecimal. */
function namedKey(client: Principal, { header }: Assertion): KeyRecord {
  const names = [header['x5t#S256'], header.x5t, header.kid].filter((name) => typeof name === 'string');
  const isNamed = (key: KeyRecord): boolean => {
    const sha1 = digest('sha1', key);
    const own = [
      digest('sha256', key).toString('base64url'),
      sha1.toString('base64url'),
      sha1.toString('hex').toUpperCase(),
    ];
    return names.some((name) => own.includes(name) || own.includes(name.toUpperCase()));
  };
  const key = client.application?.keys.find(isNamed);
  if (key === undefined) throw invalidAssertionKey(client.appId);
  return key;
}

const asPem = (key: KeyRecord): string =>
  `-----BEGIN CERTIFICATE-----\n${key.key}\n-----END CERTIFICATE-----`;

/** Algorithms that Entra takes for client assertions (facts: graph.md §4.5). */
const ALGORITHMS = ['RS256', 'PS256'];

async function verifySignature({ text, header }: Assertion, key: KeyRecord): Promise<void> {
  const algorithm = ALGORITHMS.find((name) => name === header.alg) ?? 'RS256';
  try {
    await compactVerify(text, await importX509(asPem(key), algorithm), { algorithms: ALGORITHMS });
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    const reason = 'The provided signature value did not match the expected signature value.';
    throw assertionSignatureWrong(reason, key.customKeyIdentifier);
  }
}

function assertAudience(exchange: TokenExchange, { payload }: Assertion): void {
  const { id, initialDomain, verifiedDomain } = exchange.directory.state.tenant;
  const audiences = [id, initialDomain, verifiedDomain, 'common', 'organizations'].flatMap((tenant) => [
    `https://${exchange.host}/${tenant}/oauth2/v2.0/token`,
    `https://${exchange.host}/${tenant}/v2.0`,
  ]);
  const sent = Array.isArray(payload.aud) ? payload.aud : [payload.aud ?? ''];
  if (!sent.some((audience) => audiences.includes(audience))) throw assertionAudienceWrong();
}

async function verifyCertificate(
  exchange: TokenExchange,
  client: Principal,
  assertion: Assertion,
): Promise<void> {
  const key = namedKey(client, assertion);
  await verifySignature(assertion, key);
  if (Date.parse(key.endDateTime) <= exchange.directory.outside.now().getTime()) {
    throw assertionSignatureWrong('The key used is expired.', key.customKeyIdentifier);
  }
  assertAudience(exchange, assertion);
  assertInTime(exchange, assertion);
}

/** The signature of a foreign issuer cannot be looked up here: issuer, subject and audience decide. */
function verifyFederated(exchange: TokenExchange, client: Principal, assertion: Assertion): void {
  const { iss = '', sub = '', aud = '' } = assertion.payload;
  const audiences = Array.isArray(aud) ? aud : [aud];
  const trusted = (client.application?.federated ?? []).filter(({ issuer }) => issuer === iss);
  if (trusted.length === 0) throw noFederatedMatch('issuer', iss);
  const subjects = trusted.filter(({ subject }) => subject === sub);
  if (subjects.length === 0) throw noFederatedMatch('subject', sub);
  if (!subjects.some((record) => record.audiences.some((audience) => audiences.includes(audience)))) {
    throw noFederatedMatch('audience', audiences.join(','));
  }
  assertInTime(exchange, assertion);
}

/** Verifies a client assertion: one the client signed itself with a certificate, or one of a trusted issuer. */
export async function proofByAssertion(
  exchange: TokenExchange,
  client: Principal,
  text: string,
): Promise<void> {
  const assertion = decoded(text);
  if (assertion.payload.iss === client.appId) await verifyCertificate(exchange, client, assertion);
  else verifyFederated(exchange, client, assertion);
}
