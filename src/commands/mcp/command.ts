import { describeCommand } from '../run/command.ts';

export const mcpCommand = describeCommand({
  name: 'mcp',
  operands: '',
  summary: 'an MCP server over stdio for AI assistants; its tools only read',
  takesAnswers: true,
  result: 'talk',
  options: {},
  examples: [
    {
      line: 'entra-mcp-setup mcp --config entra-mcp.yaml',
      does: 'what an AI assistant starts; client-config <client> --self writes it into its file',
    },
    { line: 'entra-mcp-setup mcp --practice', does: 'on the practice tenant' },
  ],
  load: async () => (await import('./mcp.ts')).mcp,
});
