import { createHash, createHmac, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { certificateOf, OUT_OF_ORDER, pemBlocks } from '../core/pem.ts';

/** The path of the PKCS #12 file (RFC 7292) made from a PEM file, for .NET, which reads no PEM. */
export function pfxBeside(pemPath: string): string {
  return `${pemPath}.pfx`;
}

/** The path of the PEM file that a .pfx of ours was made from; any other path as it is. */
export function pemBehind(path: string): string {
  return path.replace(/\.pfx$/i, '');
}

/**
 * Private key and certificate of a PEM file as a .pfx without a password: like the PEM file it is protected by its mode
 * alone. Null where the text holds no pair.
 */
export function pfxFrom(pem: string): Uint8Array | null {
  const { certificates, privateKey } = pemBlocks(pem);
  if (privateKey === null || certificates.length === 0) return null;
  const key = readKey(privateKey);
  if (key === null) return null;
  const certificate = certificateOf(
    key,
    certificates.map((block) => new X509Certificate(block)),
  );
  if (certificate === null || certificate === OUT_OF_ORDER) return null;
  const shrouded = key.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: '' });
  const id = createHash('sha1').update(certificate.raw).digest();
  const bags = [keyBag(shrouded, id), certificateBag(certificate.raw, id)];
  const safe = sequence(dataContent(sequence(...bags)));
  return sequence(integer(3), dataContent(safe), macOver(safe, id.subarray(0, 8)));
}

/** The key; null for an encrypted one, whose password is never asked for. */
function readKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

/** Whether a .pfx of ours holds the first certificate of the PEM text; certificates are not encrypted in it. */
export function holdsCertificate(pfx: Uint8Array, pem: string): boolean {
  const [first] = pemBlocks(pem).certificates;
  return first !== undefined && Buffer.from(pfx).includes(new X509Certificate(first).raw);
}

const DATA = '2a864886f70d010701';
const SHROUDED_KEY_BAG = '2a864886f70d010c0a0102';
const CERTIFICATE_BAG = '2a864886f70d010c0a0103';
const X509_CERTIFICATE = '2a864886f70d01091601';
const LOCAL_KEY_ID = '2a864886f70d010915';
const SHA_256 = '608648016503040201';

function keyBag(shrouded: Uint8Array, id: Uint8Array): Buffer {
  return sequence(oid(SHROUDED_KEY_BAG), explicit(shrouded), attributes(id));
}

function certificateBag(der: Uint8Array, id: Uint8Array): Buffer {
  const certificate = sequence(oid(X509_CERTIFICATE), explicit(octets(der)));
  return sequence(oid(CERTIFICATE_BAG), explicit(certificate), attributes(id));
}

/** The attributes of a bag: the same local key id ties the key to its certificate. */
function attributes(id: Uint8Array): Buffer {
  return tlv(0x31, sequence(oid(LOCAL_KEY_ID), tlv(0x31, octets(id))));
}

function dataContent(content: Uint8Array): Buffer {
  return sequence(oid(DATA), explicit(octets(content)));
}

const ITERATIONS = 2048;
const BLOCK = 64;

/** The MAC over the content, with the key that RFC 7292, appendix B.2, derives from the empty password; one block suffices. */
function macOver(safe: Uint8Array, salt: Uint8Array): Buffer {
  const diversifier = Buffer.alloc(BLOCK, 3);
  const salted = Buffer.concat(Array.from({ length: BLOCK / salt.length }, () => salt));
  const emptyPassword = Buffer.alloc(BLOCK, 0);
  let key = sha256(Buffer.concat([diversifier, salted, emptyPassword]));
  for (let round = 1; round < ITERATIONS; round++) key = sha256(key);
  const digest = createHmac('sha256', key).update(safe).digest();
  const digestInfo = sequence(sequence(oid(SHA_256), tlv(0x05, Buffer.alloc(0))), octets(digest));
  return sequence(digestInfo, octets(salt), integer(ITERATIONS));
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tlv(0x30, Buffer.concat(parts));
}

function explicit(content: Uint8Array): Buffer {
  return tlv(0xa0, content);
}

function octets(content: Uint8Array): Buffer {
  return tlv(0x04, content);
}

function oid(hex: string): Buffer {
  return tlv(0x06, Buffer.from(hex, 'hex'));
}

/** Positive and below 32,768. */
function integer(value: number): Buffer {
  return tlv(0x02, value < 128 ? Buffer.of(value) : Buffer.of(value >> 8, value & 0xff));
}

/** Tag, length and content by the distinguished encoding rules (X.690). */
function tlv(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const head =
    length < 128
      ? [tag, length]
      : length < 256
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}
