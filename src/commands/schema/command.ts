import { describeCommand } from '../run/command.ts';

export const schemaCommand = describeCommand({
  name: 'schema',
  operands: '<name>',
  operandWords: async () => Object.keys((await import('./schema.ts')).SCHEMAS),
  summary: 'JSON Schema of result, blueprint, snapshot or plan',
  answers: [],
  reads: [],
  result: 'file',
  formats: [],
  options: {},
  examples: [
    { line: 'entra-mcp-setup schema result > result.schema.json', does: 'what --json prints' },
    { line: 'entra-mcp-setup schema blueprint', does: 'what entra-mcp.yaml may hold' },
  ],
  load: async () => (await import('./schema.ts')).schema,
});
