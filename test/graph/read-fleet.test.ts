import { describe, expect, it } from 'vitest';
import type { Blueprint } from '../../src/core/blueprint.ts';
import { CHECKS } from '../../src/core/checks/index.ts';
import { judge } from '../../src/core/judge.ts';
import type { Tenant } from '../../src/core/tenant.ts';
import { facetOf } from '../../src/core/tenant.ts';
import { readCandidates } from '../../src/graph/candidates.ts';
import { readTenant } from '../../src/graph/read.ts';
import { readFleet } from '../../src/graph/read-fleet.ts';
import { breakPractice } from '../../src/practice-tenant/index.ts';
import { addSetup, type SetupShape } from '../support/fleet.ts';
import { type PracticeBench, practiceBench } from '../support/practice.ts';
import { damaging, failing, refusingOr, sending, shapeOf, watching } from './fleet-answers.ts';

const OPTIONS = { maxWait: 180_000 };
const NO_APPS = { clientAppId: null, serverAppId: null };

async function benchWith(shapes: readonly SetupShape[]) {
  const bench = await practiceBench({ readOnly: true });
  const outside = { now: bench.clock.now, uuid: bench.random.uuid, bytes: bench.random.bytes };
  const blueprints = shapes.map((shape, index) => addSetup(bench.tenant.state, outside, index, shape));
  return { bench, outside, blueprints };
}

async function readAll(bench: PracticeBench, blueprints: readonly Blueprint[]): Promise<readonly Tenant[]> {
  const reader = readFleet(bench.graph, blueprints, OPTIONS);
  const tenants: Tenant[] = [];
  for (const blueprint of blueprints) tenants.push((await reader(blueprint)).tenant);
  return tenants;
}

const MIXED: readonly SetupShape[] = [
  {},
  { names: 'shared' },
  { names: 'shared', consent: 'missing' },
  { ids: 'none' },
  { ids: 'wrong' },
  { ids: 'none', credential: 'federated' },
  { credential: 'federated' },
  { assignment: 'required' },
  { assignment: 'assigned' },
  { owners: 0 },
  { owners: 3 },
  { roles: 1 },
  { roles: 25 },
  { ids: 'none', roles: 230 },
];

const absent: Blueprint = (() => {
  const wanted = addSetup(
    emptyState(),
    { now: () => new Date(0), uuid: () => 'x', bytes: () => new Uint8Array() },
    77,
    {
      ids: 'none',
    },
  );
  return { ...wanted, clientApp: { ...wanted.clientApp, displayName: "Nobody's app" } };
})();

function emptyState() {
  return { users: [], applications: [], servicePrincipals: [], grants: [], revision: 0 } as never;
}

