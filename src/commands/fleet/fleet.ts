import { setFlagsFromString } from 'node:v8';
import type { FleetReport, Report } from '../../core/report.ts';
import type { Outside } from '../../outside.ts';
import { fleetOf } from '../../report/merge.ts';
import { type PackedReport, packing } from '../../report/packing.ts';
import { type Deadline, deadlineFor } from '../run/deadline.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import type { JudgingOutside } from '../run/observe.ts';
import { type ReportBody, startReport } from '../run/result.ts';
import type { FleetFlags } from '../run/shared-options.ts';
import { type FleetWork, failed, lookAtFleet } from './by-tenant.ts';
import {
  type Complete,
  expandConfigs,
  type FleetConfig,
  loadConfigs,
  type Member,
  namedConfigs,
} from './configs.ts';
import { refuseOneApp, refuseOtherTenants, sharedApps } from './conflicts.ts';
import { HEAP_GROWTH } from './heap-growth.ts';
import { partOf } from './shard.ts';

/** What a command does with a fleet. */
export interface FleetCommand extends Pick<FleetWork, 'command'> {
  readonly complete: (outside: JudgingOutside) => Complete;
  readonly look: (outside: JudgingOutside) => FleetWork['look'];
  /** The report of a configuration that was not read by the deadline. */
  readonly late: (member: Member, deadline: Deadline) => ReportBody;
  /** Reports that are there already and stand among the others, as those of snapshots. */
  readonly kept?: readonly Report[];
}

/** Runs a command over many configurations: one sign-in and shared reads for each tenant, one report each, totals at the top. */
export async function runFleet(
  fleet: FleetCommand,
  invocation: Invocation<FleetFlags>,
  given: JudgingOutside,
): Promise<CommandResult> {
  setFlagsFromString(HEAP_GROWTH);
  const { flags } = invocation;
  const finish = startReport(fleet.command, given);
  const { shard } = flags;
  const deadline = deadlineFor(flags, given);
  const paths = await expandConfigs(namedConfigs(invocation), given);
  const all = await loadConfigs(paths, { flags, complete: fleet.complete(given) }, given);
  refuseOneApp(all);
  const configs = partOf(shard, all);
  const results = await reportsOf(configs, { fleet, invocation, deadline }, given);
  const hints = sharedApps(all);
  const totals = fleetOf(results);
  const document: FleetReport = {
    ...finish(totals),
    ...(hints.length > 0 && { hints }),
    ...(shard && { shard }),
    results,
  };
  return { exitCode: document.exitCode, document };
}

interface Running {
  readonly fleet: FleetCommand;
  readonly invocation: Invocation<FleetFlags>;
  readonly deadline: Deadline<JudgingOutside>;
}

/** The reports in the order of the paths. One that was not reached by the deadline has a report that says so. */
async function reportsOf(
  configs: readonly FleetConfig[],
  { fleet, invocation: { flags }, deadline }: Running,
  given: Pick<Outside, 'clock' | 'interrupt' | 'nodeVersion' | 'version'>,
): Promise<readonly Report[]> {
  const reports = new Map<string, PackedReport>();
  const { pack, unpacked } = packing();
  const onReport = (report: Report): void => {
    if (!deadline.isPast()) reports.set(report.config ?? '', pack(report));
  };
  // These were made before the time ran, so they count whenever it is over.
  for (const report of fleet.kept ?? []) reports.set(report.config ?? '', pack(report));
  const { outside } = deadline;
  const work: FleetWork = { command: fleet.command, flags, look: fleet.look(outside), onReport };
  try {
    await refuseOtherTenants(configs, outside);
    await deadline.bound(lookAtFleet(configs, work, outside));
  } catch (error) {
    if (!deadline.isPast()) throw error;
  }
  const late = (member: Member): Report =>
    startReport(fleet.command, given)({ config: member.path, ...fleet.late(member, deadline) });
  for (const config of configs) {
    if (reports.has(config.path)) continue;
    reports.set(config.path, pack('error' in config ? failed(config, work, given) : late(config)));
  }
  const inOrder = [...reports].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return unpacked(inOrder.map(([, report]) => report));
}
