import { FORMATS } from '../../report/formats.ts';
import { SETUP_ANSWERS } from '../run/answer-groups.ts';
import { describeCommand, type FlagsOf } from '../run/command.ts';
import { READS } from '../run/common-options.ts';
import { NEW_APPS, OVERWRITE } from '../run/shared-options.ts';

const OPTIONS = {
  ...NEW_APPS,
  ...OVERWRITE,
} as const;

export type SetupFlags = FlagsOf<typeof OPTIONS>;

export const setupCommand = describeCommand({
  name: 'setup',
  operands: '',
  summary: 'guided: sign in, plan, confirm, apply, verify (default on a terminal)',
  answers: [...SETUP_ANSWERS, 'newCredential', 'consent', 'settings'],
  reads: [...READS.blueprint, ...READS.signIn, 'verbose'],
  result: 'talk',
  formats: FORMATS,
  writesSetup: true,
  options: OPTIONS,
  examples: [
    {
      line: 'entra-mcp-setup setup --practice',
      does: 'the whole way on a practice tenant, where nothing can break',
    },
    {
      line: 'entra-mcp-setup setup',
      does: 'in a tenant of yours; nothing is written before you confirm the plan',
    },
    {
      line: 'entra-mcp-setup setup --auth browser --mcp-url https://mcp.example.com/mcp',
      does: 'what is given is not asked',
    },
  ],
  load: async () => (await import('./setup.ts')).setup,
});
