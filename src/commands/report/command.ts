import { describeCommand, type FlagsOf } from '../run/command.ts';
import { READS } from '../run/common-options.ts';
import { DEADLINE } from '../run/shared-options.ts';

const OPTIONS = {
  ...DEADLINE,
} as const;

export type ReportFlags = FlagsOf<typeof OPTIONS>;

export const reportCommand = describeCommand({
  name: 'report',
  operands: '<file...>',
  summary: 'convert saved results to another format; several are merged',
  answers: [],
  reads: [...READS.report],
  result: 'report',
  options: OPTIONS,
  examples: [
    { line: 'entra-mcp-setup report result.json --format html > result.html', does: 'a page for people' },
    { line: 'entra-mcp-setup report part-1.json part-2.json --format junit', does: 'several parts as one' },
  ],
  load: async () => (await import('./report.ts')).report,
});
