import { describe, expect, it } from 'vitest';
import type { Blueprint } from '../../src/core/blueprint.ts';
import { facetOf } from '../../src/core/tenant.ts';
import { SetupError } from '../../src/errors.ts';
import type { Transport } from '../../src/ports.ts';
import { type Bench, observe, openBench, type Run, run, setUp, stillToDo } from '../support/bench.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { FEDERATED_BLUEPRINT } from '../support/registrations.ts';

const isWrite = ({ method, url }: Request): boolean => method !== 'GET' && !url.endsWith('/$batch');

/** The tenant carries out the k-th write, and nobody hears of it. */
function deafAfter(write: number, transport: Transport, thrown: () => unknown): Transport {
  let writes = 0;
  return async (request) => {
    const counts = isWrite(request);
    const response = await transport(request);
    if (counts) writes += 1;
    if (counts && writes === write) throw thrown();
    return response;
  };
}

const killed = () => new SetupError('INTERRUPTED', 'Killed by the test.');
const cut = () => new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });

/** Everything in every repair that takes several writes. */
const DAMAGE = [
  'wrong-scope',
  'missing-consent',
  'expired-secret',
  'wrong-audience',
  'v1-tokens',
  'missing-graph-permission',
];

const STARTS: readonly {
  readonly title: string;
  readonly blueprint: Blueprint;
  readonly open: () => Promise<Bench>;
}[] = [
  { title: 'a fresh set-up', blueprint: BLUEPRINT, open: () => openBench() },
  {
    title: 'a fresh set-up where no upsert is taken',
    blueprint: BLUEPRINT,
    open: async () => {
      const bench = await openBench();
      bench.fault('upsert-refused');
      return bench;
    },
  },
  {
    title: 'a fresh set-up with a federated credential',
    blueprint: FEDERATED_BLUEPRINT,
    open: () => openBench(),
  },
  {
    title: 'a repair',
    blueprint: BLUEPRINT,
    open: async () => {
      const bench = await openBench(await setUp);
      for (const fault of DAMAGE) bench.fault(fault);
      return bench;
    },
  },
  {
    title: 'a scope that must be disabled to be changed',
    blueprint: BLUEPRINT,
    open: async () => {
      const bench = await openBench(await setUp);
      const { state } = bench.tenant;
      const applications = state.applications.map((app) => {
        const scopes = app.api.oauth2PermissionScopes.map((one) => ({ ...one, type: 'Admin' as const }));
        return { ...app, api: { ...app.api, oauth2PermissionScopes: scopes } };
      });
      Object.assign(state, { applications, revision: state.revision + 1 });
      return bench;
    },
  },
];

async function writesOf(open: () => Promise<Bench>, blueprint: Blueprint): Promise<number> {
  const bench = await open();
  const before = bench.tenant.log.length;
  await run(bench, blueprint);
  return bench.tenant.log.slice(before).filter((one) => isWrite(one as unknown as Request)).length;
}

/** How many of each thing there are: of ours, and of nobody. */
function inventory({ tenant: { state } }: Bench): object {
  const pairs = state.grants.map(({ clientId, resourceId }) => `${clientId} ${resourceId}`);
  return {
    apps: state.applications.length,
    deleted: state.deletedApplications.length,
    principals: state.servicePrincipals.filter(({ appId }) =>
      state.applications.some((app) => app.appId === appId),
    ).length,
    grants: pairs.length,
    pairs: new Set(pairs).size,
  };
}

const WHOLE = { apps: 2, deleted: 0, principals: 2, grants: 3, pairs: 3 };

/** Key ids on the server app that a reading does not show, and that no run was told: there must be none. */
async function unaccounted(
  bench: Bench,
  blueprint: Blueprint,
  runs: readonly Run[],
): Promise<readonly string[]> {
  const server = facetOf(await observe(bench, blueprint), 'serverApplication');
  const told = runs.flatMap(({ performed }) => performed.flatMap(({ issued }) => issued?.keyId ?? []));
  const named = server?.passwordCredentials.map(({ keyId }): string => keyId) ?? [];
  return bench.tenant.state.applications
    .flatMap(({ passwords }) => passwords.map(({ keyId }) => keyId))
    .filter((keyId) => !told.includes(keyId) && !named.includes(keyId));
}

const validSecrets = ({ tenant: { state }, clock }: Bench): number =>
  state.applications
    .flatMap(({ passwords }) => passwords)
    .filter((one) => Date.parse(one.endDateTime) > clock.now().getTime()).length;

describe.each(STARTS)('$title', ({ open, blueprint }) => {
  const wanted = blueprint === BLUEPRINT ? 1 : 0;

  it('converges when it is killed after any of its writes and run again', async () => {
    const writes = await writesOf(open, blueprint);
    for (let write = 1; write <= writes; write += 1) {
      const bench = await open();
      const dying = bench.reopen(deafAfter(write, bench.tenant.transport, killed));
      await expect(run(dying, blueprint), `write ${write}`).rejects.toMatchObject({ code: 'INTERRUPTED' });
      const again = await run(bench, blueprint);
      expect(inventory(bench), `write ${write}`).toEqual(WHOLE);
      expect(validSecrets(bench), `write ${write}`).toBe(wanted);
      expect(await unaccounted(bench, blueprint, [again]), `write ${write}`).toEqual([]);
      expect(await stillToDo(bench, blueprint), `write ${write}`).toEqual([]);
    }
  });

  it('goes through when the reply to any of its writes is lost', async () => {
    const writes = await writesOf(open, blueprint);
    for (let write = 1; write <= writes; write += 1) {
      const bench = await open();
      const { performed } = await run(bench.reopen(deafAfter(write, bench.tenant.transport, cut)), blueprint);
      const told = performed.flatMap(({ issued }) => (issued?.kind === 'secret' ? [issued.keyId] : []));
      const held = bench.tenant.state.applications.flatMap(({ passwords }) =>
        passwords.map(({ keyId }) => keyId),
      );
      expect(inventory(bench), `write ${write}`).toEqual(WHOLE);
      expect(held, `write ${write}`).toEqual(expect.arrayContaining(told));
      expect(validSecrets(bench), `write ${write}`).toBe(wanted);
      expect(await stillToDo(bench, blueprint), `write ${write}`).toEqual([]);
    }
  });

  it('makes nothing twice when it is killed in a slow directory and run again at once', async () => {
    const writes = await writesOf(open, blueprint);
    for (let write = 1; write <= writes; write += 1) {
      const bench = await open();
      bench.fault('slow-replication');
      const dying = bench.reopen(deafAfter(write, bench.tenant.transport, killed));
      await expect(run(dying, blueprint), `write ${write}`).rejects.toMatchObject({ code: 'INTERRUPTED' });
      const again = await run(bench, blueprint);
      await bench.clock.sleep(10_000);
      const last = await run(bench, blueprint);
      await bench.clock.sleep(10_000);
      expect(inventory(bench), `write ${write}`).toEqual(WHOLE);
      expect(await unaccounted(bench, blueprint, [again, last]), `write ${write}`).toEqual([]);
      expect(await stillToDo(bench, blueprint), `write ${write}`).toEqual([]);
    }
  });
});
