import { createPublicKey, X509Certificate } from 'node:crypto';
import { compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { SetupError } from '../../src/errors.ts';
import {
  bearerOf,
  type ClientCredential,
  exchangeOnBehalfOf,
  parseCertificateFile,
  probeCredential,
} from '../../src/identity/token-service.ts';
import { ellipticKey, newCertificate } from './certificates.ts';
import { fastClock } from './fake-ports.ts';
import { refusalOf } from './refusal-of.ts';
import { APP, appTokenReply, jwt, recorded, TENANT, TOKEN_URL, USER_CLAIMS } from './samples.ts';
import { tokenService, transport } from './token-service.ts';

const service = tokenService();

const SECRET = 'server-s3cret~value';
const USER_TOKEN = jwt({ ...USER_CLAIMS, aud: APP, scp: 'access' });
const LIMITS = { maxWait: 60_000 };
const NOW = new Date('2026-11-23T10:00:00Z');
const endpoint = { cloud: 'public', tenant: TENANT } as const;
const secret: ClientCredential = { kind: 'secret', value: new Secret(SECRET) };
const clientWith = (credential: ClientCredential) => ({ endpoint, clientId: APP, credential });
const ports = () => ({
  transport,
  clock: fastClock(NOW),
  random: { uuid: () => '55555555-6666-4777-8888-999999999999', bytes: () => new Uint8Array(32) },
  interrupt: new AbortController().signal,
});
const user = { token: new Secret(USER_TOKEN), scopes: ['https://graph.microsoft.com/Files.Read'] };
const ACCESS_TOKEN = String(appTokenReply().access_token);
const GRANTED = { request: `POST ${TOKEN_URL}`, body: { ...appTokenReply(), scope: 'Files.Read profile' } };
const refused = (body: unknown, status = 400) => ({ request: `POST ${TOKEN_URL}`, status, body });

describe('the exchange on behalf of the user', () => {
  test('sends the user’s token and the server’s secret', async () => {
    service.expectExchanges(GRANTED);
    await exchangeOnBehalfOf(clientWith(secret), user, LIMITS, ports());
    expect(service.arrived[0]?.fields).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: APP,
      client_secret: SECRET,
      assertion: USER_TOKEN,
      scope: 'https://graph.microsoft.com/Files.Read',
      requested_token_use: 'on_behalf_of',
    });
  });

  test('sends a federated token in place of a secret', async () => {
    service.expectExchanges(GRANTED);
    await exchangeOnBehalfOf(
      clientWith({ kind: 'federated', assertion: new Secret('token-of-the-platform') }),
      user,
      LIMITS,
      ports(),
    );
    expect(service.arrived[0]?.fields.client_assertion).toBe('token-of-the-platform');
  });

  test('shows what was sent, and no secret', async () => {
    service.expectExchanges(GRANTED);
    const { sent } = await exchangeOnBehalfOf(clientWith(secret), user, LIMITS, ports());
    expect(sent.fields).toMatchObject({ client_id: APP, client_secret: '••••••••', assertion: '••••••••' });
    expect([SECRET, USER_TOKEN].filter((value) => JSON.stringify(sent).includes(value))).toEqual([]);
  });

  test('gives a token that prints as dots and can be used', async () => {
    service.expectExchanges(GRANTED);
    const { outcome } = await exchangeOnBehalfOf(clientWith(secret), user, LIMITS, ports());
    if (outcome.outcome !== 'token') throw new Error('refused');
    expect(`${outcome.accessToken}`).toBe('••••••••');
    expect(await bearerOf(outcome.accessToken)()).toBe(ACCESS_TOKEN);
  });

  test('gives the scopes that were granted', async () => {
    service.expectExchanges(GRANTED);
    const { outcome } = await exchangeOnBehalfOf(clientWith(secret), user, LIMITS, ports());
    expect(outcome).toMatchObject({ outcome: 'token', scopes: ['Files.Read', 'profile'] });
  });

  test.each([
    ['no consent', 0, '65001'],
    ['another audience', 1, '500131'],
    ['an expired token', 2, '500133'],
    ['Conditional Access', 3, '53003'],
    ['multifactor authentication', 4, '50079'],
  ])('comes back refused with its number: %s', async (_name, index, code) => {
    service.expectExchanges(refused(recorded('34-token-obo-errors', index)));
    const { outcome } = await exchangeOnBehalfOf(clientWith(secret), user, LIMITS, ports());
    expect(outcome).toMatchObject({ outcome: 'refused', status: 400, error: { code } });
  });

  test('comes back refused with the service’s own text', async () => {
    const body = recorded('34-token-obo-errors', 0);
    service.expectExchanges(refused(body));
    const { outcome } = await exchangeOnBehalfOf(clientWith(secret), user, LIMITS, ports());
    if (outcome.outcome !== 'refused') throw new Error('granted');
    expect(JSON.parse(outcome.raw)).toEqual(body);
  });

  test('keeps secrets out of a refusal that repeats them', async () => {
    service.expectExchanges(refused({ error: 'invalid_client', error_description: `You sent ${SECRET}` }));
    const result = await exchangeOnBehalfOf(clientWith(secret), user, LIMITS, ports());
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });

  test('names the member that a reply lacks', async () => {
    service.expectExchanges({ request: `POST ${TOKEN_URL}`, body: { token_type: 'Bearer' } });
    const error = await refusalOf(exchangeOnBehalfOf(clientWith(secret), user, LIMITS, ports()));
    expect([error.code, error.message]).toEqual([
      'UNAVAILABLE',
      'login.microsoftonline.com sent a reply without a usable access_token.',
    ]);
  });
});

