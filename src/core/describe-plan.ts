import { beforeAndAfter, summarise } from './changes/index.ts';
import type { Plan, PlannedChange } from './plan.ts';
import type { ReportedChange, ReportedPlan } from './report.ts';

/** A planned change as people and machines read it. */
function describeChange({ change, because }: PlannedChange): ReportedChange {
  const { before, after, sensitive = [] } = beforeAndAfter(change);
  return {
    kind: change.kind,
    app: change.app,
    summary: summarise(change),
    before,
    after,
    sensitive,
    because,
  };
}

export function describePlan(plan: Pick<Plan, 'changes' | 'leftToPeople'>): ReportedPlan {
  return {
    changes: plan.changes.map(describeChange),
    leftToPeople: plan.leftToPeople.map(({ check, remedy }) => ({
      check,
      by: remedy.by,
      summary: remedy.summary,
      command: remedy.command ?? null,
    })),
  };
}
