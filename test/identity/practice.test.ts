import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { nodeLoopback } from '../../src/adapters/loopback.ts';
import { type SignInPorts, type SignInRequest, signIn } from '../../src/identity/sign-in.ts';
import { resolveTenant } from '../../src/identity/tenant.ts';
import { parseCertificateFile, probeCredential } from '../../src/identity/token-service.ts';
import {
  addPracticeAutomation,
  newPracticeState,
  openPracticeTenant,
  type PracticeTenant,
  SESSION_COOKIE,
} from '../../src/practice-tenant/index.ts';
import { newCertificate } from './certificates.ts';
import { fakePorts, fastClock } from './fake-ports.ts';
import { refusalOf } from './refusal-of.ts';
import { jwt } from './samples.ts';

const outside = {
  now: () => new Date(),
  uuid: randomUUID,
  bytes: (length: number) => new Uint8Array(randomBytes(length)),
};

let tenant: PracticeTenant;

beforeEach(() => {
  const state = newPracticeState(outside);
  state.behaviour.deviceCodeInterval = 0.01;
  tenant = openPracticeTenant(state, outside);
});

const asking = (method: SignInRequest['method']): SignInRequest => ({
  method,
  tenant: tenant.state.tenant.id,
  cloud: 'public',
  clientId: null,
  permissions: [],
  maxWait: 60_000,
});
const portsTo = (changes: Partial<SignInPorts> = {}) =>
  fakePorts({ transport: tenant.transport, ...changes });
const ends = () => tenant.log.map(({ url }) => new URL(url).pathname.split('/').at(-1));

describe('in practice, signing in', () => {
  test('by device code takes two requests and the polls that came too early', async () => {
    const session = await signIn(asking('device-code'), portsTo());
    expect(session.claims.principal).toBe('admin@contoso.com');
    expect(ends()).toEqual(['devicecode', 'token', 'token']);
  });

  test('by device code is blocked where the tenant blocks it', async () => {
    tenant.state.behaviour.deviceCode = 'blocked';
    const error = await refusalOf(signIn(asking('device-code'), portsTo()));
    expect(error).toMatchObject({ code: 'SIGN_IN_BLOCKED', aadsts: '53003' });
  });

  test('in the browser takes the page and one request', async () => {
    const browser = {
      open: async (url: string) => {
        const page = await tenant.transport(new Request(url, { headers: { cookie: SESSION_COOKIE } }));
        void fetch(page.headers.get('location') ?? '');
        return true;
      },
    };
    const clock = { ...fastClock(), sleep: () => new Promise<never>(() => {}) };
    await signIn(asking('browser'), portsTo({ browser, clock, loopback: nodeLoopback() }));
    expect(ends()).toEqual(['authorize', 'token']);
  });

  test('as an app with a secret takes one request', async () => {
    const { appId } = addPracticeAutomation(tenant.state, outside, {
      kind: 'secret',
      value: 'practice-s3cret',
    });
    const env = { AZURE_CLIENT_ID: appId, AZURE_CLIENT_SECRET: 'practice-s3cret' };
    const { claims } = await signIn(asking('environment'), portsTo({ env }));
    expect([claims.kind, ends()]).toEqual(['servicePrincipal', ['token']]);
  });

  test('as an app with a certificate takes one request', async () => {
    const { pem, x509 } = await newCertificate();
    const { appId } = addPracticeAutomation(tenant.state, outside, {
      kind: 'certificate',
      certificate: x509.raw.toString('base64'),
    });
    const env = { AZURE_CLIENT_ID: appId, AZURE_CLIENT_CERTIFICATE_PATH: 'sp.pem' };
    await signIn(asking('environment'), portsTo({ env, files: { readText: async () => pem } }));
    expect(ends()).toEqual(['token']);
  });

  test('as an app with a federated token takes one request', async () => {
    const issuer = 'https://oidc.contoso.com';
    const subject = 'system:serviceaccount:mcp:verify';
    const { appId } = addPracticeAutomation(tenant.state, outside, { kind: 'federated', issuer, subject });
    const now = Math.floor(Date.now() / 1000);
    const token = jwt({
      iss: issuer,
      sub: subject,
      aud: 'api://AzureADTokenExchange',
      iat: now,
      nbf: now,
      exp: now + 300,
    });
    const env = { AZURE_CLIENT_ID: appId, AZURE_FEDERATED_TOKEN_FILE: '/token' };
    await signIn(asking('workload-identity'), portsTo({ env, files: { readText: async () => token } }));
    expect(ends()).toEqual(['token']);
  });

  test('with az finds no such program', async () => {
    const programs = { run: () => Promise.reject(new Error('There is no such program in practice.')) };
    expect((await refusalOf(signIn(asking('azure-cli'), portsTo({ programs })))).message).toContain(
      'not installed',
    );
  });
});

test('in practice, our own certificate assertion is accepted', async () => {
  const { pem, x509 } = await newCertificate();
  const { appId } = addPracticeAutomation(tenant.state, outside, {
    kind: 'certificate',
    certificate: x509.raw.toString('base64'),
  });
  const endpoint = { cloud: 'public', tenant: tenant.state.tenant.id } as const;
  const credential = parseCertificateFile(pem, 'sp.pem');
  const ports = { ...portsTo({ random: outside }), transport: tenant.transport };
  const result = await probeCredential({ endpoint, clientId: appId, credential }, { maxWait: 60_000 }, ports);
  expect(result.verdict).toBe('accepted');
});

test('in practice, a domain leads to its tenant', async () => {
  expect(await resolveTenant('contoso.com', 'public', tenant.transport)).toBe(tenant.state.tenant.id);
});
