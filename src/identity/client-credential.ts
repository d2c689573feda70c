import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { SignJWT } from 'jose';
import { certificateOf, OUT_OF_ORDER, pemBlocks } from '../core/pem.ts';
import { Secret } from '../core/secret.ts';
import { SetupError } from '../errors.ts';
import type { Clock, Random } from '../ports.ts';
import { endpointUrl, type Fields, type TokenEndpoint } from './token-request.ts';

/** How an app authenticates at the token endpoint. */
export type ClientCredential =
  | { readonly kind: 'secret'; readonly value: Secret }
  | { readonly kind: 'certificate'; readonly privateKey: KeyObject; readonly certificate: X509Certificate }
  /** A token that somebody else issued for the app: GitHub, Kubernetes, a managed identity. */
  | { readonly kind: 'federated'; readonly assertion: Secret };

/** An app with its credential, and the endpoint that it requests tokens from. */
export interface ConfidentialClient {
  readonly endpoint: TokenEndpoint;
  readonly clientId: string;
  readonly credential: ClientCredential;
}

export type AssertionPorts = { readonly clock: Clock; readonly random: Random };

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Entra takes assertions of up to ten minutes. */
const ASSERTION_SECONDS = 10 * 60;

/** The form fields by which the app authenticates. */
export async function credentialFields(client: ConfidentialClient, ports: AssertionPorts): Promise<Fields> {
  const { credential } = client;
  if (credential.kind === 'secret') return { client_secret: credential.value };
  const assertion =
    credential.kind === 'federated' ? credential.assertion : await signAssertion(client, credential, ports);
  return { client_assertion_type: ASSERTION_TYPE, client_assertion: assertion };
}

type CertificateCredential = Extract<ClientCredential, { kind: 'certificate' }>;

/**
 * A client assertion (facts: graph.md §4.5). The header has both thumbprints, since x5t#S256 alone is reported to have been
 * refused where x5t worked.
 */
async function signAssertion(
  { endpoint, clientId }: ConfidentialClient,
  { privateKey, certificate }: CertificateCredential,
  { clock, random }: AssertionPorts,
): Promise<Secret> {
  const now = Math.floor(clock.now().getTime() / 1000);
  const assertion = await new SignJWT({ jti: random.uuid() })
    .setProtectedHeader({
      alg: 'PS256',
      typ: 'JWT',
      x5t: digest('sha1', certificate),
      'x5t#S256': digest('sha256', certificate),
    })
    .setAudience(endpointUrl(endpoint, 'token'))
    .setIssuer(clientId)
    .setSubject(clientId)
    .setNotBefore(now)
    .setIssuedAt(now)
    .setExpirationTime(now + ASSERTION_SECONDS)
    .sign(privateKey);
  return new Secret(assertion);
}

function digest(algorithm: 'sha1' | 'sha256', { raw }: X509Certificate): string {
  return createHash(algorithm).update(raw).digest('base64url');
}

/** Certificate and private key from the text of one PEM file. `file` is for messages. */
export function parseCertificateFile(pem: string, file: string): ClientCredential {
  const blocks = pemBlocks(pem);
  if (blocks.certificates.length === 0 || blocks.privateKey === null) {
    const missing = blocks.privateKey === null ? 'private key' : 'certificate';
    throw invalid(file, `holds no ${missing} in PEM form`);
  }
  const { certificates, privateKey } = parseBlocks(blocks.certificates, blocks.privateKey, file);
  if (privateKey.asymmetricKeyType !== 'rsa')
    throw invalid(file, 'holds a key that is not RSA, which Entra does not take');
  const certificate = certificateOf(privateKey, certificates);
  if (certificate === OUT_OF_ORDER) throw invalid(file, OUT_OF_ORDER);
  if (certificate === null) throw invalid(file, 'holds a private key of another certificate');
  return { kind: 'certificate', privateKey, certificate };
}

/** Node's own messages may quote the input, so they are not passed on. */
function parseBlocks(certificates: readonly string[], key: string, file: string) {
  try {
    return {
      certificates: certificates.map((block) => new X509Certificate(block)),
      privateKey: createPrivateKey(key),
    };
  } catch {
    throw invalid(file, 'cannot be read: it is damaged, or its private key is encrypted');
  }
}

function invalid(file: string, what: string): SetupError {
  return new SetupError('FILE_INVALID', `${file} ${what}.`, {
    advice: ['It takes one PEM file with the certificate and its unencrypted RSA private key.'],
  });
}
