import type { FleetReport } from '../../src/core/report.ts';
import { parseResult } from '../../src/report/parse-result.ts';
import { type CommandBench, commandBench } from '../support/command.ts';
import { addSetup, configText, type SetupShape } from '../support/fleet.ts';

export const pathsOf = ({ results }: FleetReport) => results.map(({ config }) => config);

/** A bench with set-ups of one practice tenant, each with its configuration. */
export interface FleetBench extends CommandBench {
  /** Makes the apps of a set-up, and a file that names them. */
  readonly addConfig: (path: string, number: number, shape?: SetupShape) => void;
  /** The same file as one of another tenant. */
  readonly moveTo: (path: string, tenant: string) => void;
  /** What a command reports of many configurations. */
  readonly fleet: (...argv: readonly string[]) => Promise<FleetReport>;
}

export function fleetBench(variables: Parameters<typeof commandBench>[0] = {}): FleetBench {
  const bench = commandBench(variables);
  const { files, tenant, chance } = bench;
  return Object.assign(bench, {
    addConfig: (path: string, number: number, shape: SetupShape = {}) => {
      files.set(path, configText(addSetup(tenant.state, chance, number, shape)));
    },
    moveTo: (path: string, to: string) => {
      files.set(path, files.get(path)?.replaceAll('contoso.onmicrosoft.com', to) ?? '');
    },
    fleet: async (...argv: readonly string[]) =>
      parseResult(await bench.runJson(...argv, '--practice')) as FleetReport,
  });
}
