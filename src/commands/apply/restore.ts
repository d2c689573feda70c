import type { Blueprint } from '../../core/blueprint.ts';
import { SetupError } from '../../errors.ts';
import { restoreApplication } from '../../graph/recycle-bin.ts';
import type { Outside } from '../../outside.ts';
import { runTasks } from '../../ui/run-steps.ts';
import type { CommonFlags } from '../run/common-options.ts';
import { type Connection, patienceOf } from '../run/connect.ts';
import { readExpectedTenant } from '../run/observe.ts';
import { missingApps } from '../run/recognise.ts';
import { recycledApps } from '../run/recycled.ts';
import { stepsInto } from '../run/tracked-steps.ts';

/**
 * Restores missing apps of the blueprint from the recycle bin. Whether they are this set-up's is decided afterwards, as for
 * any other app. Throws `USAGE` where an app is missing and none is in the bin.
 */
export async function restoreDeleted(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'stream' | 'terminal' | 'transport'>,
  connection: Connection,
  { blueprint, flags }: { readonly blueprint: Blueprint; readonly flags: CommonFlags },
): Promise<void> {
  const missing = missingApps(await readExpectedTenant(outside, connection, blueprint, flags));
  const recycled = await recycledApps(connection, blueprint, { apps: missing, isIt: () => true });
  if (missing.length > 0 && recycled.length === 0) throw nothingThere();
  const step = stepsInto([], outside);
  const steps = recycled.map((application) =>
    step(`Restore ${application.displayName} from the recycle bin`, (note) =>
      restoreApplication(
        { graph: connection.graph, patience: patienceOf(outside, flags, note) },
        application,
      ),
    ),
  );
  await runTasks(outside, steps);
}

function nothingThere(): SetupError {
  return new SetupError(
    'USAGE',
    'Nothing of this set-up waits in the recycle bin, so --restore has nothing to do.',
    {
      advice: ['Have the missing apps made: entra-mcp-setup apply --yes', 'Nothing was changed'],
    },
  );
}
