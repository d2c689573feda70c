import { describe, expect, it } from 'vitest';
import { facetOf } from '../../src/core/tenant.ts';
import { readTenant } from '../../src/graph/read.ts';
import { addSetup, type SetupShape } from '../support/fleet.ts';
import { type PracticeBench, practiceBench } from '../support/practice.ts';
import { sending } from './fleet-answers.ts';

const OPTIONS = { maxWait: 180_000 };

async function benchWith(shape: SetupShape) {
  const bench = await practiceBench({ readOnly: true });
  const outside = { now: bench.clock.now, uuid: bench.random.uuid, bytes: bench.random.bytes };
  return { bench, blueprint: addSetup(bench.tenant.state, outside, 1, shape) };
}

async function requestsOf(bench: PracticeBench, read: () => Promise<unknown>): Promise<number> {
  const before = bench.tenant.log.length;
  await read();
  return bench.tenant.log.length - before;
}

describe('the application permissions of an app', () => {
  it('are read by name, with their API and the day', async () => {
    const { bench, blueprint } = await benchWith({ roles: 1 });
    const tenant = await readTenant(bench.graph, blueprint, OPTIONS);
    expect(facetOf(tenant, 'clientRoles')).toEqual([]);
    expect(facetOf(tenant, 'serverRoles')).toMatchObject([
      { permission: 'Sites.Read.All', resource: 'Microsoft Graph', createdDateTime: '2026-02-03T04:05:06Z' },
    ]);
  });

  it.each([
    ['there are none', {}],
    ['there are some, whose names are looked up', { roles: 3 }],
  ])('cost no request of their own where %s', async (_which, shape) => {
    const { bench, blueprint } = await benchWith(shape);
    expect(await requestsOf(bench, () => readTenant(bench.graph, blueprint, OPTIONS))).toBe(2);
  });

  it('are read page by page', async () => {
    const { bench, blueprint } = await benchWith({ roles: 230 });
    const tenant = await readTenant(bench.graph, blueprint, OPTIONS);
    expect(facetOf(tenant, 'serverRoles')).toHaveLength(230);
  });

  it('are not known where one of their pages cannot be read', async () => {
    const { bench, blueprint } = await benchWith({ roles: 230 });
    const broken = sending(bench, (reply, sent) =>
      JSON.stringify(sent).includes('skiptoken') ? { ...reply, body: refusedParts(reply.body) } : reply,
    );
    const { serverRoles } = await readTenant(broken.graph, blueprint, OPTIONS);
    expect(serverRoles).toMatchObject({ state: 'unreadable', permission: 'Application.Read.All' });
  });

  it('keep their ids where the API that publishes them cannot be read', async () => {
    const { bench, blueprint } = await benchWith({ roles: 1 });
    const broken = sending(bench, (reply, sent) =>
      JSON.stringify(sent).includes('appRoles"') ? { ...reply, body: refusedParts(reply.body) } : reply,
    );
    const tenant = await readTenant(broken.graph, blueprint, OPTIONS);
    expect(facetOf(tenant, 'serverRoles')).toMatchObject([{ permission: null, resource: 'Microsoft Graph' }]);
  });
});

/** The reply of a batch with every part refused. */
function refusedParts(body: unknown): object {
  const { responses } = body as { readonly responses: readonly object[] };
  const error = { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' };
  return { responses: responses.map((part) => ({ ...part, status: 403, body: { error } })) };
}
