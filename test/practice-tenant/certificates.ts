import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { cryptoProvider, X509CertificateGenerator } from '@peculiar/x509';
import { SignJWT } from 'jose';

cryptoProvider.set(webcrypto as typeof globalThis.crypto);

const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};

export interface TestCertificate {
  /** DER, base64. */
  readonly der: string;
  readonly privateKey: webcrypto.CryptoKey;
  /** PEM of key and certificate, as @azure/identity reads them. */
  readonly pem: string;
}

const pemOf = (label: string, bytes: ArrayBuffer): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;

/** A self-signed certificate, valid in 2026 and 2027 unless said otherwise. */
export async function newCertificate(until = '2027-12-31T00:00:00Z'): Promise<TestCertificate> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=mcp-server',
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date(until),
    signingAlgorithm: ALGORITHM,
    keys,
  });
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    der: Buffer.from(certificate.rawData).toString('base64'),
    privateKey: keys.privateKey,
    pem: pemOf('PRIVATE KEY', key) + pemOf('CERTIFICATE', certificate.rawData),
  };
}

export interface AssertionClaims {
  readonly clientId: string;
  readonly audience: string;
  readonly now: Date;
}

/** A client assertion signed with the certificate's key, its thumbprint in the header. */
export async function assertionFrom(
  { der, privateKey }: TestCertificate,
  { clientId, audience, now }: AssertionClaims,
): Promise<string> {
  const digest = await webcrypto.subtle.digest('SHA-256', Buffer.from(der, 'base64'));
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({
    iss: clientId,
    sub: clientId,
    aud: audience,
    jti: 'one',
    nbf: seconds,
    exp: seconds + 600,
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', 'x5t#S256': Buffer.from(digest).toString('base64url') })
    .sign(privateKey);
}
