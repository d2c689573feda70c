import { describeCommand } from '../run/command.ts';

export const checksCommand = describeCommand({
  name: 'checks',
  operands: '',
  summary: 'every check with its reason and remedy',
  answers: [],
  reads: [],
  result: 'report',
  formats: ['text', 'json', 'markdown'],
  options: {},
  examples: [
    { line: 'entra-mcp-setup checks', does: 'all of them, for people' },
    { line: 'entra-mcp-setup checks --format markdown', does: 'as the reference page' },
  ],
  load: async () => (await import('./checks.ts')).checks,
});
