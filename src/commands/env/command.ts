import { SETUP_ANSWERS } from '../run/answer-groups.ts';
import { describeCommand, type FlagsOf } from '../run/command.ts';
import { READS } from '../run/common-options.ts';
import { text } from '../run/option.ts';
import { OVERWRITE } from '../run/shared-options.ts';

const OPTIONS = {
  output: text('--output <file>', 'where to write; - prints with secrets masked'),
  ...OVERWRITE,
} as const;

export type EnvFlags = FlagsOf<typeof OPTIONS>;

export const envCommand = describeCommand({
  name: 'env',
  operands: '',
  summary: 'render the settings of the MCP server again',
  answers: [...SETUP_ANSWERS, 'settings'],
  reads: [...READS.blueprint, ...READS.signIn],
  result: 'file',
  options: OPTIONS,
  examples: [
    { line: 'entra-mcp-setup env', does: 'write .env again; a secret in it stays' },
    { line: 'entra-mcp-setup env --output -', does: 'print it, secrets masked' },
    {
      line: 'entra-mcp-setup env --env-preset fastmcp2 --output server.env',
      does: 'with the names that another server reads',
    },
  ],
  load: async () => (await import('./env.ts')).env,
});
