import { CHECKS } from '../../core/checks/index.ts';
import { type Plan, planFor } from '../../core/plan.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { Outside } from '../../outside.ts';
import { renderPlanFile } from '../apply/plan-file.ts';
import type { Connection } from '../run/connect.ts';
import { checkContext } from '../run/limits.ts';
import type { RecognisedSetup } from '../run/recognise.ts';
import { scriptFileOf, scriptsFor } from '../run/scripts.ts';

/** The text to save a plan as: by the ending of `out` a bash or PowerShell script, else the JSON that `apply` carries out. */
export function savedAs(
  out: string,
  planned: Plan,
  recognised: RecognisedSetup & { readonly connection: Connection },
  outside: Pick<Outside, 'clock' | 'launch'>,
): string {
  const { blueprint, tenant, connection } = recognised;
  const shell = shellOf(out);
  if (shell === undefined) return renderPlanFile(blueprint, tenant, planned);
  // The script holds the consent as well: whoever runs it decides whether it is granted.
  const asked = { ...blueprint, grantAdminConsent: true };
  const plan = planFor(CHECKS, asked, tenant, checkContext(outside, tenant));
  const scripts = scriptsFor(outside, plan, { blueprint, tenant, account: connection.session.claims });
  return scriptFileOf(scripts, shell);
}

/** The command that carries out the plan in this file. */
export function carriesOut(out: string): string {
  const launchers = { bash: 'bash', powershell: 'pwsh' };
  const shell = shellOf(out);
  return `${shell === undefined ? 'entra-mcp-setup apply' : launchers[shell]} ${shellWord(out)}`;
}

function shellOf(out: string): 'bash' | 'powershell' | undefined {
  if (/\.sh$/i.test(out)) return 'bash';
  return /\.ps1$/i.test(out) ? 'powershell' : undefined;
}
