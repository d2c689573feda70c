import 'reflect-metadata';
import { randomBytes, randomUUID, type webcrypto } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import {
  newPracticeState,
  openPracticeTenant,
  type PracticeState,
  type PracticeTenant,
} from '../../../src/practice-tenant/index.ts';

export const MCP_HOST = 'mcp.contoso.com';
export const GATEWAY_HOST = 'auth.contoso.com';
const HOSTS = ['login.microsoftonline.com', 'graph.microsoft.com', MCP_HOST, GATEWAY_HOST];
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** The validity of its certificates, wide enough that the machine's clock does not matter. */
const LIFE = { notBefore: new Date('2000-01-01T00:00:00Z'), notAfter: new Date('2049-12-31T00:00:00Z') };

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

/** A tenant behind real sockets and real host names, and what a program needs in its environment to find it. */
export interface TlsTenant {
  readonly tenant: PracticeTenant;
  readonly env: Readonly<Record<string, string>>;
  /** Whoever answers at the MCP server's name; until then nobody does. */
  mcpServer: Handler | null;
  /** Whoever answers at the gateway's name. */
  gateway: Handler | null;
  /** What happens in the tenant right before a request is answered. */
  meanwhile: ((request: Request) => void) | null;
  /** Requests as `POST graph.microsoft.com/v1.0/applications`, parts of a batch included. */
  requests(): readonly string[];
  close(): void;
}

/** Serves a practice tenant over HTTPS under Microsoft's names, with a certificate authority made for the occasion. */
export async function serveTenant(folder: string, given?: PracticeState): Promise<TlsTenant> {
  const source = {
    now: () => new Date(),
    uuid: randomUUID,
    bytes: (size: number) => new Uint8Array(randomBytes(size)),
  };
  const state = given ?? newPracticeState(source);
  state.behaviour.deviceCodeInterval = 0.01;
  const tenant = openPracticeTenant(state, source);
  const { authority, certificate, key } = await certificates();
  const authorityFile = join(folder, 'authority.cer');
  await writeFile(authorityFile, authority);
  const server = createServer({ cert: certificate, key }, (request, response) => {
    const { host } = request.headers;
    const other = host === MCP_HOST ? served.mcpServer : host === GATEWAY_HOST ? served.gateway : null;
    void (other ? other(request, response) : answer(served, request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const preload = pathToFileURL(join(import.meta.dirname, 'resolve-to-loopback.mjs'));
  const served: TlsTenant = {
    tenant,
    mcpServer: null,
    gateway: null,
    meanwhile: null,
    env: {
      NODE_EXTRA_CA_CERTS: authorityFile,
      NODE_OPTIONS: `--import ${preload}`,
      LOOPBACK_PORT: String((server.address() as AddressInfo).port),
    },
    requests: () =>
      tenant.log.flatMap(({ method, url, parts = [] }) => {
        const { host, pathname } = new URL(url);
        return [`${method} ${host}${pathname}`, ...parts.map((part) => `${part.method} ${part.url}`)];
      }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return served;
}

async function answer(
  { tenant: { transport }, meanwhile }: Pick<TlsTenant, 'tenant' | 'meanwhile'>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/', headers } = incoming;
  const request = new Request(`https://${headers.host}${url}`, {
    method,
    headers: Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ) as [string, string][],
    ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
  });
  meanwhile?.(request);
  const response = await transport(request).catch(() => null);
  // Nobody is there: the connection ends as it does where no server listens.
  if (response === null) return void outgoing.destroy();
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

async function certificates() {
  const [authorityKeys, keys] = await Promise.all([newKeys(), newKeys()]);
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...LIFE,
    serialNumber: '01',
    name: 'CN=Authority of one test run',
    keys: authorityKeys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
    ],
  });
  const certificate = await X509CertificateGenerator.create({
    ...LIFE,
    serialNumber: '02',
    subject: `CN=${HOSTS[0]}`,
    issuer: authority.subject,
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new SubjectAlternativeNameExtension(HOSTS.map((value) => ({ type: 'dns' as const, value }))),
    ],
  });
  const key = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { authority: authority.toString('pem'), certificate: certificate.toString('pem'), key };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;
}
