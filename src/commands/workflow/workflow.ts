import { CLOUD_NAMES } from '../../core/cloud.ts';
import { renderWorkflow, type WorkflowRequest } from '../../emit/workflow.ts';
import type { WorkflowTenant } from '../../emit/workflow-jobs.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { say } from '../../ui/layout.ts';
import { expandConfigs, namedConfigs } from '../fleet/configs.ts';
import { CONFIG_FILE, namedConfig } from '../run/config-names.ts';
import { gatherInputs, type InputSources, noBlueprint } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { asSetupError, type Reporting, startReport } from '../run/result.ts';
import type { WorkflowFlags } from './command.ts';

/** Prints or writes the CI file that verifies the configurations, tenant by tenant, spread over jobs, with versions pinned. */
export async function workflow(
  { flags, operands }: Invocation<WorkflowFlags>,
  outside: InputSources & Reporting,
): Promise<CommandResult> {
  const finish = startReport('workflow', outside);
  const named = namedConfigs({ operands, flags });
  const byVariable = namedConfig(flags, outside);
  const configs = named.length > 0 ? named : [byVariable ?? CONFIG_FILE];
  if (named.length === 0 && byVariable === undefined) await sayWhatIsMissing(outside);
  const text = renderWorkflow({
    platform: flags.platform ?? 'github',
    version: outside.version,
    configs,
    tenants: await tenantsOf(configs, flags, outside),
    shards: flags.shards ?? 1,
    auth: flags.auth,
    ...givenPlace(flags),
  });
  if (flags.output === undefined) return { exitCode: 0, document: finish({ exitCode: 0 }), text };
  await refuseForeign(outside, flags.output, { overwrite: flags.overwrite ?? false });
  await outside.files.writeText(flags.output, text, { mode: 0o644 });
  const applied = { done: [], stoppedAt: null, credentials: [], files: [flags.output] };
  return { exitCode: 0, document: finish({ exitCode: 0, applied }), text: `Written: ${flags.output}\n` };
}

/** Says where there is no blueprint yet: the workflow may be written before the blueprint that it verifies. */
async function sayWhatIsMissing(outside: Pick<Outside, 'files' | 'terminal'>): Promise<void> {
  if ((await outside.files.readText(CONFIG_FILE)) !== null) return;
  const made = 'The workflow verifies it once it is there; make it with `entra-mcp-setup setup`.';
  say(outside.terminal, [`${noBlueprint(CONFIG_FILE)} ${made}`]);
}

/** Tenant and cloud by flag, which then hold for every configuration. */
function givenPlace({ answers }: WorkflowFlags): Pick<WorkflowRequest, 'tenant' | 'cloud'> {
  const { tenant, cloud } = answers;
  return {
    tenant: typeof tenant === 'string' ? tenant : undefined,
    cloud: CLOUD_NAMES.find((name) => name === cloud),
  };
}

/** The configurations by the tenant that they name; those that name none, or cannot be read, under an empty name. */
async function tenantsOf(
  operands: readonly string[],
  flags: WorkflowFlags,
  outside: InputSources,
): Promise<readonly WorkflowTenant[]> {
  const tenants = new Map<string, WorkflowTenant>();
  for (const path of await pathsOf(operands, outside)) {
    const { tenant, cloud } = await placeOf(path, flags, outside);
    const key = `${cloud}/${tenant.toLowerCase()}`;
    tenants.set(key, { tenant, cloud, configs: [...(tenants.get(key)?.configs ?? []), path] });
  }
  return [...tenants.values()];
}

/** The files of the operands; none where a pattern matches nothing, since the workflow may be written before them. */
async function pathsOf(
  operands: readonly string[],
  outside: Pick<Outside, 'files'>,
): Promise<readonly string[]> {
  try {
    return await expandConfigs(operands, outside);
  } catch (error) {
    if (asSetupError(error).code === 'USAGE') return [];
    throw error;
  }
}

/**
 * Tenant and cloud of a blueprint. One that is broken names none here, since the workflow's run will report it. Throws for
 * one that is named and not there, and for wrong flags.
 */
async function placeOf(
  path: string,
  flags: WorkflowFlags,
  outside: InputSources,
): Promise<Pick<WorkflowTenant, 'tenant' | 'cloud'>> {
  try {
    const { tenant = '', cloud = 'public' } = (await gatherInputs(flags, outside, path)).input;
    return { tenant, cloud };
  } catch (error) {
    const isThere = path === CONFIG_FILE || (await outside.files.readText(path)) !== null;
    if (asSetupError(error).code === 'USAGE' || !isThere) throw error;
    return { tenant: '', cloud: 'public' };
  }
}

async function refuseForeign(
  { files }: Pick<Outside, 'files'>,
  path: string,
  { overwrite }: { readonly overwrite: boolean },
): Promise<void> {
  if (overwrite || (await files.readText(path)) === null) return;
  throw new SetupError('USAGE', `${path} is there already.`, { advice: ['Replace it with --overwrite'] });
}
