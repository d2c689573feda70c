import { describeCommand, type FlagsOf } from '../run/command.ts';
import { READS } from '../run/common-options.ts';
import { onOff } from '../run/option.ts';

const OPTIONS = {
  check: onOff('--check', 'compare with what is served, in place of printing'),
} as const;

export type ResourceMetadataFlags = FlagsOf<typeof OPTIONS>;

export const resourceMetadataCommand = describeCommand({
  name: 'resource-metadata',
  operands: '',
  summary: 'the RFC 9728 document that the MCP server is to serve, and the header of its 401',
  answers: ['where', 'apps', 'addresses', 'api', 'folder'],
  reads: [...READS.blueprint, 'timeout'],
  result: 'file',
  options: OPTIONS,
  examples: [
    { line: 'entra-mcp-setup resource-metadata', does: 'the document, where to serve it, and the header' },
    {
      line: 'entra-mcp-setup resource-metadata --check',
      does: 'ask the address of the MCP server and compare',
    },
  ],
  load: async () => (await import('./resource-metadata.ts')).resourceMetadataTemplate,
});
