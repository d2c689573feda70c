import type { Blueprint } from '../core/blueprint.ts';
import { CHECKS } from '../core/checks/index.ts';
import { describePlan } from '../core/describe-change.ts';
import { hazardsOf } from '../core/hazards.ts';
import { type Plan, planFor } from '../core/plan.ts';
import type { ReportedError } from '../core/report.ts';
import type { Tenant } from '../core/tenant.ts';
import { prepareCertificate } from './certificate.ts';
import { connect, identityOf } from './connect.ts';
import { gatherInputs, requireBlueprint } from './inputs.ts';
import type { CommandResult, Invocation } from './invocation.ts';
import { checkCommonFlags, momentOf } from './limits.ts';
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
  const planned = planFor(CHECKS, blueprint, tenant, momentOf(flags, outside, tenant));
  if (flags.out !== undefined) {
    await outside.files.writeText(flags.out, renderPlanFile(blueprint, tenant, planned), { mode: 0o644 });
  }
  const hazards = hazardErrors(planned, blueprint, tenant);
  const changesCode = flags.detailedExitcode && planned.changes.length > 0 ? 2 : 0;
  const document = finish({
    exitCode: hazards.length > 0 ? (flags.detailedExitcode ? 1 : 5) : changesCode,
    target: targetOf(blueprint, tenant),
    identity: identityOf(connection.session),
    plan: describePlan(planned),
    ...(hazards.length > 0 ? { errors: hazards } : {}),
  });
  return { exitCode: document.exitCode, document: { ...document, ok: hazards.length === 0 } };
}

/** What the tenant will refuse, as errors of the report. */
function hazardErrors(planned: Plan, blueprint: Blueprint, tenant: Tenant): readonly ReportedError[] {
  return hazardsOf(planned, blueprint, tenant).map(({ message, advice }) => ({
    code: 'POLICY',
    title: message,
    detail: null,
    aadsts: null,
    correlationId: null,
    retryable: false,
    nextSteps: advice,
  }));
}
