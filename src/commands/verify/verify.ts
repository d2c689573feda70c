import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { connect, identityOf } from '../run/connect.ts';
import { judgesEndpoint, requireClientUrl, withEndpoint } from '../run/endpoint.ts';
import { gatherInputs, requireApps } from '../run/inputs.ts';
import type { CommandResult, Flags, Invocation } from '../run/invocation.ts';
import { judged } from '../run/judged.ts';
import { checkCommonFlags } from '../run/limits.ts';
import { chosenChecks, observe } from '../run/observe.ts';
import { startReport } from '../run/result.ts';

/** Judges the checklist of one configuration, many, or a snapshot. Only reads. */
export async function verify(invocation: Invocation, outside: Outside): Promise<CommandResult> {
  const { flags, operands } = invocation;
  checkCommonFlags(flags, outside);
  chosenChecks(flags);
  if (flags.snapshot !== undefined) {
    refuseConfigs(operands);
    refuseEndpoint(flags);
    return verifySnapshot(flags.snapshot, flags, outside);
  }
  if (operands.length > 1 || flags.shard !== undefined || operands.some((one) => /[*?[]/.test(one))) {
    return (await import('./verify-fleet.ts')).verifyFleet(invocation, outside);
  }
  const finish = startReport('verify', outside);
  const inputs = await gatherInputs(flags, outside, operands[0]);
  const blueprint = requireApps(inputs);
  if (judgesEndpoint(flags)) requireClientUrl(blueprint);
  const { tenant: asked, cloud } = blueprint;
  const connection = await connect(outside, { tenant: asked, cloud, flags, access: 'read' });
  const observed = await observe(outside, connection, blueprint, flags);
  const tenant = await withEndpoint(observed, blueprint, flags, outside);
  const document = finish({
    ...(inputs.document === null ? {} : { config: inputs.document.path }),
    ...judged(blueprint, tenant, flags, outside),
    identity: identityOf(connection.session),
  });
  return { exitCode: document.exitCode, document };
}

function refuseConfigs(operands: readonly string[]): void {
  if (operands.length === 0) return;
  const named = operands.join(', ');
  throw new SetupError('USAGE', `--snapshot holds its own blueprint, so ${named} has no part in it.`);
}

function refuseEndpoint(flags: Flags): void {
  if (!judgesEndpoint(flags)) return;
  throw new SetupError(
    'USAGE',
    '--snapshot judges what was read before; the endpoint is asked now, so the two do not go together.',
    { advice: ['Ask the address with access to the tenant: entra-mcp-setup verify --endpoint'] },
  );
}

async function verifySnapshot(path: string, flags: Flags, outside: Outside): Promise<CommandResult> {
  const finish = startReport('verify', outside);
  const { parseSnapshot } = await import('../../config/snapshot.ts');
  const text = await outside.files.readText(path);
  if (text === null) throw new SetupError('FILE_INVALID', `There is no file ${path}.`);
  const { blueprint, tenant } = parseSnapshot(path, text);
  const document = finish(judged(blueprint, tenant, flags, outside));
  return { exitCode: document.exitCode, document };
}
