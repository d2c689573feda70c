import { expect, test } from 'vitest';
import { breakPractice } from '../../src/practice-tenant/index.ts';
import { type Answer, at, openAsAdmin, testOutside } from './support.ts';

interface Part {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const parts = (answer: Answer): readonly Part[] => at(answer.body, 'responses') as readonly Part[];
const part = (answer: Answer, id: string): Part | undefined =>
  parts(answer).find((candidate) => candidate.id === id);
const get = (id: string, url: string) => ({ id, method: 'GET', url });

test('each part has its own status, and they come in another order', async () => {
  const { graph, tenant } = await openAsAdmin();
  const answer = await graph('POST', '/$batch', {
    requests: [get('1', '/organization'), get('2', "/applications(appId='none')"), get('3', '/me')],
  });
  expect(parts(answer).map(({ id, status }) => [id, status])).toEqual([
    ['3', 200],
    ['2', 404],
    ['1', 200],
  ]);
  expect(part(answer, '1')?.headers['Content-Type']).toContain('application/json');
  expect(tenant.log.at(-1)?.parts?.map(({ url }) => url)).toEqual([
    '/organization',
    "/applications(appId='none')",
    '/me',
  ]);
});

test('a part that depends on a failed one is not tried', async () => {
  const { graph } = await openAsAdmin();
  const answer = await graph('POST', '/$batch', {
    requests: [
      get('1', '/applications/none'),
      { ...get('2', '/me'), dependsOn: ['1'] },
      { ...get('3', '/me'), dependsOn: ['2'] },
    ],
  });
  expect(parts(answer).map(({ status }) => status)).toEqual([424, 424, 404]);
});

test('a write in a part is done, with its Location', async () => {
  const { graph, state } = await openAsAdmin();
  const headers = { 'Content-Type': 'application/json' };
  const answer = await graph('POST', '/$batch', {
    requests: [{ id: 'w', method: 'POST', url: '/applications', headers, body: { displayName: 'batched' } }],
  });
  expect(part(answer, 'w')?.headers.Location).toContain('/directoryObjects/');
  expect(state.applications.map(({ displayName }) => displayName)).toEqual(['batched']);
});

test('a batch of more than twenty, without content type or with the same id twice is malformed', async () => {
  const { tenant, graph } = await openAsAdmin();
  const many = Array.from({ length: 21 }, (_, index) => get(String(index), '/me'));
  await expect(graph('POST', '/$batch', { requests: many })).resolves.toMatchObject({ status: 400 });
  const body = { displayName: 'x' };
  const untyped = await graph('POST', '/$batch', {
    requests: [{ id: '1', method: 'POST', url: '/applications', body }],
  });
  const twice = await graph('POST', '/$batch', { requests: [get('1', '/me'), get('1', '/me')] });
  expect([untyped.status, twice.status, tenant.log.at(-1)?.status]).toEqual([400, 400, 400]);
});

test('throttling is per part, with its Retry-After in the part', async () => {
  const outside = testOutside();
  const { graph, state } = await openAsAdmin(outside);
  breakPractice(state, 'throttled', { clientAppId: null, serverAppId: null }, outside);
  const requests = ['1', '2', '3', '4', '5'].map((id) => get(id, '/me'));
  const answer = await graph('POST', '/$batch', { requests });
  expect(answer.status).toBe(200);
  expect(
    parts(answer)
      .filter(({ status }) => status === 429)
      .map(({ id, headers }) => [id, headers['Retry-After']]),
  ).toEqual([['4', '1']]);
});

test('a bad token fails the whole batch', async () => {
  const { graph, use } = await openAsAdmin();
  use('a.b.c');
  expect((await graph('POST', '/$batch', { requests: [get('1', '/me')] })).status).toBe(401);
});
