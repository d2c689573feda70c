import { expect, test } from 'vitest';
import { newCertificate } from './certificates.ts';
import { openChain, userToken } from './chain.ts';
import { at, type Bench, GRAPH_TOOLS, openAsAdmin, testOutside, textAt } from './support.ts';

const create = async (bench: Bench, body: object = {}): Promise<string> =>
  textAt(await bench.graph('POST', '/applications', { displayName: 'app', ...body }), 'id');

test('a deleted application is restored, without its service principal', async () => {
  const { bench, server } = await openChain();
  await bench.graph('DELETE', `/applications/${server.id}`);
  expect(bench.state.grants).toEqual([]);
  const deleted = await bench.graph(
    'GET',
    `/directory/deletedItems/microsoft.graph.application?$filter=appId eq '${server.appId}'`,
  );
  expect(at(deleted.body, 'value.0.id')).toBe(server.id);
  expect((await bench.graph('POST', `/directory/deletedItems/${server.id}/restore`)).status).toBe(200);
  expect((await bench.graph('GET', `/applications/${server.id}`)).status).toBe(200);
  expect((await bench.graph('GET', `/servicePrincipals(appId='${server.appId}')`)).status).toBe(404);
  expect((await bench.graph('POST', `/directory/deletedItems/${server.principalId}/restore`)).status).toBe(
    200,
  );
});

test('owners are added and removed by reference', async () => {
  const { bench, server } = await openChain();
  const lee =
    bench.state.users.find(({ userPrincipalName }) => userPrincipalName === 'lee@contoso.com')?.id ?? '';
  const add = () =>
    bench.graph('POST', `/applications/${server.id}/owners/$ref`, {
      '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${lee}`,
    });
  expect([(await add()).status, (await add()).status]).toEqual([204, 400]);
  const remove = () => bench.graph('DELETE', `/applications/${server.id}/owners/${lee}/$ref`);
  expect([(await remove()).status, (await remove()).status]).toEqual([204, 400]);
});

test('only the scope of a grant changes, and it is replaced', async () => {
  const { bench, client } = await openChain();
  const list = await bench.graph(
    'GET',
    `/oauth2PermissionGrants?$filter=clientId in ('${client.principalId}') and consentType eq 'AllPrincipals'`,
  );
  const id = textAt(list, 'value.0.id');
  expect((await bench.graph('PATCH', `/oauth2PermissionGrants/${id}`, { scope: 'other' })).status).toBe(204);
  expect(bench.state.grants.find((grant) => grant.id === id)?.scope).toBe('other');
  expect((await bench.graph('PATCH', `/oauth2PermissionGrants/${id}`, { principalId: 'x' })).status).toBe(
    400,
  );
  const nav = await bench.graph('GET', `/servicePrincipals/${client.principalId}/oauth2PermissionGrants`);
  expect(at(nav.body, 'value.length')).toBe(1);
});

test('certificates: a key without its value is kept, its thumbprint and validity are computed', async () => {
  const bench = await openAsAdmin();
  const [one, two] = [await newCertificate(), await newCertificate()];
  const item = (key: string) => ({ type: 'AsymmetricX509Cert', usage: 'Verify', key });
  const id = await create(bench, { keyCredentials: [item(one.der)] });
  const read = async (): Promise<unknown> =>
    at((await bench.graph('GET', `/applications/${id}`)).body, 'keyCredentials');
  const [kept] = (await read()) as readonly object[];
  expect(kept).toMatchObject({
    key: null,
    endDateTime: '2027-12-31T00:00:00Z',
    displayName: 'CN=mcp-server',
  });
  await bench.graph('PATCH', `/applications/${id}`, { keyCredentials: [kept, item(two.der)] });
  expect(await read()).toHaveLength(2);
  const late = { ...item(two.der), endDateTime: '2031-01-01T00:00:00Z' };
  expect((await bench.graph('PATCH', `/applications/${id}`, { keyCredentials: [late] })).status).toBe(400);
});

