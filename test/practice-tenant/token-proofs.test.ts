import { decodeJwt, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { addPracticeAutomation } from '../../src/practice-tenant/index.ts';
import { assertionFrom, newCertificate } from './certificates.ts';
import { exchangeOnBehalf, openChain, userToken } from './chain.ts';
import { type Answer, AZURE_CLI, at, LOGIN, openBench, textAt } from './support.ts';

const failure = (answer: Answer): unknown => [answer.status, at(answer.body, 'error_codes.0')];

test('on-behalf-of refuses what is not a user’s token for this app', async () => {
  const chain = await openChain();
  const { bench, server, secret } = chain;
  const user = await userToken(chain);
  expect(failure(await exchangeOnBehalf(chain, textAt(user, 'id_token')))).toEqual([400, 240002]);
  const own = await bench.token({
    grant_type: 'client_credentials',
    client_id: server.appId,
    client_secret: secret,
    scope: `${server.appId}/.default`,
  });
  expect(failure(await exchangeOnBehalf(chain, textAt(own, 'access_token')))).toEqual([400, 7000114]);
  const graph = await bench.signIn(AZURE_CLI, 'https://graph.microsoft.com/.default');
  expect(failure(await exchangeOnBehalf(chain, textAt(graph, 'access_token')))).toEqual([400, 50013]);
  const forged = await new SignJWT({ ...decodeJwt(textAt(user, 'access_token')) })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode('a-key-of-somebody-else-0123456789'));
  expect(failure(await exchangeOnBehalf(chain, forged))).toEqual([400, 50013]);
});

test('on-behalf-of wants consent for each scope named, and no mix with .default', async () => {
  const chain = await openChain();
  const assertion = textAt(await userToken(chain), 'access_token');
  const ask = async (scope: string): Promise<unknown> =>
    failure(await exchangeOnBehalf(chain, assertion, { scope }));
  expect((await exchangeOnBehalf(chain, assertion, { scope: 'Files.Read Sites.Read.All' })).status).toBe(200);
  expect(await ask('Files.ReadWrite.All')).toEqual([400, 65001]);
  expect(await ask('https://graph.microsoft.com/.default Files.Read')).toEqual([400, 70011]);
  expect(await ask(`Files.Read ${chain.scope}`)).toEqual([400, 28000]);
  expect(await ask('Files.Reed')).toEqual([400, 70011]);
});

test('on-behalf-of through /common names no tenant', async () => {
  const chain = await openChain();
  const { bench, server, secret } = chain;
  const form = {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: server.appId,
    client_secret: secret,
    assertion: textAt(await userToken(chain), 'access_token'),
    scope: 'Files.Read',
    requested_token_use: 'on_behalf_of',
  };
  expect(failure(await bench.token(form, 'common'))).toEqual([400, 50059]);
});

test.each([
  ['the right secret', (secret: string) => secret, 200],
  ['another secret', (secret: string) => `${secret}x`, 401],
])('a client may prove itself in the header, with %s', async (_what, change, status) => {
  const { bench, server, secret } = await openChain();
  const credentials = [server.appId, change(secret)].map(encodeURIComponent).join(':');
  const answer = await bench.tenant.transport(
    new Request(`${LOGIN}/${bench.state.tenant.id}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: `${server.appId}/.default` }),
    }),
  );
  expect(answer.status).toBe(status);
});

test('client credentials want .default and a credential', async () => {
  const { bench, server, secret } = await openChain();
  const form = { grant_type: 'client_credentials', client_id: server.appId };
  expect(failure(await bench.token({ ...form, scope: 'Files.Read', client_secret: secret }))).toEqual([
    400, 1002012,
  ]);
  expect(failure(await bench.token({ ...form, scope: 'x/.default' }))).toEqual([401, 7000216]);
  expect(failure(await bench.token({ ...form, client_secret: secret }))).toEqual([400, 900144]);
  expect(failure(await bench.token({ ...form, grant_type: 'guess' }))).toEqual([400, 70003]);
});

test('a certificate assertion must be signed with it, be for this endpoint and be in time', async () => {
  const bench = openBench();
  const [own, other] = [await newCertificate(), await newCertificate()];
  const { appId } = addPracticeAutomation(bench.state, bench.outside, {
    kind: 'certificate',
    certificate: own.der,
  });
  const audience = `${LOGIN}/${bench.state.tenant.id}/oauth2/v2.0/token`;
  const claims = { clientId: appId, audience, now: bench.outside.now() };
  const attempt = async (client_assertion: string): Promise<unknown> =>
    failure(
      await bench.token({
        grant_type: 'client_credentials',
        client_id: appId,
        client_assertion,
        scope: 'https://graph.microsoft.com/.default',
      }),
    );
  expect(await attempt(await assertionFrom(own, claims))).toEqual([200, undefined]);
  expect(await attempt(await assertionFrom(other, claims))).toEqual([401, 700027]);
  expect(await attempt(await assertionFrom({ ...other, der: own.der }, claims))).toEqual([401, 700027]);
  expect(await attempt(await assertionFrom(own, { ...claims, audience: 'https://elsewhere' }))).toEqual([
    401, 50027,
  ]);
  expect(await attempt(await assertionFrom(own, { ...claims, now: new Date('2026-01-05') }))).toEqual([
    401, 700024,
  ]);
  expect(await attempt('not a token')).toEqual([401, 50027]);
});

test('a federated assertion must match issuer, subject and audience', async () => {
  const bench = openBench();
  const [issuer, subject] = [
    'https://token.actions.githubusercontent.com',
    'repo:contoso/mcp:ref:refs/heads/main',
  ];
  const { appId } = addPracticeAutomation(bench.state, bench.outside, { kind: 'federated', issuer, subject });
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(bench.outside.now().getTime() / 1000) + 60;
  const attempt = async (claims: object): Promise<unknown> => {
    const payload = { iss: issuer, sub: subject, aud: 'api://AzureADTokenExchange', exp, ...claims };
    const client_assertion = `${part({ alg: 'RS256' })}.${part(payload)}.c2ln`;
    return failure(
      await bench.token({
        grant_type: 'client_credentials',
        client_id: appId,
        client_assertion,
        scope: 'https://graph.microsoft.com/.default',
      }),
    );
  };
  expect(await attempt({})).toEqual([200, undefined]);
  expect(await attempt({ iss: 'https://example.com' })).toEqual([401, 700211]);
  expect(await attempt({ sub: subject.toUpperCase() })).toEqual([401, 700213]);
  expect(await attempt({ aud: 'api://other' })).toEqual([401, 700212]);
  expect(await attempt({ exp: exp - 120 })).toEqual([401, 700024]);
});
