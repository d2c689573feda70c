import type { FleetReport, Report } from '../../core/report.ts';
import { type AccessReader, accessReader } from '../../graph/read-access.ts';
import type { Outside } from '../../outside.ts';
import { fleetOf } from '../../report/merge.ts';
import { failed } from '../fleet/by-tenant.ts';
import { expandConfigs, namedConfigs } from '../fleet/configs.ts';
import { type FleetCommand, runFleet } from '../fleet/fleet.ts';
import type { Connection } from '../run/connect.ts';
import { requireApps } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { maxWaitOf } from '../run/limits.ts';
import { describeError, startReport } from '../run/result.ts';
import { refuseCaptured } from '../run/strangers.ts';
import type { ShowFlags } from './command.ts';
import { envBeside, inventoryHere, inventoryOfSnapshot } from './inventory.ts';

/** The inventory of several set-ups: one sign-in a tenant, none for snapshots. */
export async function showFleet(invocation: Invocation<ShowFlags>, outside: Outside): Promise<CommandResult> {
  const finish = startReport('show', outside);
  const snapshots: Report[] = [];
  const configs: string[] = [];
  for (const path of await expandConfigs(namedConfigs(invocation), outside)) {
    const report = await inventoryOfSnapshot(path, outside).catch((error: unknown) =>
      failed({ path, error }, { command: 'show', flags: invocation.flags }, outside),
    );
    if (report === null) configs.push(path);
    else snapshots.push(report);
  }
  const live = configs.length === 0 ? null : await fleetOfConfigs(configs, invocation, outside);
  const results = [...snapshots, ...(live?.results ?? [])].toSorted((a, b) =>
    (a.config ?? '') < (b.config ?? '') ? -1 : 1,
  );
  const hints = live?.hints ?? [];
  const document: FleetReport = {
    ...finish(fleetOf(results)),
    ...(hints.length > 0 && { hints }),
    ...(live?.shard && { shard: live.shard }),
    results,
  };
  return { exitCode: document.exitCode, document };
}

async function fleetOfConfigs(
  operands: readonly string[],
  { flags: { config: _among, ...flags } }: Invocation<ShowFlags>,
  outside: Outside,
): Promise<FleetReport | null> {
  const { document } = await runFleet(showing(flags), { operands, flags }, outside);
  return document !== undefined && 'results' in document ? document : null;
}

function showing(flags: ShowFlags): FleetCommand {
  const readers = new Map<Connection, AccessReader>();
  return {
    command: 'show',
    complete: () => requireApps,
    look:
      (outside) =>
      async (member, { tenant: read, known }, connection) => {
        const { blueprint, path } = member;
        const options = { maxWait: maxWaitOf(flags), signal: outside.interrupt };
        const readAccess = readers.get(connection) ?? accessReader(connection.graph, options);
        readers.set(connection, readAccess);
        const tenant = await readAccess(read);
        await refuseCaptured(outside, connection, {
          blueprint,
          tenant,
          flags,
          known,
        });
        const place = { config: path, envFiles: [envBeside(path)] };
        return inventoryHere({ blueprint, tenant }, place, outside);
      },
    late: (_member, { error }) => ({ exitCode: 3, errors: [describeError(error())] }),
  };
}
