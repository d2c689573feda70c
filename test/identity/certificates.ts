import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import 'reflect-metadata';
import { X509CertificateGenerator } from '@peculiar/x509';

/** A certificate that was made for this run, with its private key, as one PEM file. */
export async function newCertificate() {
  const keys = await crypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
    },
    true,
    ['sign', 'verify'],
  );
  const generated = await X509CertificateGenerator.createSelfSigned({ name: 'CN=test', keys });
  const certificate = generated.toString('pem');
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const privateKey = pemBlock('PRIVATE KEY', key);
  return {
    pem: `${privateKey}${certificate}\n`,
    privateKey,
    certificate,
    x509: new X509Certificate(certificate),
  };
}

/** A key of a kind that Entra does not take for assertions. */
export function ellipticKey(): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

function pemBlock(label: string, base64: string): string {
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
