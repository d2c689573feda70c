import type { Blueprint } from '../../src/core/blueprint.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { healthyTenant } from '../support/tenants.ts';

export const HEALTHY = healthyTenant();
export const asking = (...graphPermissions: readonly string[]): Blueprint => ({
  ...BLUEPRINT,
  graphPermissions,
});
