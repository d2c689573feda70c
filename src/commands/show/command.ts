import { describeCommand, type FlagsOf } from '../run/command.ts';
import { READS } from '../run/common-options.ts';
import { text } from '../run/option.ts';

const OPTIONS = {
  snapshot: text('--snapshot <file>', 'export what the checks read, free of secrets'),
} as const;

export type ShowFlags = FlagsOf<typeof OPTIONS>;

export const showCommand = describeCommand({
  name: 'show',
  operands: '',
  summary: 'show both registrations, or export a snapshot',
  answers: ['where', 'apps', 'folder'],
  reads: [...READS.blueprint, ...READS.signIn, 'redact'],
  result: 'report',
  options: OPTIONS,
  examples: [
    { line: 'entra-mcp-setup show', does: 'both registrations as they are' },
    {
      line: 'entra-mcp-setup show --snapshot tenant.json --redact ids',
      does: 'what the checks read, for somebody without access',
    },
  ],
  load: async () => (await import('./show.ts')).show,
});
