import { CHECKS } from '../core/checks/index.ts';
import { describePlan } from '../core/describe-plan.ts';
import { type Hazard, hazardsOf } from '../core/hazards.ts';
import { type Plan, planFor } from '../core/plan.ts';
import type { ReportedError } from '../core/report.ts';
import { EXIT_CODES } from '../errors.ts';
import type { Outside } from '../outside.ts';
import { refuseWrongApps } from './apply/named-apps.ts';
import { renderPlanFile } from './apply/plan-file.ts';
import { prepareCertificate } from './files/certificate.ts';
import { connect, identityOf } from './run/connect.ts';
import { gatherInputs, requireBlueprint } from './run/inputs.ts';
import type { CommandResult, Flags, Invocation } from './run/invocation.ts';
import { checkCommonFlags, momentOf } from './run/limits.ts';
import { targetOf } from './run/observe.ts';
import { recognise, warnOfNamesakes } from './run/recognise.ts';
import { startReport } from './run/result.ts';

/** Shows what setup would change, property by property. Never writes to the tenant. */
export async function plan({ flags }: Invocation, outside: Outside): Promise<CommandResult> {
  checkCommonFlags(flags, outside);
  const finish = startReport('plan', outside);
  const inputs = await gatherInputs(flags, outside);
  const asked = await prepareCertificate(outside, requireBlueprint(inputs), { mayCreate: false, inputs });
  const { tenant: name, cloud } = asked;
  const connection = await connect(outside, { tenant: name, cloud, flags, access: 'read' });
  const wayOn = { command: 'plan', makes: 'others' } as const;
  const recognition = { blueprint: asked, inputs, flags, wayOn };
  const { blueprint, tenant } = await recognise(outside, connection, recognition);
  warnOfNamesakes(outside, { blueprint, tenant });
  refuseWrongApps(inputs, blueprint, tenant);
  const planned = planFor(CHECKS, blueprint, tenant, momentOf(flags, outside, tenant));
  if (flags.out !== undefined) {
    await outside.files.writeText(flags.out, renderPlanFile(blueprint, tenant, planned), { mode: 0o644 });
  }
  const errors = [...hazardsOf(planned, blueprint, tenant), ...blindSpots(planned)];
  const document = finish({
    exitCode: exitCodeFor(planned, errors, flags),
    target: targetOf(blueprint, tenant),
    identity: identityOf(connection.session),
    plan: describePlan(planned),
    ...(errors.length > 0 ? { errors: errors.map(reported) } : {}),
  });
  return { exitCode: document.exitCode, document: { ...document, ok: errors.length === 0 } };
}

type Told = Omit<Hazard, 'code'> & { readonly code: Hazard['code'] | 'INCONCLUSIVE' };

/** A plan that could not look everywhere must not pass for one that has nothing to do. */
function blindSpots({ before }: Plan): readonly Told[] {
  const verdicts = before.map(({ verdict }) => verdict);
  const required = verdicts.filter(({ status, severity }) => status === 'unknown' && severity === 'error');
  const [first] = required;
  if (!first) return [];
  const message = `${required.length} of the required checks could not be judged, so changes may be missing here. ${first.message}`;
  return [{ code: 'INCONCLUSIVE', message, advice: ['Each of them by name: entra-mcp-setup verify'] }];
}

/** With --detailed-exitcode: 0 nothing to do, 2 changes, 1 what the tenant will refuse or did not show. */
function exitCodeFor({ changes }: Plan, [first]: readonly Told[], { detailedExitcode }: Flags): number {
  if (first) return detailedExitcode ? 1 : EXIT_CODES[first.code];
  return detailedExitcode && changes.length > 0 ? 2 : 0;
}

function reported({ code, message, advice }: Told): ReportedError {
  const unknown = { detail: null, aadsts: null, correlationId: null };
  return { code, title: message, ...unknown, retryable: false, nextSteps: advice };
}
