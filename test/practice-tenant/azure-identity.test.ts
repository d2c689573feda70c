import { createHttpHeaders, type HttpClient, type PipelineRequest } from '@azure/core-rest-pipeline';
import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  DeviceCodeCredential,
  OnBehalfOfCredential,
  type TokenCredentialOptions,
} from '@azure/identity';
import { expect, test } from 'vitest';
import { addPracticeAutomation } from '../../src/practice-tenant/index.ts';
import { newCertificate } from './certificates.ts';
import { openChain } from './chain.ts';
import { AZURE_CLI, type Bench, openBench, testOutside } from './support.ts';

/** MSAL looks at the real time, so these tenants do too. */
const today = () => ({ ...testOutside(), now: () => new Date() });

async function requestOf(sent: PipelineRequest): Promise<Request> {
  const body = sent.body === undefined || sent.body === null ? {} : { body: String(sent.body) };
  return new Request(sent.url, { method: sent.method, headers: sent.headers.toJSON(), ...body });
}

const through = ({ tenant }: Bench): TokenCredentialOptions => {
  const httpClient: HttpClient = {
    sendRequest: async (request) => {
      const response = await tenant.transport(await requestOf(request));
      return {
        request,
        status: response.status,
        headers: createHttpHeaders(Object.fromEntries(response.headers)),
        bodyAsText: await response.text(),
      };
    },
  };
  return { httpClient };
};

const GRAPH_DEFAULT = 'https://graph.microsoft.com/.default';

test('DeviceCodeCredential signs in with the Azure CLI id', async () => {
  const bench = openBench(today());
  bench.state.behaviour.deviceCodeInterval = 0;
  const credential = new DeviceCodeCredential({
    ...through(bench),
    clientId: AZURE_CLI,
    tenantId: bench.state.tenant.id,
    userPromptCallback: () => {},
  });
  const { token } = await credential.getToken(GRAPH_DEFAULT);
  bench.use(token);
  expect((await bench.graph('GET', '/me')).status).toBe(200);
});

test('ClientSecretCredential signs an automation in, which reads and cannot write', async () => {
  const bench = openBench(today());
  const { appId } = addPracticeAutomation(bench.state, bench.outside, {
    kind: 'secret',
    value: 'a-test-secret',
  });
  const credential = new ClientSecretCredential(
    'contoso.onmicrosoft.com',
    appId,
    'a-test-secret',
    through(bench),
  );
  bench.use((await credential.getToken(GRAPH_DEFAULT)).token);
  expect((await bench.graph('GET', '/applications')).status).toBe(200);
  expect((await bench.graph('POST', '/applications', { displayName: 'no' })).status).toBe(403);
});

test('ClientCertificateCredential is verified against the certificate', async () => {
  const bench = openBench(today());
  const certificate = await newCertificate('2049-12-31T00:00:00Z');
  const { appId } = addPracticeAutomation(bench.state, bench.outside, {
    kind: 'certificate',
    certificate: certificate.der,
  });
  const options = through(bench);
  const credential = new ClientCertificateCredential(
    bench.state.tenant.id,
    appId,
    { certificate: certificate.pem },
    options,
  );
  bench.use((await credential.getToken(GRAPH_DEFAULT)).token);
  expect((await bench.graph('GET', '/organization')).status).toBe(200);
});

test('ClientAssertionCredential is accepted by a federated credential', async () => {
  const bench = openBench(today());
  const [issuer, subject] = [
    'https://token.actions.githubusercontent.com',
    'repo:contoso/mcp:ref:refs/heads/main',
  ];
  const { appId } = addPracticeAutomation(bench.state, bench.outside, { kind: 'federated', issuer, subject });
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 600;
  const assertion = [
    part({ alg: 'RS256', typ: 'JWT' }),
    part({ iss: issuer, sub: subject, aud: 'api://AzureADTokenExchange', exp }),
    'c2ln',
  ].join('.');
  const credential = new ClientAssertionCredential(
    bench.state.tenant.id,
    appId,
    async () => assertion,
    through(bench),
  );
  expect((await credential.getToken(GRAPH_DEFAULT)).token).toContain('.');
});

test('OnBehalfOfCredential reaches the files of the user', async () => {
  const chain = await openChain(today());
  const { bench, client, server, secret, scope } = chain;
  const user = await bench.signIn(client.appId, scope);
  const credential = new OnBehalfOfCredential({
    ...through(bench),
    tenantId: bench.state.tenant.id,
    clientId: server.appId,
    clientSecret: secret,
    userAssertionToken: String((user.body as { access_token: string }).access_token),
  });
  bench.use((await credential.getToken('https://graph.microsoft.com/Files.Read')).token);
  expect((await bench.graph('GET', '/me/drive')).status).toBe(200);
  expect((await bench.graph('GET', '/me')).status).toBe(403);
});
