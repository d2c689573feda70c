import { setMaxListeners } from 'node:events';
import type { Report } from '../../core/report.ts';
import type { Tenant } from '../../core/tenant.ts';
import { counted } from '../../core/words.ts';
import { type FleetReader, type Gathered, readFleet } from '../../graph/read-fleet.ts';
import type { Outside } from '../../outside.ts';
import { silentProgress } from '../../ui/progress.ts';
import {
  assertTenantRead,
  type Connection,
  connect,
  identityOf,
  needsPerson,
  patienceOf,
} from '../run/connect.ts';
import { readWithoutLag } from '../run/lagging.ts';
import { maxWaitOf } from '../run/limits.ts';
import { type JudgingOutside, readExpectedTenant } from '../run/observe.ts';
import {
  describeError,
  failureExitCode,
  type ReportBody,
  type Reporting,
  startReport,
} from '../run/result.ts';
import type { FleetFlags } from '../run/shared-options.ts';
import { concurrencyLimit } from './concurrency.ts';
import type { FleetConfig, Member } from './configs.ts';
import { AT_ONCE, type TenantGroup, tenantsIn } from './tenants.ts';

/** What a command does with each configuration of a fleet. */
export interface FleetWork {
  readonly command: 'verify' | 'plan' | 'show';
  readonly flags: FleetFlags;
  /** Makes the report of one configuration from what was read of its tenant. */
  readonly look: (member: Member, gathered: Gathered, connection: Connection) => Promise<ReportBody>;
  /** Called with each report as soon as it is known. */
  readonly onReport: (report: Report) => void;
}

/** Works on every configuration, tenant by tenant. An error of one becomes its report; only an interrupt is thrown. */
export async function lookAtFleet(
  configs: readonly FleetConfig[],
  work: FleetWork,
  outside: JudgingOutside,
): Promise<void> {
  for (const config of configs) if ('error' in config) work.onReport(failed(config, work, outside));
  const tenants = await tenantsIn(configs, outside);
  const { flags } = work;
  const patience = { left: maxWaitOf(flags), countedTo: outside.clock.now().getTime() };
  // A person can sign in to one tenant at a time, and wants to see which one it is.
  if (tenants.length < 2 || (await needsPerson(outside, flags))) {
    for (const tenant of tenants) await lookAtTenant(tenant, patience, work, outside);
    return;
  }
  await lookSideBySide(tenants, patience, work, outside);
}

/** Works on several tenants at a time, with one line of progress for all. */
async function lookSideBySide(
  tenants: readonly TenantGroup[],
  patience: SharedPatience,
  work: FleetWork,
  outside: JudgingOutside,
): Promise<void> {
  // Every tenant that waits listens to this signal, and Node warns of a leak from the eleventh listener on.
  setMaxListeners(0, outside.interrupt);
  const limit = concurrencyLimit(AT_ONCE, outside.clock);
  const quiet = { ...outside, clock: limit.clock, progress: silentProgress() };
  const count = tenants.reduce((sum, members) => sum + members.length, 0);
  const title = `Read ${counted(count, 'configuration')} of ${tenants.length} tenants`;
  await outside.progress.step(title, async (note) => {
    let done = 0;
    const onReport = (report: Report) => {
      work.onReport(report);
      done += 1;
      note(`${done} of ${count}`);
    };
    const counting = { ...work, onReport };
    await Promise.all(
      tenants.map((tenant) => limit.run(() => lookAtTenant(tenant, patience, counting, quiet))),
    );
  });
}

/** The wait for services that do not answer, shared by all tenants of a run so that it is not repeated for each. */
interface SharedPatience {
  /** Milliseconds that may still be waited. */
  left: number;
  /** The time (epoch milliseconds) up to which waits were subtracted, so that waits side by side count once. */
  countedTo: number;
}

