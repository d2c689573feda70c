import { SetupError } from '../errors.ts';
import type { Blueprint } from './blueprint.ts';
import type { Change } from './changes/index.ts';
import { simulate } from './changes/index.ts';
import type { Check, CheckContext, CheckId, Remedy } from './check.ts';
import { type Judgement, judge } from './judge.ts';
import type { Tenant } from './tenant.ts';

/** Far more than both apps can need: in a longer plan two checks undo each other's changes. */
const MOST_CHANGES = 100;

/** A change and the condition that asks for it. */
export interface PlannedChange {
  readonly change: Change;
  readonly because: CheckId;
}

/** Something that only people can do. */
export interface LeftToPeople {
  readonly check: CheckId;
  readonly remedy: Extract<Remedy, { by: 'you' | 'admin' }>;
}

/** The changes in the order in which they are made, and the tenant as they would leave it. */
export interface Plan {
  readonly changes: readonly PlannedChange[];
  readonly leftToPeople: readonly LeftToPeople[];
  readonly foreseen: Tenant;
  /** Every check judged on the tenant as it was read. */
  readonly before: readonly Judgement[];
}

/**
 * Plans by simulation: takes the first finding with a remedy by us, simulates its change, judges again, until none is
 * left. So no dependencies are declared: a check on an app that does not exist is skipped until the app's creation was
 * simulated. Throws `BUG` when a change does not cure the check that asked for it.
 */
export function planFor(
  checks: readonly Check[],
  blueprint: Blueprint,
  tenant: Tenant,
  context: CheckContext,
): Plan {
  const before = judge(checks, blueprint, tenant, context);
  const changes: PlannedChange[] = [];
  let foreseen = tenant;
  let judgements = before;
  for (let next = firstOfOurs(judgements); next; next = firstOfOurs(judgements)) {
    changes.push(next);
    if (changes.length > MOST_CHANGES) throw uncured(next);
    foreseen = simulate(foreseen, next.change);
    judgements = judge(checks, blueprint, foreseen, context);
    refuseUncured(next, judgements);
  }
  return { changes, foreseen, before, leftToPeople: leftToPeople(judgements) };
}

function firstOfOurs(judgements: readonly Judgement[]): PlannedChange | null {
  for (const { verdict, remedies } of judgements) {
    const ours = remedies.find((remedy) => remedy.by === 'us');
    if (ours) return { change: ours.change, because: verdict.id };
  }
  return null;
}

/** The check must no longer ask for the very change that was just foreseen. */
function refuseUncured({ change, because }: PlannedChange, judgements: readonly Judgement[]): void {
  const again = judgements.find(({ verdict }) => verdict.id === because);
  const same = again?.remedies.some((remedy) => remedy.by === 'us' && isSame(remedy.change, change));
  if (same) throw uncured({ change, because });
}

function uncured({ change, because }: PlannedChange): SetupError {
  return new SetupError(
    'BUG',
    `The change "${change.kind}" does not cure ${because}, the check that asks for it.`,
    {
      advice: ['Report this with the output of: entra-mcp-setup show --snapshot snapshot.json'],
    },
  );
}

function isSame(a: Change, b: Change): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function leftToPeople(judgements: readonly Judgement[]): readonly LeftToPeople[] {
  return judgements
    .filter(({ verdict }) => verdict.status === 'fail' || verdict.status === 'warn')
    .flatMap(({ verdict, remedies }) =>
      remedies.flatMap((remedy) => (remedy.by === 'us' ? [] : [{ check: verdict.id, remedy }])),
    );
}
