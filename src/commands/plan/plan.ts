import { CHECKS } from '../../core/checks/index.ts';
import { describePlan } from '../../core/describe-plan.ts';
import { type Hazard, hazardsOf } from '../../core/hazards.ts';
import { type Plan, planFor } from '../../core/plan.ts';
import type { ReportedError } from '../../core/report.ts';
import { EXIT_CODES, SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { refuseWrongApps } from '../apply/named-apps.ts';
import { prepareCertificate } from '../files/certificate.ts';
import type { Complete } from '../fleet/configs.ts';
import { meansFleet } from '../fleet/configs.ts';
import type { FleetCommand } from '../fleet/fleet.ts';
import { identityOf, type SignInOutside } from '../run/connect.ts';
import { deadlineFor } from '../run/deadline.ts';
import { gatherInputs, type Inputs, requireBlueprint } from '../run/inputs.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';
import { checkContext } from '../run/limits.ts';
import { type JudgingOutside, targetOf } from '../run/observe.ts';
import {
  connectAndRecognise,
  type RecognisedSetup,
  recogniseIn,
  warnBeforeChanges,
} from '../run/recognise.ts';
import {
  describeError,
  failureExitCode,
  type ReportBody,
  type Reporting,
  startReport,
} from '../run/result.ts';
import type { PlanFlags } from './command.ts';
import { carriesOut, savedAs } from './saved-as.ts';

/** Shows what setup would change, property by property, of one configuration or many. Never writes to the tenant. */
export async function plan(
  invocation: Invocation<PlanFlags>,
  outside: JudgingOutside,
): Promise<CommandResult> {
  const { flags } = invocation;
  if (await meansFleet(invocation, outside)) {
    refuseOut(flags);
    const { runFleet } = await import('../fleet/fleet.ts');
    return runFleet(planningFleet(flags), invocation, outside);
  }
  const deadline = deadlineFor(flags, outside);
  try {
    return await deadline.bound(planOne(invocation, deadline.outside));
  } catch (error) {
    throw deadline.isPast() ? deadline.error() : error;
  }
}

function refuseOut({ out }: PlanFlags): void {
  if (out === undefined) return;
  throw new SetupError('USAGE', `--out ${out} holds the plan of one configuration, and several are named.`, {
    advice: ['Save the plans of all of them as one result: entra-mcp-setup plan --report json=plans.json'],
  });
}

async function planOne(
  { flags, operands }: Invocation<PlanFlags>,
  outside: SignInOutside & Reporting,
): Promise<CommandResult> {
  const finish = startReport('plan', outside);
  const inputs = await gatherInputs(flags, outside, operands[0]);
  const asked = await blueprintFor(outside)(inputs);
  const wayOn = { command: 'plan', makes: 'others' } as const;
  const recognition = { blueprint: asked, inputs, flags, wayOn };
  const recognised = await connectAndRecognise(outside, 'read', recognition);
  warnBeforeChanges(outside, recognised);
  const { planned, body } = planFound(recognised, inputs, flags, outside);
  const { out } = flags;
  if (out !== undefined)
    await outside.files.writeText(out, savedAs(out, planned, recognised, outside), { mode: 0o644 });
  const document = finish({
    ...(operands.length === 0 ? {} : { config: inputs.configPath }),
    ...body,
    identity: identityOf(recognised.connection.session),
  });
  const last = out === undefined ? {} : { last: `Saved: ${out}. Carry it out with \`${carriesOut(out)}\`.` };
  return { exitCode: document.exitCode, document, ...last };
}

function blueprintFor(outside: Pick<Outside, 'clock' | 'files' | 'random' | 'terminal'>): Complete {
  return (inputs) => prepareCertificate(outside, requireBlueprint(inputs), { mayCreate: false, inputs });
}

/** Planning each configuration of a fleet from what was read of its tenant. */
function planningFleet(flags: PlanFlags): FleetCommand {
  const wayOn = { command: 'plan', makes: 'others' } as const;
  return {
    command: 'plan',
    complete: blueprintFor,
    look:
      (outside) =>
      async (member, { tenant, known }, connection) => {
        const recognition = { blueprint: member.blueprint, inputs: member, flags, wayOn, known };
        const recognised = await recogniseIn(tenant, outside, connection, recognition);
        return planFound(recognised, member, flags, outside).body;
      },
    late: (_member, { error }) => ({
      exitCode: failureExitCode(error(), flags),
      errors: [describeError(error())],
    }),
  };
}

/** Plans for the recognised apps. Returns the plan and the members of its report; throws `USAGE` for app ids that are wrong. */
function planFound(
  { blueprint, tenant }: RecognisedSetup,
  inputs: Pick<Inputs, 'givenBy'>,
  flags: PlanFlags,
  outside: Pick<Outside, 'clock'>,
): { readonly planned: Plan; readonly body: ReportBody } {
  refuseWrongApps(inputs, blueprint, tenant);
  const planned = planFor(CHECKS, blueprint, tenant, checkContext(outside, tenant));
  const errors = [...hazardsOf(planned, blueprint, tenant), ...blindSpots(planned)];
  const body = {
    exitCode: exitCodeFor(planned, errors, flags),
    ok: errors.length === 0,
    target: targetOf(blueprint, tenant),
    plan: describePlan(planned),
    ...(errors.length > 0 ? { errors: errors.map(reported) } : {}),
  };
  return { planned, body };
}

type PlanError = Omit<Hazard, 'code'> & { readonly code: Hazard['code'] | 'INCONCLUSIVE' };

/** The error of a plan whose required checks could not all be judged: it must not pass for one that has nothing to do. */
function blindSpots({ before }: Plan): readonly PlanError[] {
  const verdicts = before.map(({ verdict }) => verdict);
  const required = verdicts.filter(({ status, severity }) => status === 'unknown' && severity === 'error');
  const [first] = required;
  if (!first) return [];
  const message = `${required.length} of the required checks could not be judged, so changes may be missing here. ${first.message}`;
  return [{ code: 'INCONCLUSIVE', message, advice: ['Each of them by name: entra-mcp-setup verify'] }];
}

/** With --detailed-exitcode: 0 nothing to do, 2 changes, 1 an error. Without: 0, or the code of the first error. */
function exitCodeFor(
  { changes }: Plan,
  [first]: readonly PlanError[],
  { detailedExitcode }: PlanFlags,
): number {
  if (first) return detailedExitcode ? 1 : EXIT_CODES[first.code];
  return detailedExitcode && changes.length > 0 ? 2 : 0;
}

function reported({ code, message, advice }: PlanError): ReportedError {
  const unknown = { detail: null, aadsts: null, correlationId: null };
  return { code, title: message, ...unknown, retryable: false, nextSteps: advice };
}
