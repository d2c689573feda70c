import { expect, test } from 'vitest';
import { type Answer, at, type Bench, openAsAdmin, textAt } from './support.ts';

const create = async (bench: Bench, body: object = {}): Promise<string> =>
  textAt(await bench.graph('POST', '/applications', { displayName: 'app', ...body }), 'id');

const code = ({ body }: Answer): unknown => at(body, 'error.code');

test('an upsert by unique name creates once, then updates without a body', async () => {
  const bench = await openAsAdmin();
  const path = "/applications(uniqueName='entra-mcp-setup-client-1')";
  const upsert = (displayName: string, headers: Record<string, string> = { prefer: 'create-if-missing' }) =>
    bench.graph('PATCH', path, { displayName }, headers);
  expect((await upsert('x', {})).status).toBe(404);
  const first = await upsert('one');
  expect([first.status, at(first.body, 'uniqueName')]).toEqual([201, 'entra-mcp-setup-client-1']);
  const second = await upsert('two');
  expect([second.status, second.body]).toEqual([204, '']);
  expect(at((await bench.graph('GET', path)).body, 'displayName')).toBe('two');
  expect((await bench.graph('PATCH', path, { tags: [] }, { prefer: 'create-if-missing' })).status).toBe(400);
  const { id } = bench.state.applications[0] ?? { id: '' };
  expect((await bench.graph('PATCH', `/applications/${id}`, { uniqueName: 'other' })).status).toBe(400);
});

test('nested objects merge, collections are replaced', async () => {
  const bench = await openAsAdmin();
  const web = { redirectUris: ['https://a.example/cb'], logoutUrl: 'https://a.example/out' };
  const id = await create(bench, { web, tags: ['one', 'two'] });
  await bench.graph('PATCH', `/applications/${id}`, {
    web: { redirectUris: ['https://b.example/cb'] },
    tags: ['three'],
  });
  const { body } = await bench.graph('GET', `/applications/${id}`);
  expect(body).toMatchObject({
    web: { redirectUris: ['https://b.example/cb'], logoutUrl: web.logoutUrl },
    tags: ['three'],
  });
});

test.each([
  ['api://{appId}', 1, 204],
  ['api://{tenantId}/{appId}', 1, 204],
  ['api://{tenantId}/anything', 1, 204],
  ['api://anything/{appId}', 1, 204],
  ['https://contoso.onmicrosoft.com/mcp', 1, 204],
  ['https://api.contoso.com/mcp', 1, 204],
  ['api://mcp-server', 2, 204],
  ['api://mcp-server', 1, 400],
  ['api://mcp-server/', 2, 400],
  ['api://11111111-2222-4333-8444-555555555555', 2, 400],
  ['https://example.com/mcp', 2, 400],
  ['not a uri', 2, 400],
])('identifier URI %s with v%i tokens is answered %i', async (template, version, status) => {
  const bench = await openAsAdmin();
  const app = await bench.graph('POST', '/applications', { displayName: 'app' });
  const uri = template.replace('{appId}', textAt(app, 'appId')).replace('{tenantId}', bench.state.tenant.id);
  const body = { identifierUris: [uri], api: { requestedAccessTokenVersion: version } };
  expect((await bench.graph('PATCH', `/applications/${textAt(app, 'id')}`, body)).status).toBe(status);
});

test.each([
  ['publicClient', 'http://127.0.0.1:53100/callback', 204],
  ['publicClient', 'http://localhost', 204],
  ['publicClient', 'myapp://auth', 204],
  ['web', 'https://auth.example.com/callback', 204],
  ['web', 'http://example.com/callback', 400],
  ['web', 'myapp://auth', 400],
  ['publicClient', 'http://[::1]/callback', 400],
  ['web', 'https://example.com/(x)', 400],
  ['web', 'https://example.com/#part', 400],
])('redirect URI on %s: %s is answered %i', async (platform, uri, status) => {
  const bench = await openAsAdmin();
  const id = await create(bench);
  expect(
    (await bench.graph('PATCH', `/applications/${id}`, { [platform]: { redirectUris: [uri] } })).status,
  ).toBe(status);
});

test('misspelt and read-only properties are refused', async () => {
  const bench = await openAsAdmin();
  const id = await create(bench);
  for (const body of [
    { displayname: 'x' },
    { appId: 'x' },
    { web: { redirectURIs: [] } },
    { tags: ['a b'] },
    { displayName: '' },
  ]) {
    expect((await bench.graph('PATCH', `/applications/${id}`, body)).status, JSON.stringify(body)).toBe(400);
  }
});

test('filters: by name, by URI, by tag, in and or; what is not indexed is refused', async () => {
  const bench = await openAsAdmin();
  const one = await create(bench, {
    displayName: "It's one",
    tags: ['mcp'],
    api: { requestedAccessTokenVersion: 2 },
    identifierUris: ['api://one'],
  });
  const two = await create(bench, { displayName: 'two' });
  const found = async (filter: string): Promise<unknown> => {
    const { body } = await bench.graph(
      'GET',
      `/applications?$filter=${encodeURIComponent(filter)}&$select=id`,
    );
    return (at(body, 'value') as readonly { readonly id: string }[] | undefined)?.map(({ id }) => id);
  };
  expect(await found("displayName eq 'It''s one'")).toEqual([one]);
  expect(await found("identifierUris/any(s:s eq 'api://one')")).toEqual([one]);
  expect(await found("tags/any(t:t eq 'mcp')")).toEqual([one]);
  expect(await found(`id in ('${one}','${two}')`)).toEqual([one, two]);
  expect(await found("startswith(displayName,'tw') or tags/any(t:t eq 'mcp')")).toEqual([one, two]);
  expect(await found("not (displayName eq 'two') and displayName ne 'x'")).toEqual([one]);
  expect(code(await bench.graph('GET', "/applications?$filter=notes eq 'x'"))).toBe(
    'Request_UnsupportedQuery',
  );
  expect((await bench.graph('GET', '/applications?$filter=displayName')).status).toBe(400);
});

test('pages end where the link does', async () => {
  const bench = await openAsAdmin();
  for (const name of ['a', 'b', 'c']) await create(bench, { displayName: name });
  const first = await bench.graph('GET', '/applications?$top=2&$select=displayName');
  const { pathname, search } = new URL(String(Reflect.get(first.body as object, '@odata.nextLink')));
  const last = await bench.graph('GET', `${pathname.replace('/v1.0', '')}${search}`);
  expect([first, last].map(({ body }) => at(body, 'value'))).toEqual([
    [{ displayName: 'a' }, { displayName: 'b' }],
    [{ displayName: 'c' }],
  ]);
  expect(last.body).not.toHaveProperty(['@odata.nextLink']);
});

test('an expansion comes with the object, one at a time', async () => {
  const bench = await openAsAdmin();
  const id = await create(bench);
  const { body } = await bench.graph('GET', `/applications/${id}?$expand=owners&$select=id`);
  expect(body).toMatchObject({ id, owners: [{ userPrincipalName: 'admin@contoso.com' }] });
  expect(
    (await bench.graph('GET', `/applications/${id}?$expand=owners,federatedIdentityCredentials`)).status,
  ).toBe(400);
});
