import type { Blueprint } from '../../core/blueprint.ts';
import { type Tenant, UNREAD } from '../../core/tenant.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { meansFleet } from '../fleet/configs.ts';
import { identityOf } from '../run/connect.ts';
import { type Deadline, deadlineFor } from '../run/deadline.ts';
import { judgesEndpoint, noEndpointOfSnapshot, requireClientUrl, withEndpoint } from '../run/endpoint.ts';
import { gatherInputs, type Inputs, requireApps } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { judgeTenant, judgeUnread } from '../run/judge-tenant.ts';
import { chosenChecks, connectAndObserve, type JudgingOutside } from '../run/observe.ts';
import { type ReportBody, startReport } from '../run/result.ts';
import type { VerifyFlags } from './command.ts';
import { verifyingFleet } from './verify-fleet.ts';
import { withWayBack } from './way-back.ts';

/** Judges the checklist of one configuration, many, or a snapshot. Only reads. */
export async function verify(
  invocation: Invocation<VerifyFlags>,
  outside: JudgingOutside,
): Promise<CommandResult> {
  const { flags, operands } = invocation;
  chosenChecks(flags);
  if (flags.snapshot !== undefined) {
    refuseConfigs(operands);
    refuseEndpoint(flags);
    return verifySnapshot(flags.snapshot, flags, outside);
  }
  const finish = startReport('verify', outside);
  if (await meansFleet(invocation, outside)) {
    const { runFleet } = await import('../fleet/fleet.ts');
    return runFleet(verifyingFleet(flags, outside), invocation, outside);
  }
  const deadline = deadlineFor(flags, outside);
  const inputs = await gatherInputs(flags, outside, operands[0]);
  const asked = { inputs, blueprint: requireApps(inputs), finish };
  if (judgesEndpoint(flags)) requireClientUrl(asked.blueprint);
  try {
    return await deadline.bound(verifyOne(asked, flags, deadline));
  } catch (error) {
    if (!deadline.isPast()) throw error;
    const body = judgeUnread(asked.blueprint, deadline.error().message, flags, outside);
    return resultOf(asked.inputs, body, finish);
  }
}

interface Asked {
  readonly inputs: Inputs;
  readonly blueprint: Blueprint;
  readonly finish: ReturnType<typeof startReport>;
}

async function verifyOne(
  { inputs, blueprint, finish }: Asked,
  flags: VerifyFlags,
  deadline: Deadline<JudgingOutside>,
): Promise<CommandResult> {
  const { outside, isPast: isLate } = deadline;
  const { connection, tenant: observed } = await connectAndObserve(outside, blueprint, flags, { isLate });
  const whole = await withEndpoint(observed, blueprint, flags, outside).catch((error: unknown) => {
    if (!isLate()) throw error;
    return observed;
  });
  const tenant = isLate() ? withDeadlineReason(observed, deadline.error().message) : whole;
  const identity = identityOf(connection.session);
  const judged = judgeTenant(blueprint, tenant, flags, outside);
  const checks = await withWayBack(judged.checks ?? [], connection, { blueprint, tenant });
  return resultOf(inputs, { ...judged, checks, identity }, finish);
}

/** What was read by the deadline, with the deadline as the reason for what was not, which includes the endpoint. */
function withDeadlineReason(tenant: Tenant, detail: string): Tenant {
  const late = { ...UNREAD, detail };
  const facets = Object.entries(tenant).map(([facet, reading]) => [
    facet,
    reading === UNREAD ? late : reading,
  ]);
  return { ...tenant, ...Object.fromEntries(facets), endpoint: late };
}

function resultOf(
  { document: file }: Inputs,
  body: ReportBody,
  finish: ReturnType<typeof startReport>,
): CommandResult {
  const document = finish({ ...(file === null ? {} : { config: file.path }), ...body });
  return { exitCode: document.exitCode, document };
}

function refuseConfigs(operands: readonly string[]): void {
  if (operands.length === 0) return;
  const named = operands.join(', ');
  throw new SetupError('USAGE', `--snapshot holds its own blueprint, so ${named} has no part in it.`);
}

function refuseEndpoint(flags: VerifyFlags): void {
  if (!judgesEndpoint(flags)) return;
  throw noEndpointOfSnapshot();
}

async function verifySnapshot(
  path: string,
  flags: VerifyFlags,
  outside: Pick<Outside, 'clock' | 'files' | 'nodeVersion' | 'version'>,
): Promise<CommandResult> {
  const finish = startReport('verify', outside);
  const { parseSnapshot } = await import('../../config/snapshot.ts');
  const text = await outside.files.readText(path);
  if (text === null) throw new SetupError('FILE_INVALID', `There is no file ${path}.`);
  const { blueprint, tenant } = parseSnapshot(path, text);
  const document = finish(judgeTenant(blueprint, tenant, flags, outside));
  return { exitCode: document.exitCode, document };
}
