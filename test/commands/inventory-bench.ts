import type { Registrations, Source } from '../../src/core/registrations.ts';
import type { Report } from '../../src/core/report.ts';
import { type FleetBench, fleetBench } from './fleet-bench.ts';

export interface Shown extends Report {
  readonly registrations: Registrations;
  readonly source: Source;
  readonly results: readonly Report[];
}

export interface InventoryBench extends FleetBench {
  readonly showJson: (...argv: readonly string[]) => Promise<Shown>;
}

/** Two set-ups of one practice tenant, in the folders a and b, and what is shown of them. */
export function inventoryBench(): InventoryBench {
  const bench = fleetBench();
  bench.addConfig('a/entra-mcp.yaml', 1);
  bench.addConfig('b/entra-mcp.yaml', 2);
  return Object.assign(bench, {
    showJson: async (...argv: readonly string[]) =>
      (await bench.runJson('show', '--practice', ...argv)) as Shown,
  });
}
