import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facetOf } from '../../src/core/tenant.ts';
import { observe, openBench, run, stillToDo } from '../support/bench.ts';
import { possessions } from '../support/laws.ts';
import { normalised } from '../support/normal.ts';
import { registerByHand } from '../support/odd-tenants.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { STARTING_BLUEPRINTS, type Start, started, starts } from '../support/starts.ts';

const RUNS = {
  numRuns: Number(process.env.LAW_RUNS ?? 20),
  seed: Number(process.env.LAW_SEED ?? 20_261_123),
};

const lagging =
  (...faults: readonly string[]) =>
  async (start: Start): Promise<void> => {
    const [bench, blueprint] = await started(start);
    for (const fault of faults) bench.fault(fault);
    await run(bench, blueprint);
    await bench.clock.sleep(10_000);
    expect(await stillToDo(bench, blueprint)).toEqual([]);
  };

describe('the plan of a fresh set-up', () => {
  it.each(STARTING_BLUEPRINTS)('foresees what the tenant is afterwards: %#', async (blueprint) => {
    const bench = await openBench();
    const { plan } = await run(bench, blueprint);
    const signedIn = bench.graph.access.claims.objectId;
    expect(normalised(await observe(bench, blueprint), signedIn)).toEqual(
      normalised(plan.foreseen, signedIn),
    );
  });
});

describe('from any start', () => {
  it('what the planner foresees is what the tenant then is', async () => {
    await fc.assert(
      fc.asyncProperty(starts, async (start) => {
        const [bench, blueprint] = await started(start);
        const { plan } = await run(bench, blueprint);
        const signedIn = bench.graph.access.claims.objectId;
        const after = normalised(await observe(bench, blueprint), signedIn);
        expect(after).toEqual(normalised(plan.foreseen, signedIn));
      }),
      RUNS,
    );
  });

  it('a second run has nothing to do', async () => {
    await fc.assert(
      fc.asyncProperty(starts, async (start) => {
        const [bench, blueprint] = await started(start);
        await run(bench, blueprint);
        expect(await stillToDo(bench, blueprint)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('a second run sends nothing but reads', async () => {
    await fc.assert(
      fc.asyncProperty(starts, async (start) => {
        const [bench, blueprint] = await started(start);
        await run(bench, blueprint);
        const before = bench.tenant.log.length;
        await run(bench, blueprint);
        const sent = bench.tenant.log
          .slice(before)
          .filter(({ method, url }) => method !== 'GET' && !url.endsWith('/$batch'));
        expect(sent).toEqual([]);
      }),
      { ...RUNS, numRuns: 8 },
    );
  });

  it('nothing that others made is lost', async () => {
    await fc.assert(
      fc.asyncProperty(starts, async (start) => {
        const [bench, blueprint] = await started(start);
        const { before, plan } = await run(bench, blueprint);
        const after = possessions(await observe(bench, blueprint));
        const replaced = plan.changes.flatMap(({ change }) =>
          change.kind === 'add-identifier-uri' ? change.replaces : [],
        );
        const lost = possessions(before).filter((thing) => !after.includes(thing));
        expect(lost.filter((thing) => !replaced.some((uri) => thing.endsWith(uri)))).toEqual([]);
      }),
      RUNS,
    );
  });

  it.each([0, 1])('nothing that the plan saw is lost in a slow directory: %s', async (reads) => {
    await fc.assert(
      fc.asyncProperty(starts, async (start) => {
        const [bench, blueprint] = await started(start);
        bench.fault('slow-replication');
        const server = facetOf(await observe(bench, blueprint), 'serverApplication');
        const path = `/applications/${server?.objectId}`;
        const redirectUris = [...(server?.redirectUris.web ?? []), 'https://portal.contoso.com/new'];
        await bench.graph.send('PATCH', path, { body: { web: { redirectUris } } });
        for (let read = 0; read < reads; read += 1) await observe(bench, blueprint);
        const { before, plan } = await run(bench, blueprint);
        await bench.clock.sleep(10_000);
        const after = possessions(await observe(bench, blueprint));
        const replaced = plan.changes.flatMap(({ change }) =>
          change.kind === 'add-identifier-uri' ? change.replaces : [],
        );
        const lost = possessions(before).filter((thing) => !after.includes(thing));
        expect(lost.filter((thing) => !replaced.some((uri) => thing.endsWith(uri)))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('a slow directory ends in the same place', async () => {
    await fc.assert(fc.asyncProperty(starts, lagging('slow-replication')), RUNS);
  });

  it('a throttling directory ends in the same place', async () => {
    await fc.assert(fc.asyncProperty(starts, lagging('throttled')), RUNS);
  });

  it('a directory that is both ends in the same place', async () => {
    await fc.assert(fc.asyncProperty(starts, lagging('slow-replication', 'throttled')), RUNS);
  });
});

describe('a slow directory', () => {
  it('is waited for aloud', async () => {
    const bench = await openBench();
    bench.fault('slow-replication');
    await run(bench);
    expect(bench.waits.map(({ reason }) => reason)).toContain(
      'Entra has not copied the last change everywhere',
    );
  });

  it('makes no second app, service principal or grant', async () => {
    const bench = await openBench();
    bench.fault('slow-replication');
    const { state } = bench.tenant;
    const before = state.servicePrincipals.length;
    await run(bench);
    expect([state.applications.length, state.servicePrincipals.length - before, state.grants.length]).toEqual(
      [2, 2, 3],
    );
  });
});

it('keeps every credential of others, and adds the one of the blueprint', async () => {
  const bench = await openBench();
  const { client, server } = await registerByHand(bench, ['secret that expired'], false);
  const blueprint = {
    ...BLUEPRINT,
    clientApp: { ...BLUEPRINT.clientApp, appId: client.appId as never },
    serverApi: { ...BLUEPRINT.serverApi, appId: server.appId as never },
  };
  await run(bench, blueprint);
  const held = facetOf(await observe(bench, blueprint), 'serverApplication')?.passwordCredentials;
  expect(held?.map(({ displayName }) => displayName).sort()).toEqual(['MCP Server Secret', 'by hand']);
});