describe('reading a fleet', () => {
  it('shows every configuration the same tenant, facet by facet, as reading it alone', async () => {
    const { bench, blueprints } = await benchWith(MIXED);
    const all = [...blueprints, absent];
    const together = await readAll(bench, all);
    const alone: Tenant[] = [];
    for (const blueprint of all) alone.push(await readTenant(bench.graph, blueprint, OPTIONS));
    expect(together).toEqual(alone);
  });

  it('shows the same of apps that are found by their marker, without asking for more', async () => {
    const found = MIXED.filter(({ ids }) => ids === 'none').map((shape) => ({ ...shape, owners: 3 }));
    const { bench, blueprints } = await benchWith(found);
    const reader = readFleet(bench.graph, blueprints, OPTIONS);
    const sentFor: number[] = [];
    for (const blueprint of blueprints) {
      const { tenant, known } = await reader(blueprint);
      const ids = (['clientApplication', 'serverApplication'] as const).flatMap(
        (facet) => facetOf(tenant, facet)?.appId ?? [],
      );
      const before = bench.tenant.log.length;
      const gathered = await readCandidates(known, ids, OPTIONS);
      const sent = bench.tenant.log.length - before;
      expect([gathered, ids.length]).toEqual([await readCandidates(bench.graph, ids, OPTIONS), 2]);
      sentFor.push(sent);
    }
    expect(sentFor).toEqual([0, 0, 0]);
  });

  it('finds apps by a marker with capital letters', async () => {
    const { bench, blueprints } = await benchWith([{ ids: 'none' }]);
    for (const app of bench.tenant.state.applications)
      Object.assign(app, { uniqueName: app.uniqueName?.replace('fleet-', 'Fleet-') ?? null });
    const [named] = blueprints.map((one) => ({ ...one, marker: one.marker?.replace('f', 'F') ?? null }));
    const [tenant] = await readAll(bench, named ? [named] : []);
    expect(tenant && facetOf(tenant, 'serverApplication')?.uniqueName).toMatch(
      /^entra-mcp-setup-server-Fleet-/,
    );
  });

  it('shows the same grants where hundreds of users have consented one by one', async () => {
    const { bench, blueprints } = await benchWith([{}, {}]);
    const { state } = bench.tenant;
    const [wide] = state.grants;
    const single = Array.from({ length: 230 }, (_, index) => ({
      ...wide,
      id: `single-${index}`,
      consentType: 'Principal',
      principalId: `user-${index}`,
    }));
    Object.assign(state, { grants: [...single, ...state.grants], revision: state.revision + 1 });
    const alone: Tenant[] = [];
    for (const blueprint of blueprints) alone.push(await readTenant(bench.graph, blueprint, OPTIONS));
    expect(await readAll(bench, blueprints)).toEqual(alone);
  });

  it('finds an app of a name with a quote in it', async () => {
    const { bench, blueprints } = await benchWith([{}]);
    const [blueprint] = blueprints;
    if (!blueprint) throw new Error('no setup');
    const named = {
      ...blueprint,
      clientApp: { ...blueprint.clientApp, displayName: "Ann's & Bob's 100% app" },
    };
    const [tenant] = await readAll(bench, [named]);
    expect(tenant).toEqual(await readTenant(bench.graph, named, OPTIONS));
  });

  it('needs three waves of requests for a hundred configurations that know their ids', async () => {
    const { bench, blueprints } = await benchWith(Array.from({ length: 100 }, () => ({})));
    const before = bench.tenant.log.length;
    await readAll(bench, blueprints);
    expect(bench.tenant.log.length - before).toBeLessThanOrEqual(6);
  });

  it('stays within 150 requests at 1,000 configurations whose ids lead nowhere', async () => {
    const { bench, blueprints } = await benchWith(
      Array.from({ length: 1_000 }, () => ({ ids: 'wrong' as const, credential: 'federated' as const })),
    );
    const before = bench.tenant.log.length;
    await readAll(bench, blueprints);
    expect(bench.tenant.log.length - before).toBeLessThanOrEqual(150);
  });

  it('asks only once about a name that many configurations share', async () => {
    const { bench, blueprints } = await benchWith(
      Array.from({ length: 120 }, () => ({ names: 'shared' as const })),
    );
    await readAll(bench, blueprints);
    const parts = bench.tenant.log.flatMap((record) => record.parts ?? []);
    expect(parts.filter(({ url }) => decodeURIComponent(url).includes('displayName eq'))).toHaveLength(1);
  });

  it('sees federated credentials that no configuration wants', async () => {
    const { bench, blueprints, outside } = await benchWith([{}, {}]);
    const { state } = bench.tenant;
    const foreign = {
      id: outside.uuid(),
      name: 'deploy',
      issuer: 'https://token.example.com',
      subject: 'me',
    };
    const federated = [{ ...foreign, audiences: ['api://AzureADTokenExchange'], description: null }];
    const applications = state.applications.map((one) => ({ ...one, federated }));
    Object.assign(state, { applications, revision: state.revision + 1 });
    const seen = (await readAll(bench, blueprints)).flatMap((tenant) =>
      (['clientFederatedCredentials', 'serverFederatedCredentials'] as const).flatMap(
        (facet) => facetOf(tenant, facet)?.map(({ name }) => name) ?? [],
      ),
    );
    expect(seen).toEqual(['deploy', 'deploy', 'deploy', 'deploy']);
  });

  it('does not ask who is assigned to apps that let everybody in', async () => {
    const { bench, blueprints } = await benchWith([{}, { credential: 'federated' }]);
    await readAll(bench, blueprints);
    const parts = bench.tenant.log.flatMap((record) => record.parts ?? []);
    expect(parts.filter(({ url }) => url.includes('appRoleAssignedTo'))).toEqual([]);
  });

  it('answers one key after the other where Graph refuses to be asked about several', async () => {
    const { bench, blueprints } = await benchWith(MIXED);
    const alone = await readAll(bench, blueprints);
    const strict = sending(bench, refusingOr);
    expect(await readAll(strict, blueprints)).toEqual(alone);
  });

  it('leaves unread what the directory forbids to read, for every configuration', async () => {
    const { bench, outside, blueprints } = await benchWith(MIXED);
    breakPractice(bench.tenant.state, 'reads-forbidden', NO_APPS, outside);
    const statuses = (await readAll(bench, blueprints)).flatMap((tenant, index) =>
      judge(CHECKS, blueprints[index] as Blueprint, tenant, bench.moment())
        .filter(({ check }) => check.severity === 'error')
        .map(({ verdict }) => verdict.status),
    );
    expect(new Set(statuses)).toEqual(new Set(['unknown']));
  });

  it('reads the same through throttling', async () => {
    const { bench, outside, blueprints } = await benchWith(Array.from({ length: 60 }, () => ({})));
    const calm = await readAll(bench, blueprints);
    breakPractice(bench.tenant.state, 'throttled', NO_APPS, outside);
    expect(await readAll(bench, blueprints)).toEqual(calm);
  });

  it('asks again for nothing before the time that the refusal named', async () => {
    const { bench, outside, blueprints } = await benchWith(Array.from({ length: 60 }, () => ({})));
    breakPractice(bench.tenant.state, 'throttled', NO_APPS, outside);
    const early: string[] = [];
    const refusals: (string | null)[] = [];
    const notBefore = new Map<string, number>();
    await readAll(watching(bench, { early, refusals, notBefore }), blueprints);
    expect(early).toEqual([]);
    expect(new Set(refusals.map(shapeOf))).toEqual(new Set(['seconds', 'fraction', 'date', 'none']));
  });

  it.each([408, 503])('asks again for what was answered %i past the limit', async (status) => {
    const { bench, blueprints } = await benchWith(MIXED);
    const calm = await readAll(bench, blueprints);
    const before = bench.clock.now().getTime();
    let left = 2;
    const ailing = sending(bench, (reply) => (left-- > 0 ? failing(reply, status) : reply));
    const reader = readFleet(ailing.graph, blueprints, { maxWait: 1_500 });
    const tenants: Tenant[] = [];
    for (const blueprint of blueprints) tenants.push((await reader(blueprint)).tenant);
    expect(tenants).toEqual(calm);
    // One wait, in which the whole fleet was asked for again.
    expect(bench.clock.now().getTime() - before).toBe(1_000);
  });

  it('waits an outage out once, not for every configuration', async () => {
    const { bench, blueprints } = await benchWith([{}, {}, {}]);
    const before = bench.clock.now().getTime();
    const tenants = await readAll(
      sending(bench, (reply) => failing(reply, 503)),
      blueprints,
    );
    expect(new Set(tenants.map(({ organization }) => organization.state))).toEqual(new Set(['unreadable']));
    expect(bench.clock.now().getTime() - before).toBeLessThanOrEqual(OPTIONS.maxWait);
  });

  it('keeps for nobody else what one configuration was answered 503 for, past the limit', async () => {
    const { bench, blueprints } = await benchWith([{}, {}]);
    const [, calm] = await readAll(bench, blueprints);
    let isIll = true;
    const ailing = sending(bench, (reply) => (isIll ? failing(reply, 503) : reply));
    const reader = readFleet(ailing.graph, blueprints, { maxWait: 1_500 });
    const [first, second] = blueprints as [Blueprint, Blueprint];
    const { tenant: unread } = await reader(first);
    isIll = false;
    expect([unread.clientApplication.state, (await reader(second)).tenant]).toEqual(['unreadable', calm]);
  });

  it('keeps what it read of the others when one reply is not understood', async () => {
    const { bench, blueprints } = await benchWith([{}, {}]);
    const [first] = blueprints;
    const broken = sending(bench, (reply) => damaging(reply, first?.clientApp.appId ?? ''));
    const [damaged, whole] = await readAll(broken, blueprints);
    expect([damaged?.clientApplication.state, whole?.clientApplication.state]).toEqual([
      'unreadable',
      'read',
    ]);
  });
});
