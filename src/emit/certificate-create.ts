import { DAY_MS } from '../core/days.ts';
import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { CertificateFacts } from '../core/blueprint.ts';
import { Secret } from '../core/secret.ts';
import { SetupError } from '../errors.ts';
import type { Files, Random } from '../ports.ts';
import { certificateFacts, commonNameFor } from './certificate.ts';
import { PRIVATE_MODE } from './env-file.ts';

/** The life of a certificate in days, unless policy allows less. */
const DEFAULT_DAYS = 365;
const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;

export interface CertificateRequest {
  /** Display name of MCP Server API. */
  readonly commonName: string;
  readonly now: Date;
  /** What the tenant's policy allows, in days; null for no limit. */
  readonly maxDays: number | null;
}

export interface CreatedCertificate {
  readonly facts: CertificateFacts;
  /** Private key and certificate, in the form that AZURE_CLIENT_CERTIFICATE_PATH takes. */
  readonly pem: Secret;
}

/** Creates a self-signed certificate with a new RSA key. */
export async function createCertificate(
  { commonName, now, maxDays }: CertificateRequest,
  random: Pick<Random, 'bytes'>,
): Promise<CreatedCertificate> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const start = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const days = Math.min(DEFAULT_DAYS, maxDays ?? DEFAULT_DAYS);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(random),
    name: [{ CN: [commonNameFor(commonName)] }],
    notBefore: start,
    notAfter: new Date(start.getTime() + days * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(false),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    ],
  });
  const key = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  const pem = new Secret(`${key.trimEnd()}\n${certificate.toString('pem').trimEnd()}\n`);
  return { facts: certificateFacts(new X509Certificate(Buffer.from(certificate.rawData))), pem };
}

/** Writes the key file, private. Throws `USAGE` where a file is there, which may hold the only copy of a key. */
export async function writeKeyFile(files: Files, path: string, pem: Secret): Promise<void> {
  if ((await files.readBytes(path)) !== null) {
    throw new SetupError('USAGE', `${path} is there already; it may hold a key that is in use.`, {
      advice: ['Upload it with --certificate, or name another file for the new one.'],
    });
  }
  await files.writeText(path, pem.reveal(), { mode: PRIVATE_MODE });
}

/** Positive and 16 bytes long (RFC 5280 §4.1.2.2). */
function serialNumber(random: Pick<Random, 'bytes'>): string {
  const bytes = random.bytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}
