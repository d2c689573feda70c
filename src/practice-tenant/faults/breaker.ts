import type { PracticeOutside } from '../outside.ts';
import type { FaultEdit, PracticeState } from '../state.ts';
import type { TenantFault } from './list.ts';
import type { FaultTarget } from './targets.ts';

export interface Breaking {
  readonly state: PracticeState;
  readonly target: FaultTarget;
  readonly outside: PracticeOutside;
}

/** The edits that break something, made from what the tenant holds. */
export type Breaker = (breaking: Breaking) => readonly FaultEdit[];

/** Some faults of the list, each with what breaks it. */
export type Breakers = Readonly<Partial<Record<TenantFault, Breaker>>>;
