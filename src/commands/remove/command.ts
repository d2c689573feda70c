import { describeCommand, type FlagsOf } from '../run/command.ts';
import { READS } from '../run/common-options.ts';
import { onOff } from '../run/option.ts';

const OPTIONS = {
  deleteApps: onOff('--delete-apps', 'really delete; without it only shows what would be deleted'),
  purge: onOff('--purge', 'also empty the recycle bin of these apps; alone, of those deleted before'),
} as const;

export type RemoveFlags = FlagsOf<typeof OPTIONS>;

export const removeCommand = describeCommand({
  name: 'remove',
  operands: '',
  summary: 'delete what setup created and nothing else; a dry run first',
  answers: ['where', 'apps', 'folder'],
  reads: [...READS.blueprint, 'yes', ...READS.signIn, 'redact'],
  result: 'report',
  writesSetup: true,
  options: OPTIONS,
  examples: [
    { line: 'entra-mcp-setup remove', does: 'show what would be deleted' },
    {
      line: 'entra-mcp-setup remove --delete-apps --yes',
      does: 'delete both apps; they wait in the recycle bin for 30 days',
    },
    { line: 'entra-mcp-setup remove --purge --yes', does: 'empty the recycle bin of them' },
  ],
  load: async () => (await import('./remove.ts')).remove,
});
