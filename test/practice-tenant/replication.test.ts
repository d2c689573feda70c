import { expect, test } from 'vitest';
import { breakPractice } from '../../src/practice-tenant/index.ts';
import { type Chain, exchangeOnBehalf, openChain, userToken } from './chain.ts';
import { type Answer, at, textAt } from './support.ts';

const SECONDS = 1000;

async function slow(): Promise<Chain> {
  const chain = await openChain();
  breakPractice(
    chain.bench.state,
    'slow-replication',
    { clientAppId: null, serverAppId: null },
    chain.bench.outside,
  );
  return chain;
}

async function names(chain: Chain, times: number): Promise<readonly unknown[]> {
  const found = [];
  for (let turn = 0; turn < times; turn += 1) {
    const read = await chain.bench.graph('GET', `/applications/${chain.server.id}?$select=displayName`);
    found.push(at(read.body, 'displayName'));
  }
  return found;
}

test('after a write, reads show the old and the new by turns until all replicas agree', async () => {
  const chain = await slow();
  await chain.bench.graph('PATCH', `/applications/${chain.server.id}`, { displayName: 'Renamed' });
  expect(await names(chain, 4)).toEqual(['MCP Server API', 'Renamed', 'MCP Server API', 'Renamed']);
  chain.bench.outside.pass(5 * SECONDS);
  expect(await names(chain, 3)).toEqual(['Renamed', 'Renamed', 'Renamed']);
});

test('what was just created is there and not there by turns, in lists as well', async () => {
  const { bench } = await slow();
  const { body } = await bench.graph('POST', '/applications', { displayName: 'Fresh' });
  const path = `/applications/${at(body, 'id')}`;
  const statuses = [];
  for (let turn = 0; turn < 3; turn += 1) statuses.push((await bench.graph('GET', path)).status);
  expect(statuses).toEqual([404, 200, 404]);
  const lists = [];
  for (let turn = 0; turn < 2; turn += 1) {
    lists.push(
      at((await bench.graph('GET', "/applications?$filter=displayName eq 'Fresh'")).body, 'value.length'),
    );
  }
  expect(lists).toEqual([1, 0]);
});

test('what was just deleted is still seen by turns', async () => {
  const { bench, client } = await slow();
  await bench.graph('DELETE', `/applications/${client.id}`);
  const statuses = [];
  for (let turn = 0; turn < 3; turn += 1)
    statuses.push((await bench.graph('GET', `/applications/${client.id}`)).status);
  expect(statuses).toEqual([200, 404, 200]);
  bench.outside.pass(5 * SECONDS);
  expect((await bench.graph('GET', `/applications/${client.id}`)).status).toBe(404);
});

test('a grant for a service principal just made is refused in three forms, one of which made it', async () => {
  const { bench, server } = await slow();
  const app = await bench.graph('POST', '/applications', { displayName: 'Fresh' });
  bench.outside.pass(5 * SECONDS);
  const principal = await bench.graph('POST', '/servicePrincipals', { appId: textAt(app, 'appId') });
  const body = {
    clientId: textAt(principal, 'id'),
    consentType: 'AllPrincipals',
    principalId: null,
    resourceId: server.principalId,
    scope: 'access',
  };
  const answers: string[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const answer = await bench.graph('POST', '/oauth2PermissionGrants', body);
    answers.push(`${answer.status} ${at(answer.body, 'error.code')}`);
    await bench.graph('GET', `/servicePrincipals/${body.clientId}`);
  }
  expect(answers).toEqual([
    '404 Request_ResourceNotFound',
    '404 Directory_ObjectNotFound',
    '400 Request_BadRequest',
  ]);
  expect(bench.state.grants.filter(({ clientId }) => clientId === body.clientId)).toHaveLength(1);
});

test('a scope just disabled cannot be removed on a replica that has not seen it', async () => {
  const { bench, server } = await slow();
  const path = `/applications/${server.id}`;
  const [scope] =
    bench.state.applications.find(({ id }) => id === server.id)?.api.oauth2PermissionScopes ?? [];
  await bench.graph('PATCH', path, { api: { oauth2PermissionScopes: [{ ...scope, isEnabled: false }] } });
  const remove = (): Promise<Answer> => bench.graph('PATCH', path, { api: { oauth2PermissionScopes: [] } });
  expect([(await remove()).status, (await remove()).status]).toEqual([400, 204]);
});

test('a fresh secret is refused by the token service until it is everywhere', async () => {
  const chain = await slow();
  const { bench, server } = chain;
  const assertion = textAt(await userToken(chain), 'access_token');
  const made = await bench.graph('POST', `/applications/${server.id}/addPassword`, {
    passwordCredential: {},
  });
  const client_secret = textAt(made, 'secretText');
  const early = await exchangeOnBehalf(chain, assertion, { client_secret });
  expect([early.status, at(early.body, 'error_codes')]).toEqual([401, [7000215]]);
  bench.outside.pass(5 * SECONDS);
  expect((await exchangeOnBehalf(chain, assertion, { client_secret })).status).toBe(200);
});

test('lags survive a save and end by the clock', async () => {
  const chain = await slow();
  await chain.bench.graph('PATCH', `/applications/${chain.server.id}`, { displayName: 'Renamed' });
  expect(JSON.parse(JSON.stringify(chain.bench.state.lags))).toEqual(chain.bench.state.lags);
  chain.bench.outside.pass(5 * SECONDS);
  await chain.bench.graph('PATCH', `/applications/${chain.client.id}`, { displayName: 'Other' });
  expect(chain.bench.state.lags.map(({ id }) => id)).toEqual([chain.client.id]);
});
