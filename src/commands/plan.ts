import { CHECKS } from '../core/checks/index.ts';
import { describePlan } from '../core/describe-change.ts';
import { type Hazard, hazardsOf } from '../core/hazards.ts';
import { type Plan, planFor } from '../core/plan.ts';
import type { ReportedError } from '../core/report.ts';
import { EXIT_CODES } from '../errors.ts';
import { prepareCertificate } from './certificate.ts';
import { connect, identityOf } from './connect.ts';
import { gatherInputs, requireBlueprint } from './inputs.ts';
import type { CommandResult, Flags, Invocation } from './invocation.ts';
import { checkCommonFlags, momentOf } from './limits.ts';
import { refuseWrongApps } from './named-apps.ts';
import { observe, targetOf } from './observe.ts';
import type { Outside } from './outside.ts';
import { renderPlanFile } from './plan-file.ts';
import { startReport } from './result.ts';

/** Shows what setup would change, property by property. Never writes to the tenant. */
export async function plan({ flags }: Invocation, outside: Outside): Promise<CommandResult> {
  checkCommonFlags(flags, outside);
  const finish = startReport('plan', outside);
  const inputs = await gatherInputs(flags, outside);
  const blueprint = await prepareCertificate(outside, requireBlueprint(inputs), { mayCreate: false, inputs });
  const connection = await connect(outside, {
    tenant: blueprint.tenant,
    cloud: blueprint.cloud,
    flags,
    access: 'read',
  });
  const tenant = await observe(outside, connection, blueprint, flags);
  refuseWrongApps(inputs, blueprint, tenant);
  const planned = planFor(CHECKS, blueprint, tenant, momentOf(flags, outside, tenant));
  if (flags.out !== undefined) {
    await outside.files.writeText(flags.out, renderPlanFile(blueprint, tenant, planned), { mode: 0o644 });
  }
  const hazards = hazardsOf(planned, blueprint, tenant);
  const document = finish({
    exitCode: exitCodeFor(planned, hazards, flags),
    target: targetOf(blueprint, tenant),
    identity: identityOf(connection.session),
    plan: describePlan(planned),
    ...(hazards.length > 0 ? { errors: hazards.map(reported) } : {}),
  });
  return { exitCode: document.exitCode, document: { ...document, ok: hazards.length === 0 } };
}

/** With --detailed-exitcode: 0 nothing to do, 2 changes, 1 what the tenant will refuse. */
function exitCodeFor({ changes }: Plan, [hazard]: readonly Hazard[], { detailedExitcode }: Flags): number {
  if (hazard) return detailedExitcode ? 1 : EXIT_CODES[hazard.code];
  return detailedExitcode && changes.length > 0 ? 2 : 0;
}

/** What the tenant will refuse, as an error of the report. */
function reported({ code, message, advice }: Hazard): ReportedError {
  const unknown = { detail: null, aadsts: null, correlationId: null };
  return { code, title: message, ...unknown, retryable: false, nextSteps: advice };
}
