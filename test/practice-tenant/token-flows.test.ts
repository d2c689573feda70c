import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { openPracticeTenant, parsePracticeState } from '../../src/practice-tenant/index.ts';
import {
  browse,
  CALLBACK,
  type Chain,
  exchangeOnBehalf,
  openChain,
  REDIRECT,
  userToken,
  VERIFIER,
} from './chain.ts';
import { type Answer, AZURE_CLI, at, GRAPH_TOOLS, LOGIN, openBench, textAt } from './support.ts';

const failure = (answer: Answer): unknown => [answer.status, at(answer.body, 'error_codes.0')];

/** A code for the client's redirect URI and the form that redeems it. */
async function code(chain: Chain, more: Record<string, string> = {}): Promise<Record<string, string>> {
  const { bench, client, scope } = chain;
  const asked = {
    client_id: client.appId,
    redirect_uri: REDIRECT,
    scope: `${scope} openid offline_access`,
    ...more,
  };
  const { redirect } = await browse(bench, asked);
  return {
    grant_type: 'authorization_code',
    client_id: client.appId,
    redirect_uri: asked.redirect_uri,
    code: redirect?.get('code') ?? '',
    code_verifier: VERIFIER,
  };
}

test('a v2 user token has the claims of the facts', async () => {
  const chain = await openChain();
  const { bench, client, server } = chain;
  const answer = await userToken(chain);
  const claims = decodeJwt(textAt(answer, 'access_token'));
  expect(claims).toMatchObject({
    aud: server.appId,
    iss: `${LOGIN}/${bench.state.tenant.id}/v2.0`,
    azp: client.appId,
    azpacr: '0',
    scp: 'access',
    ver: '2.0',
    tid: bench.state.tenant.id,
    preferred_username: 'admin@contoso.com',
  });
  expect(claims).not.toHaveProperty('appid');
  expect(textAt(answer, 'scope')).toBe(chain.scope);
});

test('a v1 user token names the identifier that was asked for', async () => {
  const chain = await openChain();
  const { bench, client, server } = chain;
  await bench.graph('PATCH', `/applications/${server.id}`, { api: { requestedAccessTokenVersion: null } });
  const byUri = decodeJwt(textAt(await userToken(chain), 'access_token'));
  expect(byUri).toMatchObject({
    aud: `api://${server.appId}`,
    iss: `https://sts.windows.net/${bench.state.tenant.id}/`,
    appid: client.appId,
    upn: 'admin@contoso.com',
    ver: '1.0',
  });
  const byId = await bench.signIn(client.appId, `${server.appId}/access`);
  expect(decodeJwt(textAt(byId, 'access_token')).aud).toBe(server.appId);
  expect((await exchangeOnBehalf(chain, textAt(byId, 'access_token'))).status).toBe(200);
});

test('a Graph token has the directory roles of its user', async () => {
  const bench = openBench();
  const answer = await bench.signIn(
    AZURE_CLI,
    'https://graph.microsoft.com/.default openid profile offline_access',
  );
  const claims = decodeJwt(textAt(answer, 'access_token'));
  expect(claims).toMatchObject({
    aud: 'https://graph.microsoft.com',
    ver: '1.0',
    appid: AZURE_CLI,
    idtyp: 'user',
  });
  expect(claims.wids).toContain('9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3');
  expect(String(claims.scp).split(' ')).toContain('Directory.AccessAsUser.All');
  expect(Object.keys(answer.body as object)).toEqual(expect.arrayContaining(['refresh_token', 'id_token']));
});

test('Graph Command Line Tools gets the scopes it names, when an administrator signs in', async () => {
  const bench = openBench();
  const answer = await bench.signIn(GRAPH_TOOLS, 'Policy.Read.All');
  expect(String(decodeJwt(textAt(answer, 'access_token')).scp).split(' ')).toContain('Policy.Read.All');
  bench.state.signedInUser = 'megan@contoso.com';
  expect(failure(await bench.signIn(GRAPH_TOOLS, 'Policy.Read.All'))).toEqual([400, 65001]);
});

