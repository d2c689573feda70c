import type { FleetReport } from '../../src/core/report.ts';

export const pathsOf = ({ results }: FleetReport) => results.map(({ config }) => config);
