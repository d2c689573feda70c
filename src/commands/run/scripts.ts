import type { Blueprint } from '../../core/blueprint.ts';
import { appIdIn } from '../../core/changes/foreseen.ts';
import type { Plan } from '../../core/plan.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { Tenant } from '../../core/tenant.ts';
import { commonNameFor } from '../../emit/certificate.ts';
import { renderScript } from '../../emit/scripts/render.ts';
import { requestsFor } from '../../graph/shown-requests.ts';
import type { Session } from '../../identity/session.ts';
import type { Outside } from '../../outside.ts';
import { inOutDir } from './inputs.ts';
import { completeCommands } from './printed-commands.ts';

/** A plan as scripts that others can run. */
export interface Scripts {
  readonly bash: string;
  readonly powershell: string;
}

interface Planned {
  readonly blueprint: Blueprint;
  /** As the plan was made from it. */
  readonly tenant: Tenant;
  /** Who carries it out. */
  readonly account: Session['claims'];
}

/** The requests of a plan, as scripts for bash and for PowerShell. */
export function scriptsFor(
  { launch }: Pick<Outside, 'launch'>,
  { changes, foreseen }: Plan,
  { blueprint, tenant, account }: Planned,
): Scripts {
  const { cloud, tenant: tenantName, serverApi } = blueprint;
  const appIds = { client: appIdIn(foreseen, 'client'), server: appIdIn(foreseen, 'server') };
  const next = `entra-mcp-setup setup --tenant ${shellWord(tenantName)} --client-app-id ${appIds.client} --server-app-id ${appIds.server}`;
  const script = {
    requests: requestsFor(
      changes.map(({ change }) => change),
      tenant,
      { cloud, account },
    ),
    cloud,
    tenantName,
    appIds,
    commonName: commonNameFor(serverApi.displayName),
    next: completeCommands(next, launch, { in: 'file' }),
  };
  return { bash: renderScript('bash', script), powershell: renderScript('powershell', script) };
}

/** The script as the text of a file. Windows PowerShell reads a file without a byte order mark in an old code page. */
export function scriptFileOf(scripts: Scripts, shell: keyof Scripts): string {
  return shell === 'bash' ? scripts.bash : `\ufeff${scripts.powershell}`;
}

/** Writes both scripts to `outDir`. Returns the sentences that say where they are and how to run them. */
export async function saveScripts(
  { files }: Pick<Outside, 'files'>,
  outDir: string,
  scripts: Scripts,
): Promise<readonly string[]> {
  const [bash, powershell] = [inOutDir(outDir, 'entra-mcp-plan.sh'), inOutDir(outDir, 'entra-mcp-plan.ps1')];
  await files.writeText(bash, scriptFileOf(scripts, 'bash'), { mode: 0o644 });
  await files.writeText(powershell, scriptFileOf(scripts, 'powershell'), { mode: 0o644 });
  return [
    `Saved: ${bash}, for bash, and ${powershell}, for PowerShell.`,
    `Whoever carries it out runs one of them, such as: bash ${bash}`,
  ];
}