test('an authorization code is redeemed once, with its verifier and its redirect URI', async () => {
  const chain = await openChain();
  const { bench } = chain;
  expect(failure(await bench.token({ ...(await code(chain)), code_verifier: 'wrong' }))).toEqual([
    400, 501481,
  ]);
  expect(failure(await bench.token({ ...(await code(chain)), code_verifier: '' }))).toEqual([400, 50148]);
  expect(failure(await bench.token({ ...(await code(chain)), redirect_uri: CALLBACK }))).toEqual([
    401, 500112,
  ]);
  const form = await code(chain, { nonce: 'n-1', login_hint: 'lee@contoso.com' });
  const answer = await bench.token(form);
  expect(decodeJwt(textAt(answer, 'id_token'))).toMatchObject({ nonce: 'n-1', name: 'Lee Gu' });
  expect(failure(await bench.token(form))).toEqual([400, 54005]);
  bench.outside.pass(601_000);
  expect(failure(await bench.token({ ...(await code(chain)), code: 'not-a-code' }))).toEqual([400, 70000]);
});

test('an authorization code expires after ten minutes', async () => {
  const chain = await openChain();
  const form = await code(chain);
  chain.bench.outside.pass(601_000);
  expect(failure(await chain.bench.token(form))).toEqual([400, 70008]);
});

test('the state comes back, in the fragment when asked', async () => {
  const { bench, client, scope } = await openChain();
  const query = { client_id: client.appId, redirect_uri: REDIRECT, scope };
  expect((await browse(bench, query)).redirect?.get('state')).toBe('xyz');
  expect((await browse(bench, { ...query, response_mode: 'fragment' })).redirect?.get('state')).toBeNull();
});

test('the port counts on 127.0.0.1 and not on localhost, the path on both', async () => {
  const { bench, client, scope } = await openChain();
  const publicClient = { redirectUris: ['http://127.0.0.1:53100/callback', 'http://localhost/callback'] };
  await bench.graph('PATCH', `/applications/${client.id}`, { publicClient });
  const reaches = async (redirect_uri: string): Promise<boolean> =>
    (await browse(bench, { client_id: client.appId, redirect_uri, scope })).redirect !== null;
  expect(await reaches('http://localhost:4711/callback')).toBe(true);
  expect(await reaches('http://localhost:4711/Callback')).toBe(false);
  expect(await reaches('http://127.0.0.1:53101/callback')).toBe(false);
});

test('a refresh token gives new tokens with the consent that holds now', async () => {
  const chain = await openChain();
  const { bench, client, scope } = chain;
  const refresh_token = textAt(await userToken(chain), 'refresh_token');
  const form = { grant_type: 'refresh_token', client_id: client.appId, refresh_token, scope };
  expect((await bench.token(form)).status).toBe(200);
  const grant = bench.state.grants.find(({ clientId }) => clientId === client.principalId);
  await bench.graph('DELETE', `/oauth2PermissionGrants/${grant?.id}`);
  expect(failure(await bench.token(form))).toEqual([400, 65001]);
});

test('tenant names, the tenant id and the shared endpoints lead to the tenant; single-tenant apps want its name', async () => {
  const { bench, client, scope } = await openChain();
  const start = (tenant: string, client_id: string, wanted: string): Promise<Answer> =>
    bench.post(`${tenant}/oauth2/v2.0/devicecode`, { client_id, scope: wanted });
  for (const tenant of [
    'contoso.com',
    'contoso.onmicrosoft.com',
    'organizations',
    'common',
    bench.state.tenant.id,
  ]) {
    expect((await start(tenant, AZURE_CLI, 'https://graph.microsoft.com/.default')).status, tenant).toBe(200);
  }
  expect(failure(await start('organizations', client.appId, scope))).toEqual([400, 50194]);
  expect(failure(await start('fabrikam.com', client.appId, scope))).toEqual([400, 90002]);
});

