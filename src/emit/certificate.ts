import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '../core/blueprint.ts';
import { dayOf } from '../core/days.ts';
import { certificateOf, OUT_OF_ORDER, pemBlocks } from '../core/pem.ts';
import { thumbprintDigits } from '../core/validation/credential.ts';
import { SetupError } from '../errors.ts';
import type { Files } from '../ports.ts';

/** A certificate file as it was read. */
export interface ReadCertificate {
  readonly facts: CertificateFacts;
  /** Whether the file has a private key as well; only the public half is ever sent. */
  readonly holdsPrivateKey: boolean;
}

/** Reads a .cer, .crt (DER) or .pem file. Throws `FILE_INVALID` where Entra or the server could not use it. */
export async function readCertificateFile(files: Files, path: string, now: Date): Promise<ReadCertificate> {
  const bytes = await files.readBytes(path);
  if (bytes === null) {
    throw new SetupError('FILE_INVALID', `There is no certificate file ${path}.`, {
      advice: ['Give the path of a .cer, .crt or .pem file, or let one be made with --create-certificate.'],
    });
  }
  return parseCertificate(path, bytes, now);
}

/** The same from bytes; `path` is for messages. */
export function parseCertificate(path: string, bytes: Uint8Array, now: Date): ReadCertificate {
  const text = Buffer.from(bytes).toString('latin1');
  const { certificates: blocks, privateKey } = pemBlocks(text);
  const certificates = certificatesIn(path, text.includes('-----BEGIN ') ? blocks : [bytes]);
  const certificate =
    privateKey === null ? firstOf(path, certificates) : matchingKey(path, certificates, privateKey);
  refuseUnusable(path, certificate, now);
  return { facts: certificateFacts(certificate), holdsPrivateKey: privateKey !== null };
}

/** The common name of a certificate for an app of this name, cut to the upper bound of RFC 5280, appendix A.1. */
export function commonNameFor(displayName: string): string {
  return displayName.slice(0, 64);
}

/** The public half, as Graph takes it and people are shown it. */
export function certificateFacts(certificate: X509Certificate): CertificateFacts {
  return {
    thumbprint: thumbprintDigits(certificate.fingerprint),
    subject: certificate.subject.split('\n').join(', '),
    notBefore: isoTime(certificate.validFrom),
    notAfter: isoTime(certificate.validTo),
    der: certificate.raw.toString('base64'),
  };
}

function certificatesIn(path: string, blocks: readonly (string | Uint8Array)[]): readonly X509Certificate[] {
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch (cause) {
    throw new SetupError('FILE_INVALID', `${path} holds no X.509 certificate that can be read.`, {
      advice: [adviceFor(path), 'A .cer file may be DER or PEM; the portal takes .cer, .crt and .pem.'],
      cause,
    });
  }
}

function adviceFor(path: string): string {
  const pem = path.replace(/\.[^./\\]*$/, '.pem');
  return `From a .pfx file the certificate comes with: openssl pkcs12 -in ${path} -out ${pem} -nodes`;
}

function firstOf(path: string, certificates: readonly X509Certificate[]): X509Certificate {
  const [first] = certificates;
  if (first === undefined) throw new SetupError('FILE_INVALID', `${path} holds no certificate.`);
  return first;
}

/** The certificate that belongs to the private key of the file; others are its chain. */
function matchingKey(
  path: string,
  certificates: readonly X509Certificate[],
  privateKey: string,
): X509Certificate {
  if (certificates.length === 0) throw keyAlone(path);
  const key = parsedKey(privateKey);
  if (key === null) return firstOf(path, certificates);
  const match = certificateOf(key, certificates);
  if (match === OUT_OF_ORDER) {
    throw new SetupError('FILE_INVALID', `${path} ${OUT_OF_ORDER}.`, {
      advice: ['Move the certificate of the server before the others in the file.'],
    });
  }
  if (match !== null) return match;
  throw new SetupError(
    'FILE_INVALID',
    `The private key in ${path} does not belong to the certificate in it.`,
    {
      advice: ['Put the two that belong together into one file; otherwise sign-in fails with AADSTS700027.'],
    },
  );
}

function keyAlone(path: string): SetupError {
  const message = `${path} holds only a private key; the certificate is what is uploaded.`;
  return new SetupError('FILE_INVALID', message, {
    advice: ['Give the file of the certificate (.cer, .crt or .pem).'],
  });
}

/** The key; null for an encrypted one, which cannot be compared without its password, and that is never asked for. */
function parsedKey(privateKey: string): ReturnType<typeof createPrivateKey> | null {
  try {
    return createPrivateKey(privateKey);
  } catch {
    return null;
  }
}

function refuseUnusable(path: string, certificate: X509Certificate, now: Date): void {
  const { notBefore, notAfter } = certificateFacts(certificate);
  if (Date.parse(notAfter) <= now.getTime()) {
    throw new SetupError('FILE_INVALID', `The certificate in ${path} expired on ${dayOf(notAfter)}.`, {
      advice: ['Give one that is valid, or let one be made with --create-certificate.'],
    });
  }
  if (Date.parse(notBefore) > now.getTime()) {
    throw new SetupError('FILE_INVALID', `The certificate in ${path} is not valid before ${notBefore}.`, {
      advice: ['Check the clock of this machine, or give one that is valid today.'],
    });
  }
  const kind = certificate.publicKey.asymmetricKeyType;
  if (kind === 'rsa') return;
  throw new SetupError(
    'FILE_INVALID',
    `The certificate in ${path} has a key of type ${kind}; Entra takes assertions signed with RSA (RS256, PS256).`,
    {
      advice: ['Give a certificate with an RSA key, or let one be made with --create-certificate.'],
    },
  );
}

/** OpenSSL's `Nov 23 02:04:00 2026 GMT` as ISO 8601 without milliseconds. */
function isoTime(openssl: string): string {
  return new Date(openssl).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
