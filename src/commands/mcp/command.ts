import { SETUP_ANSWERS } from '../run/answer-groups.ts';
import { describeCommand } from '../run/command.ts';
import { READS } from '../run/common-options.ts';

export const mcpCommand = describeCommand({
  name: 'mcp',
  operands: '',
  summary: 'an MCP server over stdio for AI assistants; its tools only read',
  answers: SETUP_ANSWERS,
  reads: [...READS.blueprint, 'auth', 'signInClient', 'timeout', 'maxWait'],
  result: 'talk',
  formats: [],
  printedAlone: true,
  options: {},
  examples: [
    {
      line: 'entra-mcp-setup mcp --config entra-mcp.yaml',
      does: 'what an AI assistant starts; client-config with --self writes it into the file of the assistant',
    },
    { line: 'entra-mcp-setup mcp --practice', does: 'on the practice tenant' },
  ],
  load: async () => (await import('./mcp.ts')).mcp,
});