test('the discovery document names the tenant, and refuses another', async () => {
  const bench = openBench();
  const get = (tenant: string): Promise<Response> =>
    bench.tenant.transport(new Request(`${LOGIN}/${tenant}/v2.0/.well-known/openid-configuration`));
  const found = (await (await get('contoso.com')).json()) as Record<string, string>;
  expect(found.issuer).toBe(`${LOGIN}/${bench.state.tenant.id}/v2.0`);
  const wrong = await get('fabrikam.com');
  expect([wrong.status, at(await wrong.json(), 'error')]).toEqual([400, 'invalid_tenant']);
});

test.each([
  ['the App ID URI', (uri: string) => uri, null],
  ['another application', () => 'https://graph.microsoft.com', 'invalid_target'],
  ['an address that is registered nowhere', () => 'https://mcp.contoso.com/mcp', 'invalid_target'],
  ['the App ID URI with a slash', (uri: string) => `${uri}/`, 'invalid_target'],
  ['the App ID URI in other letters', (uri: string) => uri.toUpperCase(), 'invalid_target'],
])('a resource parameter that is %s is compared letter by letter', async (_what, resourceOf, error) => {
  const { bench, client, scope } = await openChain();
  const { redirect } = await browse(bench, {
    client_id: client.appId,
    redirect_uri: REDIRECT,
    scope,
    resource: resourceOf(scope.slice(0, scope.lastIndexOf('/'))),
  });
  expect(redirect?.get('error')).toBe(error);
});

test('a browser in which nobody is signed in is shown the sign-in page', async () => {
  const { bench, client, scope } = await openChain();
  const ask = (more: Record<string, string>) =>
    browse(bench, { client_id: client.appId, redirect_uri: REDIRECT, scope, ...more }, 'other=1');
  expect((await ask({})).page).toContain('content="ConvergedSignIn"');
  const silent = (await ask({ prompt: 'none' })).redirect;
  expect(silent?.get('error')).toBe('login_required');
  expect(silent?.get('error_description')).toContain('AADSTS50058');
  expect((await ask({ redirect_uri: 'http://127.0.0.1:1/callback' })).page).toContain('AADSTS50011');
  expect((await ask({ scope: 'access' })).redirect?.get('error_description')).toContain('AADSTS650053');
});

test('tokens issued before a save are good after it', async () => {
  const chain = await openChain();
  const user = textAt(await userToken(chain), 'access_token');
  const state = parsePracticeState(JSON.stringify(chain.bench.state));
  if (state === null) throw new Error('the saved state does not parse');
  const again: Chain = { ...chain, bench: openBench(chain.bench.outside, state) };
  expect((await exchangeOnBehalf(again, user)).status).toBe(200);
});

test('damaged states and those of another version do not parse', () => {
  const { state } = openBench();
  expect(parsePracticeState('{')).toBeNull();
  expect(parsePracticeState('null')).toBeNull();
  expect(parsePracticeState(JSON.stringify({ ...state, formatVersion: 2 }))).toBeNull();
  expect(parsePracticeState(JSON.stringify({ ...state, grants: [{}] }))).toBeNull();
  expect(parsePracticeState(JSON.stringify(state))).toEqual(state);
});

test('somebody else can be picked for a sign-in', async () => {
  const { bench, client, scope } = await openChain();
  const tenant = openPracticeTenant(bench.state, bench.outside, {
    pickUser: ({ flow }) => (flow === 'browser' ? 'megan@contoso.com' : null),
  });
  const { redirect } = await browse(
    { ...bench, tenant },
    { client_id: client.appId, redirect_uri: REDIRECT, scope },
  );
  const answer = await bench.token({
    grant_type: 'authorization_code',
    client_id: client.appId,
    redirect_uri: REDIRECT,
    code: redirect?.get('code') ?? '',
    code_verifier: VERIFIER,
  });
  expect(decodeJwt(textAt(answer, 'access_token')).preferred_username).toBe('megan@contoso.com');
});

test('a host that is neither Graph nor a sign-in host is not reached', async () => {
  const { tenant } = openBench();
  await expect(tenant.transport(new Request('https://example.com/'))).rejects.toThrow('fetch failed');
});
