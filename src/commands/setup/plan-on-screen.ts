import type { Blueprint } from '../../core/blueprint.ts';
import type { Change } from '../../core/changes/index.ts';
import { CHECKS } from '../../core/checks/index.ts';
import { describePlan } from '../../core/describe-plan.ts';
import { hazardsOf } from '../../core/hazards.ts';
import { type Plan, planFor } from '../../core/plan.ts';
import type { Tenant } from '../../core/tenant.ts';
import type { Session } from '../../identity/session.ts';
import type { Outside } from '../../outside.ts';
import { renderPlanText } from '../../report/text.ts';
import type { PlannedWork } from '../../ui/wizard/facts.ts';
import { checkContext } from '../run/limits.ts';
import { targetOf } from '../run/observe.ts';
import { scriptsFor } from '../run/scripts.ts';
import type { SetupFlags } from './command.ts';

interface Asked {
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
  /** Consent is asked for only after the plan, so the plan does not yet leave it to somebody else. */
  readonly isConsentOpen: boolean;
  /** Who carries it out. */
  readonly account: Session['claims'];
}

/** Makes the plan and everything that the screens show of it. */
export function plannedWork(
  { outside, flags }: { readonly outside: Outside; readonly flags: SetupFlags },
  asked: Asked,
): PlannedWork {
  const { blueprint, tenant, isConsentOpen } = asked;
  const context = checkContext(outside, tenant);
  const plan = planFor(CHECKS, blueprint, tenant, context);
  const shown = isConsentOpen
    ? planFor(CHECKS, { ...blueprint, grantAdminConsent: true }, tenant, context)
    : plan;
  const described = describePlan(plan);
  const whole = { ...described, leftToPeople: describePlan(shown).leftToPeople };
  const render = (detail: { readonly compact: boolean; readonly verbose: boolean }) =>
    renderPlanText(whole, targetOf(blueprint, tenant), { ...outside.terminal, ...detail });
  const changes: readonly Change[] = plan.changes.map(({ change }) => change);
  return {
    plan: described,
    changes,
    text: render({ compact: true, verbose: flags.verbose ?? false }),
    details: render({ compact: false, verbose: true }),
    commands: scriptsFor(outside, shown, asked),
    consents: isConsentOpen ? consentsIn(shown) : [],
    obstacles: hazardsOf(plan, blueprint, tenant).map(
      ({ message, advice }) => `${message} ${advice.join('. ')}.`,
    ),
  };
}

function consentsIn({ changes }: Pick<Plan, 'changes'>): PlannedWork['consents'] {
  return changes.flatMap(({ change }) =>
    change.kind === 'grant-consent'
      ? [{ app: change.app, resource: change.resource, scopes: change.scopes }]
      : [],
  );
}
