import type { Blueprint } from '../../core/blueprint.ts';
import type { Applied } from '../../core/report.ts';
import type { Application, Tenant } from '../../core/tenant.ts';
import type { RunState } from '../../graph/run-state.ts';
import type { Outside } from '../../outside.ts';
import type { Connection } from '../run/connect.ts';
import type { Inputs } from '../run/inputs.ts';
import type { RotateFlags } from './command.ts';

/** What rotating and retiring both work from, once the tenant was read. */
export interface Rotation {
  readonly outside: Outside;
  readonly flags: RotateFlags;
  readonly inputs: Inputs;
  readonly connection: Connection;
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
  readonly server: Application;
  readonly runState: RunState;
  /** Notices of files that were written early, to be shown at the end. */
  readonly early: string[];
}

/** What was done, and blueprint and tenant afterwards. */
export interface Rotated {
  readonly applied: Applied;
  readonly blueprint: Blueprint;
  readonly tenant: Tenant;
  readonly text: string;
}
