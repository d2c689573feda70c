import type { Blueprint } from '../../core/blueprint.ts';
import { judge } from '../../core/judge.ts';
import { exitCodeOf, type Report, summaryOf } from '../../core/report.ts';
import type { Tenant } from '../../core/tenant.ts';
import type { Outside } from '../../outside.ts';
import type { Flags } from './invocation.ts';
import { failOnOf, momentOf } from './limits.ts';
import { chosenChecks, credentialsOf, targetOf } from './observe.ts';
import type { ReportBody } from './result.ts';

/** The members of a report that judging fills in. */
export function judged(
  blueprint: Blueprint,
  tenant: Tenant,
  flags: Flags,
  outside: Pick<Outside, 'clock'>,
): ReportBody & Pick<Report, 'exitCode'> {
  const checks = judge(chosenChecks(flags), blueprint, tenant, momentOf(flags, outside, tenant)).map(
    ({ verdict }) => verdict,
  );
  return {
    exitCode: exitCodeOf(checks, failOnOf(flags)),
    target: targetOf(blueprint, tenant),
    summary: summaryOf(checks),
    checks,
    credentials: credentialsOf(blueprint, tenant),
  };
}