async function lookAtTenant(
  group: TenantGroup,
  shared: SharedPatience,
  work: FleetWork,
  outside: JudgingOutside,
): Promise<void> {
  const started = outside.clock.now().getTime();
  let isInVain = false;
  const flags = { ...work.flags, maxWait: shared.left };
  const onReport = (report: Report) => {
    isInVain ||= report.exitCode === 3 || report.exitCode === 7;
    work.onReport(report);
  };
  await lookWithPatience(group, { ...work, flags, onReport }, outside);
  if (!isInVain) return;
  const now = outside.clock.now().getTime();
  shared.left = Math.max(0, shared.left - Math.max(0, now - Math.max(started, shared.countedTo)));
  shared.countedTo = now;
}

async function lookWithPatience(group: TenantGroup, work: FleetWork, outside: JudgingOutside): Promise<void> {
  const [{ blueprint: first }] = group;
  const { tenant: name } = first;
  try {
    const connection = await connect(outside, first, { flags: work.flags, access: 'read' });
    await outside.progress.step(`Read ${counted(group.length, 'configuration')} of ${name}`, async (note) => {
      const blueprints = group.map(({ blueprint }) => blueprint);
      const onRequest = (sent: number) => note(`${sent} requests`);
      const patience = { maxWait: maxWaitOf(work.flags), signal: outside.interrupt };
      const read = readFleet(connection.graph, blueprints, { ...patience, onRequest });
      const { tenant } = await read(first);
      await assertTenantRead(outside, connection.session, first, tenant);
      await lookAtEach(group, { read, connection, note }, work, outside);
    });
  } catch (error) {
    stopIfInterrupted(error, outside);
    for (const { path } of group) work.onReport(failed({ path, error }, work, outside));
  }
}

interface Reading {
  readonly read: FleetReader;
  readonly connection: Connection;
  readonly note: (text: string) => void;
}

async function lookAtEach(
  group: readonly Member[],
  reading: Reading,
  work: FleetWork,
  outside: Reporting & Pick<Outside, 'interrupt' | 'terminal' | 'transport'>,
): Promise<void> {
  const { read, connection, note } = reading;
  const identity = identityOf(connection.session);
  for (const [index, member] of group.entries()) {
    outside.interrupt.throwIfAborted();
    const finish = startReport(work.command, outside);
    try {
      const gathered = await read(member.blueprint);
      const tenant = await readUntilAgreed(gathered.tenant, member, reading, work, outside);
      const body = await work.look(member, { ...gathered, tenant }, connection);
      work.onReport(finish({ config: member.path, ...body, identity }));
    } catch (error) {
      stopIfInterrupted(error, outside);
      work.onReport(failed({ path: member.path, error }, work, outside));
    }
    note(`${index + 1} of ${group.length}`);
  }
}

/** The tenant as it was gathered; where replicas disagree on an app of this configuration, as it is read again until they agree. */
function readUntilAgreed(
  gathered: Tenant,
  { blueprint }: Member,
  { connection, note }: Reading,
  { flags }: FleetWork,
  outside: Pick<Outside, 'clock' | 'interrupt' | 'terminal' | 'transport'>,
): Promise<Tenant> {
  let first: Tenant | null = gathered;
  const readNow = async () => {
    const tenant = first ?? (await readExpectedTenant(outside, connection, blueprint, flags));
    first = null;
    return tenant;
  };
  return readWithoutLag(readNow, blueprint, patienceOf(outside, flags, note));
}

/** The report of a configuration that could not be read. */
export function failed(
  { path, error }: Extract<FleetConfig, { readonly error: unknown }>,
  { command, flags }: Pick<FleetWork, 'command' | 'flags'>,
  outside: Pick<Outside, 'clock' | 'interrupt' | 'nodeVersion' | 'version'>,
): Report {
  const exitCode = failureExitCode(error, flags);
  return startReport(command, outside)({ exitCode, config: path, errors: [describeError(error)] });
}

function stopIfInterrupted(error: unknown, { interrupt }: Pick<Outside, 'interrupt'>): void {
  if (interrupt.aborted) throw error;
}
