import { SETUP_ANSWERS } from '../run/answer-groups.ts';
import { describeCommand, type FlagsOf } from '../run/command.ts';
import { READS } from '../run/common-options.ts';
import { text } from '../run/option.ts';
import { FLEET, JUDGING } from '../run/shared-options.ts';

const OPTIONS = {
  ...JUDGING,
  snapshot: text('--snapshot <file>', 'judge a snapshot; no sign-in, no network'),
  ...FLEET,
} as const;

export type VerifyFlags = FlagsOf<typeof OPTIONS>;

export const verifyCommand = describeCommand({
  name: 'verify',
  operands: '[config...]',
  summary: 'judge the checklist; only reads',
  answers: SETUP_ANSWERS,
  reads: [...READS.blueprint, ...READS.signIn, ...READS.report],
  result: 'report',
  options: OPTIONS,
  examples: [
    { line: 'entra-mcp-setup verify', does: 'judge entra-mcp.yaml' },
    {
      line: 'entra-mcp-setup verify --no-input --report sarif=entra.sarif --report junit=entra.xml',
      does: 'in CI, with reports for its pages',
    },
    {
      line: 'entra-mcp-setup verify --only server-api --snapshot tenant.json',
      does: 'one section, of what was saved: no access to the tenant',
    },
  ],
  load: async () => (await import('./verify.ts')).verify,
});
