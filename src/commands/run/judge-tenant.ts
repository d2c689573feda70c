import type { Blueprint } from '../../core/blueprint.ts';
import { judge } from '../../core/judge.ts';
import { exitCodeOf, type Report, summaryOf } from '../../core/report.ts';
import type { Tenant } from '../../core/tenant.ts';
import type { Outside } from '../../outside.ts';
import { checkContext } from './limits.ts';
import { chosenChecks, credentialsOf, targetOf } from './observe.ts';
import type { ReportBody } from './result.ts';
import type { JudgingFlags } from './shared-options.ts';

/** The members of a report that judging fills in. */
export function judgeTenant(
  blueprint: Blueprint,
  tenant: Tenant,
  flags: JudgingFlags,
  outside: Pick<Outside, 'clock'>,
): ReportBody & Pick<Report, 'exitCode'> {
  const checks = judge(chosenChecks(flags), blueprint, tenant, checkContext(outside, tenant, flags)).map(
    ({ verdict }) => verdict,
  );
  return {
    exitCode: exitCodeOf(checks, flags.failOn),
    target: targetOf(blueprint, tenant),
    summary: summaryOf(checks),
    checks,
    credentials: credentialsOf(blueprint, tenant),
  };
}

/** The same members for a tenant that was not read: every check is `unknown` with this reason. */
export function judgeUnread(
  blueprint: Blueprint,
  reason: string,
  flags: JudgingFlags,
  outside: Pick<Outside, 'clock'>,
): ReportBody {
  const checks = judge(chosenChecks(flags), blueprint, {}, checkContext(outside, null, flags)).map(
    ({ verdict }) => (verdict.status === 'unknown' ? { ...verdict, message: reason } : verdict),
  );
  return { exitCode: exitCodeOf(checks, flags.failOn), summary: summaryOf(checks), checks };
}
