import type { Blueprint } from '../../core/blueprint.ts';
import type { Report } from '../../core/report.ts';
import { facetOf, type Organization, type Tenant } from '../../core/tenant.ts';
import { type FleetReader, readFleet } from '../../graph/read-fleet.ts';
import { tenantMatches } from '../../identity/session.ts';
import type { Outside } from '../../outside.ts';
import { assertTenantRead, type Connection, connect, identityOf } from '../run/connect.ts';
import { maxWaitOf } from '../run/limits.ts';
import { describeError, failureExitCode, type ReportBody, startReport } from '../run/result.ts';
import type { FleetFlags } from '../run/shared-options.ts';
import type { FleetConfig, Member } from './configs.ts';
import { tenantKey } from './shard.ts';

/** What is done with each configuration of a fleet, once its tenant is read. */
export interface FleetWork {
  readonly command: 'verify' | 'plan' | 'show';
  readonly flags: FleetFlags;
  readonly look: (member: Member, tenant: Tenant, connection: Connection) => Promise<ReportBody>;
  /** Told of each report as soon as it is known. */
  readonly onReport: (report: Report) => void;
}

/** Looks at every configuration, tenant by tenant. What stops one of them is told in its own report. */
export async function lookAtFleet(
  configs: readonly FleetConfig[],
  work: FleetWork,
  outside: Outside,
): Promise<void> {
  for (const config of configs) if ('error' in config) work.onReport(failed(config, work, outside));
  const opened: Opened[] = [];
  const patience = { left: maxWaitOf(work.flags) };
  for (const group of groupsOf(configs)) await lookAtGroup(group, { opened, patience }, work, outside);
}

/** Configurations that name the same tenant in the same cloud. */
function groupsOf(configs: readonly FleetConfig[]): readonly (readonly Member[])[] {
  const groups = new Map<string, Member[]>();
  for (const config of configs) {
    if ('error' in config) continue;
    const group = groups.get(tenantKey(config));
    if (group) group.push(config);
    else groups.set(tenantKey(config), [config]);
  }
  return [...groups.values()];
}

/** A tenant that is signed in to already; another configuration may call it by another of its names. */
interface Opened {
  readonly cloud: Blueprint['cloud'];
  readonly connection: Connection;
  readonly organization: Organization;
}

/** What the tenants of a run share. */
interface Shared {
  readonly opened: Opened[];
  /** Milliseconds that may still be waited for a service that does not answer: what was waited in vain is not waited again. */
  readonly patience: { left: number };
}

async function lookAtGroup(
  group: readonly Member[],
  shared: Shared,
  work: FleetWork,
  outside: Outside,
): Promise<void> {
  const started = outside.clock.now().getTime();
  let isInVain = false;
  const flags = { ...work.flags, maxWait: shared.patience.left };
  const onReport = (report: Report) => {
    isInVain ||= report.exitCode === 3 || report.exitCode === 7;
    work.onReport(report);
  };
  await lookWithPatience(group, shared.opened, { ...work, flags, onReport }, outside);
  const took = outside.clock.now().getTime() - started;
  if (isInVain) shared.patience.left = Math.max(0, shared.patience.left - took);
}

async function lookWithPatience(
  group: readonly Member[],
  opened: Opened[],
  work: FleetWork,
  outside: Outside,
): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  try {
    const connection = await connectionFor(first.blueprint, opened, work.flags, outside);
    const count = group.length === 1 ? '1 configuration' : `${group.length} configurations`;
    await outside.progress.step(`Read ${count} of ${first.blueprint.tenant}`, async (note) => {
      const blueprints = group.map(({ blueprint }) => blueprint);
      const onRequest = (sent: number) => note(`${sent} requests`);
      const patience = { maxWait: maxWaitOf(work.flags), signal: outside.interrupt };
      const read = readFleet(connection.graph, blueprints, { ...patience, onRequest });
      const tenant = await read(first.blueprint);
      await assertTenantRead(outside, connection.session, first.blueprint, tenant);
      remember(first.blueprint, connection, tenant, opened);
      await lookAtEach(group, { read, connection, note }, work, outside);
    });
  } catch (error) {
    stopIfInterrupted(error, outside);
    for (const { path } of group) work.onReport(failed({ path, error }, work, outside));
  }
}

async function connectionFor(
  { tenant, cloud }: Blueprint,
  opened: readonly Opened[],
  flags: FleetFlags,
  outside: Outside,
): Promise<Connection> {
  const known = opened.find((one) => one.cloud === cloud && tenantMatches(tenant, one.organization));
  return known?.connection ?? connect(outside, { tenant, cloud, flags, access: 'read' });
}

function remember({ cloud }: Blueprint, connection: Connection, tenant: Tenant, opened: Opened[]): void {
  const organization = facetOf(tenant, 'organization');
  if (organization !== null) opened.push({ cloud, connection, organization });
}

interface Reading {
  readonly read: FleetReader;
  readonly connection: Connection;
  readonly note: (text: string) => void;
}

async function lookAtEach(
  group: readonly Member[],
  { read, connection, note }: Reading,
  work: FleetWork,
  outside: Outside,
): Promise<void> {
  const identity = identityOf(connection.session);
  for (const [index, member] of group.entries()) {
    outside.interrupt.throwIfAborted();
    const finish = startReport(work.command, outside);
    try {
      const body = await work.look(member, await read(member.blueprint), connection);
      work.onReport(finish({ config: member.path, ...body, identity }));
    } catch (error) {
      stopIfInterrupted(error, outside);
      work.onReport(failed({ path: member.path, error }, work, outside));
    }
    note(`${index + 1} of ${group.length}`);
  }
}

/** The report of a configuration that could not be looked at. */
export function failed(
  { path, error }: Extract<FleetConfig, { readonly error: unknown }>,
  { command, flags }: Pick<FleetWork, 'command' | 'flags'>,
  outside: Outside,
): Report {
  const exitCode = failureExitCode(error, flags);
  return startReport(command, outside)({ exitCode, config: path, errors: [describeError(error)] });
}

function stopIfInterrupted(error: unknown, { interrupt }: Outside): void {
  if (interrupt.aborted) throw error;
}
