import { createSecureContext } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { placePfx } from '../../src/commands/files/pfx-file.ts';
import { createCertificate } from '../../src/emit/certificate-create.ts';
import { holdsCertificate, pfxFrom } from '../../src/emit/pfx.ts';
import { fakeRandom } from '../support/practice.ts';
import { memoryFiles, NOW } from './fixtures.ts';

const made = async (commonName = 'MCP Server API') => {
  const { pem } = await createCertificate({ commonName, now: NOW, maxDays: null }, fakeRandom(commonName));
  return pem.reveal();
};

describe('a .pfx file', () => {
  it('opens without a password, its seal unbroken, with the key and its certificate', async () => {
    const pfx = Buffer.from(pfxFrom(await made()) ?? []);
    // OpenSSL checks the seal, and that the key belongs to the certificate.
    expect(() => createSecureContext({ pfx })).not.toThrow();
    expect(() => createSecureContext({ pfx, passphrase: 'another' })).toThrow(/mac verify/);
    const broken = Buffer.from(pfx);
    broken[200] = (broken[200] ?? 0) ^ 1;
    expect(() => createSecureContext({ pfx: broken })).toThrow();
  });

  it('is none of a certificate without its key, of a key alone, or of nothing', async () => {
    const pem = await made();
    const key = pem.slice(0, pem.indexOf('-----BEGIN CERTIFICATE'));
    const other = await made('another');
    const strange = key + other.slice(other.indexOf('-----BEGIN CERTIFICATE'));
    expect([pem.slice(key.length), key, strange, ''].map(pfxFrom)).toEqual([null, null, null, null]);
  });

  it('tells whose certificate it holds', async () => {
    const [pem, other] = [await made(), await made('another')];
    const pfx = pfxFrom(pem) ?? new Uint8Array();
    expect([holdsCertificate(pfx, pem), holdsCertificate(pfx, other)]).toEqual([true, false]);
  });
});

describe('the .pfx beside the PEM file', () => {
  const place = async (pem: string, before: Parameters<typeof memoryFiles>[0] = {}) => {
    const files = memoryFiles({ 'key.pem': { bytes: Buffer.from(pem), mode: 0o600 }, ...before });
    return { files, paths: await placePfx(files, 'key.pem', { preset: 'aspnet' }) };
  };

  it('is written for its owner alone, once', async () => {
    const pem = await made();
    const { files, paths } = await place(pem);
    expect([paths, files.stored.get('key.pem.pfx')?.mode]).toEqual([['key.pem.pfx'], 0o600]);
    await placePfx(files, 'key.pem', { preset: 'aspnet' });
    expect(files.writes).toEqual(['key.pem.pfx']);
  });

  it('follows a certificate that was renewed', async () => {
    const old = pfxFrom(await made('old')) ?? new Uint8Array();
    const pem = await made();
    const { files } = await place(pem, { 'key.pem.pfx': { bytes: old, mode: 0o600 } });
    expect(holdsCertificate(files.stored.get('key.pem.pfx')?.bytes ?? old, pem)).toBe(true);
  });

  it('is none for servers that read PEM', async () => {
    const files = memoryFiles({ 'key.pem': { bytes: Buffer.from(await made()), mode: 0o600 } });
    expect([await placePfx(files, 'key.pem', { preset: 'azure' }), files.writes]).toEqual([[], []]);
  });
});
