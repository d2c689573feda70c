import { describeCommand, type FlagsOf } from '../run/command.ts';
import { READS } from '../run/common-options.ts';
import { onOff, text } from '../run/option.ts';

const OPTIONS = {
  output: text('--output <file>', 'edit this file in place of printing'),
  self: onOff('--self', 'add this tool itself, as an MCP server for AI assistants'),
  allowClientSecret: onOff(
    '--allow-client-secret',
    'also for a client that wants a secret of MCP Client App',
  ),
} as const;

export type ClientConfigFlags = FlagsOf<typeof OPTIONS>;

export const clientConfigCommand = describeCommand({
  name: 'client-config',
  operands: '<client>',
  operandWords: async () => [...(await import('../../mcp-clients/clients.ts')).MCP_CLIENT_NAMES, 'list'],
  summary: 'the snippet for an MCP client and where it goes; "list" shows all that are known',
  answers: ['where', 'apps', 'addresses', 'api', 'folder'],
  reads: [...READS.blueprint, 'auth', 'signInClient'],
  result: 'file',
  options: OPTIONS,
  examples: [
    {
      line: 'entra-mcp-setup client-config list',
      does: 'the MCP clients that are known, and what each sends',
    },
    {
      line: 'entra-mcp-setup client-config vscode --output .vscode/mcp.json',
      does: 'write the snippet into the file of the client',
    },
    {
      line: 'entra-mcp-setup client-config claude-code --self',
      does: 'let an assistant use this tool; it only reads',
    },
  ],
  load: async () => (await import('./client-config.ts')).clientConfig,
});