describe('a certificate', () => {
  test('signs an assertion that its own key verifies, good for ten minutes', async () => {
    const { pem, certificate } = await newCertificate();
    service.expectExchanges(GRANTED);
    await exchangeOnBehalfOf(clientWith(parseCertificateFile(pem, 'server.pem')), user, LIMITS, ports());
    const assertion = service.arrived[0]?.fields.client_assertion ?? '';
    await compactVerify(assertion, createPublicKey(certificate));
    expect(decodeJwt(assertion)).toEqual({
      aud: TOKEN_URL,
      iss: APP,
      sub: APP,
      jti: '55555555-6666-4777-8888-999999999999',
      iat: NOW.getTime() / 1000,
      nbf: NOW.getTime() / 1000,
      exp: NOW.getTime() / 1000 + 600,
    });
  });

  test('is named by both of its thumbprints', async () => {
    const { pem, certificate } = await newCertificate();
    service.expectExchanges(GRANTED);
    await exchangeOnBehalfOf(clientWith(parseCertificateFile(pem, 'server.pem')), user, LIMITS, ports());
    const hex = (fingerprint: string) =>
      Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url');
    const { fingerprint, fingerprint256 } = new X509Certificate(certificate);
    expect(decodeProtectedHeader(service.arrived[0]?.fields.client_assertion ?? '')).toEqual({
      alg: 'PS256',
      typ: 'JWT',
      x5t: hex(fingerprint),
      'x5t#S256': hex(fingerprint256),
    });
  });

  test('is refused without its private key, with another’s, or with one that is not RSA', async () => {
    const [one, other] = [await newCertificate(), await newCertificate()];
    const messages = [
      one.certificate,
      other.privateKey + one.certificate,
      ellipticKey() + one.certificate,
    ].map((pem) => messageOf(() => parseCertificateFile(pem, 'server.pem')));
    expect(messages).toEqual([
      'server.pem holds no private key in PEM form.',
      'server.pem holds a private key of another certificate.',
      'server.pem holds a key that is not RSA, which Entra does not take.',
    ]);
  });

  test('stands before its chain, since servers take the first one', async () => {
    const [issuer, own] = [await newCertificate(), await newCertificate()];
    const { fingerprint256 } = own.x509;
    const read = (pem: string) => parseCertificateFile(pem, 'chain.pem');
    expect(read(own.pem + issuer.certificate)).toMatchObject({ certificate: { fingerprint256 } });
    expect(messageOf(() => read(issuer.certificate + own.pem))).toContain('behind others');
  });

  test('that is damaged is refused without quoting it', () => {
    const damaged = '-----BEGIN PRIVATE KEY-----\nMIIEsecret\n-----END PRIVATE KEY-----\n';
    const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
    const message = messageOf(() => parseCertificateFile(damaged + certificate, 'server.pem'));
    expect(message).toMatch(/^server\.pem cannot be read/);
    expect(message).not.toContain('secret');
  });
});

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SetupError && error.code === 'FILE_INVALID') return error.message;
  }
  return 'no error';
}

describe('trying a credential', () => {
  test('asks for no permission by name', async () => {
    service.expectExchanges(GRANTED);
    await probeCredential(clientWith(secret), LIMITS, ports());
    expect(service.arrived[0]?.fields).toMatchObject({
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    });
  });

  test('tells that it is accepted, and keeps no token', async () => {
    service.expectExchanges(GRANTED);
    const result = await probeCredential(clientWith(secret), LIMITS, ports());
    expect(result.verdict).toBe('accepted');
    expect(JSON.stringify(result)).not.toContain(ACCESS_TOKEN);
  });

  test.each([
    ['wrong', 0, '7000215'],
    ['expired', 1, '7000222'],
    ['not registered', 2, '700027'],
  ])('tells that it is %s', async (_name, index, code) => {
    service.expectExchanges(refused(recorded('32-token-client-credential-errors', index), 401));
    const result = await probeCredential(clientWith(secret), LIMITS, ports());
    expect(result).toMatchObject({ verdict: 'rejected', error: { code } });
  });
});