test('the Azure CLI token reads the directory and no policy', async () => {
  const bench = await openAsAdmin();
  const status = async (path: string): Promise<number> => (await bench.graph('GET', path)).status;
  expect(await status('/policies/defaultAppManagementPolicy')).toBe(403);
  expect(await status('/identity/conditionalAccess/policies')).toBe(403);
  expect(await status('/me/drive')).toBe(403);
  for (const path of [
    '/domains',
    '/organization',
    '/roleManagement/directory/roleAssignments',
    '/auditLogs/signIns',
  ]) {
    expect(await status(path), path).toBe(200);
  }
});

test('a token with Policy.Read.All reads the policies', async () => {
  const bench = await openAsAdmin();
  bench.use(textAt(await bench.signIn(GRAPH_TOOLS, 'Policy.Read.All'), 'access_token'));
  const policy = await bench.graph('GET', '/policies/defaultAppManagementPolicy');
  expect(
    at(policy.body, 'applicationRestrictions.identifierUris.uriAdditionWithoutUniqueTenantIdentifier.state'),
  ).toBe('enabled');
  expect((await bench.graph('GET', '/policies/appManagementPolicies')).status).toBe(200);
  expect((await bench.graph('GET', '/policies/authorizationPolicy')).status).toBe(200);
});

test('without a scope that reads roles, their properties are null', async () => {
  const bench = await openAsAdmin();
  const path = '/me/transitiveMemberOf/microsoft.graph.directoryRole';
  expect(at((await bench.graph('GET', path)).body, 'value.0.roleTemplateId')).toBe(
    '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  );
  bench.use(textAt(await bench.signIn(GRAPH_TOOLS, 'User.Read'), 'access_token'));
  expect(at((await bench.graph('GET', path)).body, 'value.0')).toMatchObject({
    roleTemplateId: null,
    displayName: null,
  });
});

test('the sign-in log has the failure by its correlation id, newest first, and no on-behalf-of', async () => {
  const outside = testOutside();
  const chain = await openChain(outside);
  const { bench, client } = chain;
  chain.bench.state.grants = [];
  const failed = await userToken(chain);
  const id = textAt(failed, 'correlation_id');
  const { body } = await bench.graph(
    'GET',
    `/auditLogs/signIns?$filter=appId eq '${client.appId}' and status/errorCode eq 65001`,
  );
  expect(at(body, 'value.0')).toMatchObject({
    correlationId: id,
    id: textAt(failed, 'trace_id'),
    status: { errorCode: 65001 },
  });
  const since = '2026-03-02T08:00:00Z';
  expect(
    at(
      (await bench.graph('GET', `/auditLogs/signIns?$filter=createdDateTime ge ${since}`)).body,
      'value.0.correlationId',
    ),
  ).toBe(id);
});

test('an unknown operation is a 400 in the log', async () => {
  const { tenant, graph } = await openAsAdmin();
  await expect(graph('GET', '/groups')).rejects.toThrow('not an operation');
  expect(tenant.log.at(-1)).toMatchObject({ method: 'GET', status: 400 });
});

test('a password sent at creation is shown in the answer, and only there', async () => {
  const bench = await openAsAdmin();
  const lee = bench.state.users.at(-1)?.id ?? '';
  const created = await bench.graph('POST', '/applications', {
    displayName: 'with secret',
    passwordCredentials: [{ displayName: 'first', endDateTime: '2027-01-01T00:00:00Z' }],
    'owners@odata.bind': [`https://graph.microsoft.com/v1.0/users/${lee}`],
  });
  const secret = textAt(created, 'passwordCredentials.0.secretText');
  expect(secret).toHaveLength(40);
  expect(JSON.stringify(bench.state)).not.toContain(secret);
  expect(bench.state.applications[0]?.owners).toContain(lee);
});
