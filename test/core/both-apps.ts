import { healthyTenant } from '../support/tenants.ts';

export const HEALTHY = healthyTenant();
