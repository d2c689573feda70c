import type { Report } from '../../src/core/report.ts';

export const bare = ({
  schemaVersion,
  tool,
  startedAt,
  durationMs,
  target,
  config = '',
}: Report): Report => ({
  schemaVersion,
  tool,
  startedAt,
  durationMs,
  config,
  ...(target && { target }),
  command: 'plan',
  ok: true,
  exitCode: 0,
});
