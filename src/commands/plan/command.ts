import { SETUP_ANSWERS } from '../run/answer-groups.ts';
import { describeCommand, type FlagsOf } from '../run/command.ts';
import { READS } from '../run/common-options.ts';
import { onOff, text } from '../run/option.ts';
import { FLEET, NEW_APPS } from '../run/shared-options.ts';

const OPTIONS = {
  ...NEW_APPS,
  out: text('--out <file>', 'save the plan to a file; one named .sh or .ps1 is a script that carries it out'),
  detailedExitcode: onOff('--detailed-exitcode', '0 nothing to do, 2 changes, 1 error'),
  ...FLEET,
} as const;

export type PlanFlags = FlagsOf<typeof OPTIONS>;

export const planCommand = describeCommand({
  name: 'plan',
  operands: '[config...]',
  summary: 'show what setup would change, property by property',
  answers: [...SETUP_ANSWERS, 'newCredential', 'consent'],
  reads: [...READS.blueprint, ...READS.signIn, ...READS.report],
  result: 'report',
  options: OPTIONS,
  examples: [
    {
      line: 'entra-mcp-setup plan --out plan.json',
      does: 'show the changes, and save them for apply plan.json',
    },
    {
      line: "entra-mcp-setup plan 'envs/*.yaml' --detailed-exitcode --no-input",
      does: 'in CI: exit code 2 where the tenant drifted from a blueprint',
    },
    {
      line: 'entra-mcp-setup plan --practice --mcp-url https://mcp.example.com/mcp',
      does: 'on the practice tenant',
    },
  ],
  load: async () => (await import('./plan.ts')).plan,
});
