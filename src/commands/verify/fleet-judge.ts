import type { Blueprint } from '../../core/blueprint.ts';
import type { Report } from '../../core/report.ts';
import { facetOf, type Organization, type Tenant } from '../../core/tenant.ts';
import { type FleetReader, readFleet } from '../../graph/read-fleet.ts';
import { tenantMatches } from '../../identity/session.ts';
import type { Outside } from '../../outside.ts';
import { silentProgress } from '../../ui/progress.ts';
import { assertTenantRead, type Connection, connect, identityOf } from '../run/connect.ts';
import { withEndpoint } from '../run/endpoint.ts';
import type { Flags } from '../run/invocation.ts';
import { judged } from '../run/judged.ts';
import { maxWaitOf } from '../run/limits.ts';
import { asSetupError, describeError, startReport } from '../run/result.ts';
import { refuseCaptured } from '../run/strangers.ts';
import type { FleetConfig } from './fleet-configs.ts';

type Judgeable = Extract<FleetConfig, { readonly blueprint: Blueprint }>;

/** Judges every configuration, tenant by tenant. What stops one of them is told in its own report. */
export async function judgeFleet(
  configs: readonly FleetConfig[],
  flags: Flags,
  outside: Outside,
): Promise<readonly Report[]> {
  const reports = configs.flatMap((config) => ('error' in config ? [failed(config, outside)] : []));
  const opened: Opened[] = [];
  for (const group of groupsOf(configs)) reports.push(...(await judgeGroup(group, opened, flags, outside)));
  return reports.toSorted((a, b) => ((a.config ?? '') < (b.config ?? '') ? -1 : 1));
}

/** Configurations that name the same tenant in the same cloud. */
function groupsOf(configs: readonly FleetConfig[]): readonly (readonly Judgeable[])[] {
  const groups = new Map<string, Judgeable[]>();
  for (const config of configs) {
    if (!('blueprint' in config)) continue;
    const key = `${config.blueprint.cloud}/${config.blueprint.tenant.toLowerCase()}`;
    const group = groups.get(key);
    if (group) group.push(config);
    else groups.set(key, [config]);
  }
  return [...groups.values()];
}

/** A tenant that is signed in to already; another configuration may call it by another of its names. */
interface Opened {
  readonly cloud: Blueprint['cloud'];
  readonly connection: Connection;
  readonly organization: Organization;
}

async function judgeGroup(
  group: readonly Judgeable[],
  opened: Opened[],
  flags: Flags,
  outside: Outside,
): Promise<readonly Report[]> {
  const [first] = group;
  if (first === undefined) return [];
  try {
    const connection = await connectionFor(first.blueprint, opened, flags, outside);
    const count = group.length === 1 ? '1 configuration' : `${group.length} configurations`;
    const title = `Judge ${count} of ${first.blueprint.tenant}`;
    return await outside.progress.step(title, async (note) => {
      const blueprints = group.map(({ blueprint }) => blueprint);
      const onRequest = (sent: number) => note(`${sent} requests`);
      const patience = { maxWait: maxWaitOf(flags), signal: outside.interrupt };
      const read = readFleet(connection.graph, blueprints, { ...patience, onRequest });
      const tenant = await read(first.blueprint);
      await assertTenantRead(outside, connection.session, first.blueprint, tenant);
      remember(first.blueprint, connection, tenant, opened);
      return judgeEach(group, { read, connection, note }, flags, outside);
    });
  } catch (error) {
    stopIfInterrupted(error, outside);
    return group.map(({ path }) => failed({ path, error }, outside));
  }
}

async function connectionFor(
  { tenant, cloud }: Blueprint,
  opened: readonly Opened[],
  flags: Flags,
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

async function judgeEach(
  group: readonly Judgeable[],
  { read, connection, note }: Reading,
  flags: Flags,
  outside: Outside,
): Promise<readonly Report[]> {
  const reports: Report[] = [];
  const identity = identityOf(connection.session);
  for (const { path, blueprint } of group) {
    outside.interrupt.throwIfAborted();
    const finish = startReport('verify', outside);
    try {
      // One line of progress for the group is at work already.
      const quiet = { ...outside, progress: silentProgress() };
      const tenant = await withEndpoint(await read(blueprint), blueprint, flags, quiet);
      await refuseCaptured(outside, connection, { blueprint, tenant, flags });
      const body = judged(blueprint, tenant, flags, outside);
      reports.push(finish({ config: path, ...body, identity }));
    } catch (error) {
      stopIfInterrupted(error, outside);
      reports.push(failed({ path, error }, outside));
    }
    note(`${reports.length} of ${group.length}`);
  }
  return reports;
}

function failed(
  { path, error }: Extract<FleetConfig, { readonly error: unknown }>,
  outside: Outside,
): Report {
  const { exitCode } = asSetupError(error);
  return startReport('verify', outside)({ exitCode, config: path, errors: [describeError(error)] });
}

function stopIfInterrupted(error: unknown, { interrupt }: Outside): void {
  if (interrupt.aborted) throw error;
}
