import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCertificate, readCertificateFile } from '../../src/emit/certificate.ts';
import {
  type CreatedCertificate,
  createCertificate,
  writeKeyFile,
} from '../../src/emit/certificate-create.ts';
import { memoryFiles, NOW, storedText, thrownBy } from './fixtures.ts';

const random = { bytes: (length: number) => Uint8Array.from({ length }, (_, index) => index * 7) };
let created: CreatedCertificate;
let pem: string;
let certificate: X509Certificate;

beforeAll(async () => {
  created = await createCertificate({ commonName: 'MCP Server API, Ltd', now: NOW, maxDays: null }, random);
  pem = created.pem.reveal();
  certificate = new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE-----')));
});

const publicPem = () => certificate.toString();
const privatePem = () => pem.slice(0, pem.indexOf('-----BEGIN CERTIFICATE-----'));
const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const bytesOf = (text: string) => Buffer.from(text);

describe('a certificate that is made', () => {
  it('belongs to the private key beside it', () => {
    expect(certificate.checkPrivateKey(createPrivateKey(privatePem()))).toBe(true);
  });

  it('bears the name of the server app, commas included', () => {
    expect(certificate.subject).toBe('CN=MCP Server API\\, Ltd');
  });

  it('bears a name of 64 characters at most', async () => {
    const { facts } = await createCertificate({ commonName: 'x'.repeat(90), now: NOW, maxDays: 90 }, random);
    expect(facts.subject).toBe(`CN=${'x'.repeat(64)}`);
  });

  it('is valid from now for a year', () => {
    expect(created.facts).toMatchObject({
      notBefore: '2026-11-23T10:45:01Z',
      notAfter: '2027-11-23T10:45:01Z',
    });
  });

  it('is valid no longer than the policy allows', async () => {
    const { facts } = await createCertificate({ commonName: 'x', now: NOW, maxDays: 90 }, random);
    expect(facts.notAfter).toBe(later(90).toISOString().replace('.000', ''));
  });

  it('has an RSA key of 2048 bits, with which Entra takes assertions', () => {
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(certificate.publicKey.asymmetricKeyType).toBe('rsa');
  });

  it('prints its key as dots', () => {
    expect(JSON.stringify(created) + String(created.pem)).not.toContain('PRIVATE KEY');
  });

  it('is written to a private file', async () => {
    const files = memoryFiles();
    await writeKeyFile(files, 'mcp.pem', created.pem);
    expect(files.stored.get('mcp.pem')).toEqual(storedText(pem, 0o600));
  });

  it('never replaces a key file', async () => {
    const files = memoryFiles({ 'mcp.pem': storedText('in use') });
    expect(await thrownBy(() => writeKeyFile(files, 'mcp.pem', created.pem))).toMatchObject({
      code: 'USAGE',
    });
    expect(files.stored.get('mcp.pem')).toEqual(storedText('in use'));
  });
});

describe('a certificate that is read', () => {
  it.each([
    ['PEM', () => bytesOf(publicPem())],
    ['DER', () => certificate.raw],
  ])('has the same thumbprint, dates and bytes from %s', (_, bytes) => {
    expect(parseCertificate('mcp.cer', bytes(), NOW)).toEqual({
      facts: created.facts,
      holdsPrivateKey: false,
    });
  });

  it('has the thumbprint that Entra shows', () => {
    expect(created.facts.thumbprint).toBe(certificate.fingerprint.replaceAll(':', ''));
    expect(created.facts.thumbprint).toMatch(/^[0-9A-F]{40}$/);
  });

  it('may have its private key beside it, which is told', () => {
    expect(parseCertificate('mcp.pem', bytesOf(pem), NOW)).toMatchObject({ holdsPrivateKey: true });
  });

  it('stands before its chain, since servers take the first one', async () => {
    const other = await createCertificate({ commonName: 'issuer', now: NOW, maxDays: null }, random);
    const otherPublic = other.pem.reveal().slice(other.pem.reveal().indexOf('-----BEGIN CERTIFICATE-----'));
    const { facts } = parseCertificate('chain.pem', bytesOf(`${pem}${otherPublic}`), NOW);
    expect(facts.thumbprint).toBe(created.facts.thumbprint);
    expect(() => parseCertificate('chain.pem', bytesOf(`${otherPublic}${pem}`), NOW)).toThrow(
      'behind others',
    );
  });

  it.each([
    ['has expired', () => bytesOf(publicPem()), () => later(366), 'expired on 2027-11-23'],
    [
      'is not valid yet',
      () => bytesOf(publicPem()),
      () => later(-1),
      'not valid before 2026-11-23T10:45:01Z',
    ],
    ['is only a private key', () => bytesOf(privatePem()), () => NOW, 'only a private key'],
    ['is something else', () => bytesOf('hello'), () => NOW, 'no X.509 certificate'],
    ['is an empty file', () => bytesOf(''), () => NOW, 'no X.509 certificate'],
    [
      'holds no certificate block',
      () => bytesOf('-----BEGIN PUBLIC KEY-----\nAA\n-----END PUBLIC KEY-----\n'),
      () => NOW,
      'no certificate',
    ],
  ])('is refused when it %s', async (_, bytes, now, words) => {
    const error = await thrownBy(() => parseCertificate('mcp.cer', bytes(), now()));
    expect(error).toMatchObject({ code: 'FILE_INVALID', message: expect.stringContaining(words) });
  });

  it('is refused when the key beside it belongs to another', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const other = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const error = await thrownBy(() => parseCertificate('mcp.pem', bytesOf(`${other}${publicPem()}`), NOW));
    expect(error).toMatchObject({
      code: 'FILE_INVALID',
      message: expect.stringContaining('does not belong'),
    });
  });

  it('is missed by name when there is no file', async () => {
    const error = await thrownBy(() => readCertificateFile(memoryFiles(), 'gone.cer', NOW));
    expect(error).toMatchObject({ code: 'FILE_INVALID', message: expect.stringContaining('gone.cer') });
  });
});
