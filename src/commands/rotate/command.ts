import { describeCommand, type FlagsOf } from '../run/command.ts';
import { READS } from '../run/common-options.ts';
import { maybeText } from '../run/option.ts';
import { KEY_VAULT } from '../run/shared-options.ts';

const OPTIONS = {
  retire: maybeText('--retire [key-id]', 'remove the old credential'),
  ...KEY_VAULT,
} as const;

export type RotateFlags = FlagsOf<typeof OPTIONS>;

export const rotateCommand = describeCommand({
  name: 'rotate',
  operands: '',
  summary: 'add a new credential beside the old one, prove it, write it',
  answers: ['where', 'apps', 'credential', 'newCredential', 'folder', 'settings'],
  reads: [...READS.blueprint, 'yes', ...READS.signIn, ...READS.report],
  result: 'report',
  writesSetup: true,
  options: OPTIONS,
  examples: [
    { line: 'entra-mcp-setup rotate', does: 'a new credential into .env; the old one goes on working' },
    { line: 'entra-mcp-setup rotate --retire --yes', does: 'later: remove the one that is no longer used' },
  ],
  load: async () => (await import('./rotate.ts')).rotate,
});
