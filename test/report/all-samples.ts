import type { FleetReport, Report } from '../../src/core/report.ts';
import { inventoryFleet, inventoryReport } from './inventory-samples.ts';
import { appliedReport, diagnoseReport, hopsReport, planReport } from './sample-stories.ts';
import { fleetReport, healthyReport, verifyReport } from './samples.ts';

export const ALL_SAMPLES: Readonly<Record<string, Report | FleetReport>> = {
  verify: verifyReport(),
  healthy: healthyReport(),
  plan: planReport(),
  applied: appliedReport(),
  diagnose: diagnoseReport(),
  hops: hopsReport(),
  fleet: fleetReport(6),
  inventory: inventoryReport(),
  'inventory of many': inventoryFleet(),
};
