import type { Outside } from '../../outside.ts';
import { silentProgress } from '../../ui/progress.ts';
import type { FleetCommand } from '../fleet/fleet.ts';
import { withEndpoint } from '../run/endpoint.ts';
import { requireApps } from '../run/inputs.ts';
import { judgeTenant, judgeUnread } from '../run/judge-tenant.ts';
import { refuseCaptured } from '../run/strangers.ts';
import type { VerifyFlags } from './command.ts';

/** Judges the checklist of each configuration of a fleet. */
export function verifyingFleet(flags: VerifyFlags, given: Pick<Outside, 'clock'>): FleetCommand {
  return {
    command: 'verify',
    complete: () => requireApps,
    look:
      (outside) =>
      async ({ blueprint }, { tenant: read, known }, connection) => {
        // A line of progress for the whole tenant is shown already.
        const quiet = { ...outside, progress: silentProgress() };
        const tenant = await withEndpoint(read, blueprint, flags, quiet);
        await refuseCaptured(outside, connection, { blueprint, tenant, flags, known });
        return judgeTenant(blueprint, tenant, flags, outside);
      },
    late: ({ blueprint }, { error }) => judgeUnread(blueprint, error().message, flags, given),
  };
}
