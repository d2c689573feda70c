import { describeCommand, type FlagsOf } from '../run/command.ts';
import { READS } from '../run/common-options.ts';
import { text } from '../run/option.ts';
import { FLEET } from '../run/shared-options.ts';

const OPTIONS = {
  snapshot: text('--snapshot <file>', 'export what the checks read, free of secrets'),
  ...FLEET,
} as const;

export type ShowFlags = FlagsOf<typeof OPTIONS>;

export const showCommand = describeCommand({
  name: 'show',
  operands: '[config...]',
  summary: 'show the registrations of one set-up or many, as an inventory for auditors, or export a snapshot',
  answers: ['where', 'apps', 'folder'],
  reads: [...READS.blueprint, ...READS.signIn, 'redact'],
  result: 'report',
  options: OPTIONS,
  examples: [
    { line: 'entra-mcp-setup show', does: 'both registrations as they are' },
    {
      line: "entra-mcp-setup show 'envs/*.yaml' --report html=inventory.html --report csv=inventory.csv",
      does: 'for auditors: permissions, to whom and since when, credentials, checks with their evidence',
    },
    {
      line: 'entra-mcp-setup show --snapshot tenant.json --redact ids',
      does: 'what the checks read, for somebody without access',
    },
  ],
  load: async () => (await import('./show.ts')).show,
});
