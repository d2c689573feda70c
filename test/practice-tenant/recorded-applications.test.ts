import { expect, test } from 'vitest';
import { compared, exchange } from './recordings.ts';
import { type Bench, openAsAdmin, textAt } from './support.ts';

async function created(bench: Bench, body: unknown): Promise<string> {
  return textAt(await bench.graph('POST', '/applications', body), 'id');
}

test('recording 01: a minimal application has the defaults of November 2024', async () => {
  const recorded = exchange('01');
  const bench = await openAsAdmin();
  const [ours, theirs] = compared(
    recorded,
    await bench.graph('POST', '/applications', recorded.request.body),
  );
  expect(ours).toEqual(theirs);
});

test('recording 03: a list by name without a match is empty', async () => {
  const recorded = exchange('03', 0);
  const bench = await openAsAdmin();
  const { search } = new URL(recorded.request.uri);
  const [ours, theirs] = compared(recorded, await bench.graph('GET', `/applications${search}`));
  expect(ours).toEqual(theirs);
});

test('recording 03 and 04: an application found by app id shows what was patched', async () => {
  const bench = await openAsAdmin();
  const app = await bench.graph('POST', '/applications', exchange('01').request.body);
  const patch = exchange('04');
  const [patched, recordedPatch] = compared(
    patch,
    await bench.graph('PATCH', `/applications/${textAt(app, 'id')}`, patch.request.body),
  );
  expect(patched).toEqual(recordedPatch);
  const query = `?$filter=appId%20eq%20%27${textAt(app, 'appId')}%27`;
  const [ours, theirs] = compared(exchange('03', 1), await bench.graph('GET', `/applications${query}`));
  expect(ours).toEqual(theirs);
});

test('recording 05: the answer to a create keeps the order of the request and computes the thumbprint', async () => {
  const recorded = exchange('05');
  const bench = await openAsAdmin();
  const [ours, theirs] = compared(
    recorded,
    await bench.graph('POST', '/applications', recorded.request.body),
  );
  expect(ours).toEqual(theirs);
});

test('recording 06: a later read has the collections in another order', async () => {
  const bench = await openAsAdmin();
  const body = {
    ...(exchange('05').request.body as object),
    displayName: 'azure-cli-test000003',
    identifierUris: ['api://azure-cli-test000003'],
    signInAudience: 'AzureADMyOrg',
  };
  const id = await created(bench, body);
  const [ours, theirs] = compared(exchange('06'), await bench.graph('GET', `/applications/${id}`));
  expect(ours).toEqual(theirs);
});

test('recording 07: an application that is not there is a 404', async () => {
  const recorded = exchange('07');
  const bench = await openAsAdmin();
  const path = new URL(recorded.request.uri).pathname.replace('/v1.0', '');
  const [ours, theirs] = compared(recorded, await bench.graph('GET', path));
  expect(ours).toEqual(theirs);
});

test('recording 08: a deleted application is purged from the recycle bin', async () => {
  const bench = await openAsAdmin();
  const id = await created(bench, { displayName: 'gone soon' });
  const [deleted, recordedDelete] = compared(
    exchange('08', 0),
    await bench.graph('DELETE', `/applications/${id}`),
  );
  const [purged, recordedPurge] = compared(
    exchange('08', 1),
    await bench.graph('DELETE', `/directory/deletedItems/${id}`),
  );
  expect([deleted, purged]).toEqual([recordedDelete, recordedPurge]);
  expect((await bench.graph('DELETE', `/directory/deletedItems/${id}`)).status).toBe(404);
});
