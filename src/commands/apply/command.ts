import { SETUP_ANSWERS } from '../run/answer-groups.ts';
import { describeCommand, type FlagsOf } from '../run/command.ts';
import { READS } from '../run/common-options.ts';
import { onOff, text } from '../run/option.ts';
import { KEY_VAULT, NEW_APPS, OVERWRITE } from '../run/shared-options.ts';

const OPTIONS = {
  ...NEW_APPS,
  restore: onOff('--restore', 'first take deleted apps of this set-up out of the recycle bin'),
  ...OVERWRITE,
  adoptCredential: text(
    '--adopt-credential <key-id>',
    'keep a secret or certificate that a person made as one of this set-up',
  ),
  ...KEY_VAULT,
} as const;

export type ApplyFlags = FlagsOf<typeof OPTIONS>;

export const applyCommand = describeCommand({
  name: 'apply',
  operands: '[plan.json]',
  summary: 'carry out the blueprint or a saved plan; asks nothing',
  answers: [...SETUP_ANSWERS, 'newCredential', 'consent', 'settings'],
  reads: [...READS.blueprint, 'yes', ...READS.signIn, ...READS.report],
  result: 'report',
  writesSetup: true,
  options: OPTIONS,
  examples: [
    { line: 'entra-mcp-setup apply --yes', does: 'carry out entra-mcp.yaml' },
    {
      line: 'entra-mcp-setup apply plan.json',
      does: 'exactly the plan that was saved, or nothing where the tenant moved',
    },
    {
      line: 'entra-mcp-setup apply --practice --mcp-url https://mcp.example.com/mcp --grant-admin-consent --yes',
      does: 'on the practice tenant, without a blueprint',
    },
  ],
  load: async () => (await import('./apply.ts')).apply,
});
