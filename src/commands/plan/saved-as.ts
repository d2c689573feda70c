import { CHECKS } from '../../core/checks/index.ts';
import { type Plan, planFor } from '../../core/plan.ts';
import type { Outside } from '../../outside.ts';
import { renderPlanFile } from '../apply/plan-file.ts';
import type { Connection } from '../run/connect.ts';
import { checkContext } from '../run/limits.ts';
import type { RecognisedSetup } from '../run/recognise.ts';
import { scriptFileOf, scriptsFor } from '../run/scripts.ts';

interface Seen extends RecognisedSetup {
  readonly connection: Connection;
}

/** The plan as a file that `apply` carries out; by its ending, as a script that others can run. */
export function savedAs(
  out: string,
  planned: Plan,
  seen: Seen,
  outside: Pick<Outside, 'clock' | 'launch'>,
): string {
  const { blueprint, tenant, connection } = seen;
  const shell = /\.(sh|ps1)$/i.exec(out)?.[1]?.toLowerCase();
  if (shell === undefined) return renderPlanFile(blueprint, tenant, planned);
  // Whoever runs the script says whether consent is granted.
  const asked = { ...blueprint, grantAdminConsent: true };
  const plan = planFor(CHECKS, asked, tenant, checkContext(outside, tenant));
  const scripts = scriptsFor(outside, plan, { blueprint, tenant, account: connection.session.claims });
  return scriptFileOf(scripts, shell === 'sh' ? 'bash' : 'powershell');
}
