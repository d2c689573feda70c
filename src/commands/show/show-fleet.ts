import type { FleetReport } from '../../core/report.ts';
import { type AccessReader, accessReader } from '../../graph/read-access.ts';
import { fleetOf } from '../../report/merge.ts';
import { type PackedReport, packing } from '../../report/packing.ts';
import { failed } from '../fleet/by-tenant.ts';
import { expandConfigs, namedConfigs } from '../fleet/configs.ts';
import { type FleetCommand, runFleet } from '../fleet/fleet.ts';
import type { Connection } from '../run/connect.ts';
import { requireApps } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { maxWaitOf } from '../run/limits.ts';
import type { JudgingOutside } from '../run/observe.ts';
import { describeError, startReport } from '../run/result.ts';
import { refuseCaptured } from '../run/strangers.ts';
import type { ShowFlags } from './command.ts';
import { envBeside, inventoryHere, inventoryOfSnapshot } from './inventory.ts';

/** The inventory of several set-ups: one sign-in a tenant, none for snapshots. */
export async function showFleet(
  invocation: Invocation<ShowFlags>,
  outside: JudgingOutside,
): Promise<CommandResult> {
  const finish = startReport('show', outside);
  const { pack, unpacked } = packing();
  const snapshots: PackedReport[] = [];
  const configs: string[] = [];
  for (const path of await expandConfigs(namedConfigs(invocation), outside)) {
    const report = await inventoryOfSnapshot(path, outside).catch((error: unknown) =>
      failed({ path, error }, { command: 'show', flags: invocation.flags }, outside),
    );
    if (report === null) configs.push(path);
    else snapshots.push(pack(report));
  }
  const kept = unpacked(snapshots);
  if (configs.length > 0) {
    const { config: _among, ...flags } = invocation.flags;
    return runFleet({ ...showing(flags), kept }, { operands: configs, flags }, outside);
  }
  const document: FleetReport = { ...finish(fleetOf(kept)), results: kept };
  return { exitCode: document.exitCode, document };
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
