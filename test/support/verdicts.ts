import type { Blueprint } from '../../src/core/blueprint.ts';
import type { Change } from '../../src/core/changes/index.ts';
import type { Check, CheckContext, CheckId } from '../../src/core/check.ts';
import { ALL_CHECKS } from '../../src/core/checks/index.ts';
import { type Judgement, judge } from '../../src/core/judge.ts';
import type { Status } from '../../src/core/report.ts';
import type { Facet, Tenant } from '../../src/core/tenant.ts';
import { BLUEPRINT } from './practice.ts';
import { healthyTenant, MOMENT } from './tenants.ts';

export interface Situation {
  readonly tenant?: Tenant;
  readonly blueprint?: Blueprint;
  readonly moment?: Partial<CheckContext>;
}

/** The judgement of one check in a situation that is healthy but for what is given. */
export function judgementOf(id: CheckId, situation: Situation = {}): Judgement {
  const { blueprint = BLUEPRINT, moment } = situation;
  const tenant = situation.tenant ?? healthyTenant(blueprint);
  const checks = ALL_CHECKS.filter((check) => check.id === id);
  const [judgement] = judge(checks, blueprint, tenant, { ...MOMENT, ...moment });
  if (!judgement) throw new Error(`There is no check ${id}.`);
  return judgement;
}

/** Every facet that a check looks at. */
export function facetsOf({ reads, optionalReads = [] }: Check): readonly Facet[] {
  return [...reads, ...optionalReads];
}

/** What a check found, as data: the status, the evidence, what stands there instead, and what would mend it. */
export interface Found {
  readonly status: Status;
  readonly evidence?: readonly unknown[];
  readonly actual?: unknown;
  readonly remedies?: readonly (Change | 'you' | 'admin')[];
}

export function foundBy(id: CheckId, situation: Situation = {}): Required<Found> {
  const { verdict, remedies } = judgementOf(id, situation);
  const { status, evidence, actual } = verdict;
  return {
    status,
    evidence,
    actual,
    remedies: remedies.map((remedy) => (remedy.by === 'us' ? remedy.change : remedy.by)),
  };
}
