import { type Blueprint, withKeyId } from '../../src/core/blueprint.ts';
import type { CheckContext } from '../../src/core/check.ts';
import { CHECKS } from '../../src/core/checks/index.ts';
import { type Plan, planFor } from '../../src/core/plan.ts';
import { facetOf, type Tenant } from '../../src/core/tenant.ts';
import type { Patience } from '../../src/graph/backoff.ts';
import type { ChangeResult } from '../../src/graph/change-result.ts';
import { type Graph, openGraph } from '../../src/graph/client.ts';
import { performChange } from '../../src/graph/perform.ts';
import { readTenant } from '../../src/graph/read.ts';
import { principalsOf, type RunState, runStateOf } from '../../src/graph/run-state.ts';
import type { Transport } from '../../src/ports.ts';
import { breakPractice } from '../../src/practice-tenant/faults/break.ts';
import type { PracticeState } from '../../src/practice-tenant/state.ts';
import { openPracticeTenant, type PracticeTenant } from '../../src/practice-tenant/tenant.ts';
import { BLUEPRINT, fakeClock, fakeRandom, practiceBench } from './practice.ts';

/** A tenant in which somebody has signed in. Every bench is a copy of it, since a sign-in has to generate a key pair. */
const signedIn = practiceBench();

/** A practice tenant of its own, with the administrator's token. */
export interface Bench {
  readonly tenant: PracticeTenant;
  readonly graph: Graph;
  readonly patience: Patience;
  readonly clock: ReturnType<typeof fakeClock>;
  readonly waits: { readonly reason: string; readonly milliseconds: number }[];
  moment(): CheckContext;
  /** Opens Graph again, through another transport if one is given. */
  reopen(transport?: Transport): Bench;
  fault(name: string): void;
}

export async function openBench(state?: PracticeState): Promise<Bench> {
  const first = await signedIn;
  const clock = fakeClock();
  const random = fakeRandom('bench');
  const outside = { now: clock.now, uuid: random.uuid, bytes: random.bytes };
  const tenant = openPracticeTenant(structuredClone(state ?? first.tenant.state), outside);
  const token = await first.session.token();
  const waits: { reason: string; milliseconds: number }[] = [];
  const onWait = (wait: { reason: string; milliseconds: number }) => {
    waits.push(wait);
  };
  const over = (transport: Transport): Bench => ({
    tenant,
    clock,
    waits,
    patience: { clock, maxWait: 180_000, onWait },
    graph: openGraph({
      cloud: 'public',
      transport,
      clock,
      random,
      readOnly: false,
      access: {
        token: () => Promise.resolve(token),
        claims: { ...first.session.claims, objectId: first.session.claims.objectId ?? '' },
      },
      policy: { maxWait: 180_000, onWait },
    }),
    moment: () => ({ now: clock.now(), expiryWarnDays: 30, expiryFailDays: 7, maxSecretDays: null }),
    reopen: (other = tenant.transport) => over(other),
    fault: (name) => breakPractice(tenant.state, name, { clientAppId: null, serverAppId: null }, outside),
  });
  return over(tenant.transport);
}

/** One run of `apply` without its command: read, plan, carry out, read back. */
export interface Run {
  readonly before: Tenant;
  readonly plan: Plan;
  readonly performed: readonly ChangeResult[];
  readonly runState: RunState;
}

export async function observe(
  bench: Bench,
  blueprint: Blueprint = BLUEPRINT,
  runState?: RunState,
): Promise<Tenant> {
  const principals = runState ? principalsOf(runState) : {};
  return readTenant(bench.graph, blueprint, { maxWait: 180_000, principals });
}

/** The blueprint with the ids that were read, as the config file holds them after a first run. */
export function withIds(blueprint: Blueprint, tenant: Tenant): Blueprint {
  const [client, server] = [facetOf(tenant, 'clientApplication'), facetOf(tenant, 'serverApplication')];
  return {
    ...blueprint,
    clientApp: { ...blueprint.clientApp, appId: client?.appId ?? blueprint.clientApp.appId },
    serverApi: { ...blueprint.serverApi, appId: server?.appId ?? blueprint.serverApi.appId },
  };
}

export async function run(bench: Bench, blueprint: Blueprint = BLUEPRINT): Promise<Run> {
  const before = await observe(bench, blueprint);
  const plan = planFor(CHECKS, blueprint, before, bench.moment());
  let runState = runStateOf(before);
  const performed: ChangeResult[] = [];
  for (const { change } of plan.changes) {
    const done = await performChange({ graph: bench.graph, patience: bench.patience }, runState, change);
    runState = done.runState;
    performed.push(done);
  }
  return { before, plan, performed, runState };
}

/** The blueprint as the file holds it after these runs: with the key id of every credential that they made. */
export function keepingKeys(...runs: readonly Run[]): Blueprint {
  return runs
    .flatMap(({ performed }) => performed.flatMap(({ issued }) => issued?.keyId ?? []))
    .reduce(withKeyId, BLUEPRINT);
}

/** What a second run would still change. */
export async function stillToDo(bench: Bench, blueprint: Blueprint = BLUEPRINT): Promise<readonly string[]> {
  const tenant = await observe(bench, blueprint);
  return planFor(CHECKS, blueprint, tenant, bench.moment()).changes.map(({ change }) => change.kind);
}

const firstBench = openBench();

/** What a first run did in an empty tenant. */
export const firstRun: Promise<Run> = (async () => run(await firstBench))();

/** The state of a tenant that a first run set up. */
export const setUp: Promise<PracticeState> = (async () => {
  await firstRun;
  return (await firstBench).tenant.state;
})();
