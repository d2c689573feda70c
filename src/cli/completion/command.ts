import { describeCommand } from '../../commands/run/command.ts';
import { SHELLS } from './shells.ts';

export const completionCommand = describeCommand({
  name: 'completion',
  operands: '<shell>',
  operandWords: SHELLS,
  summary: 'completion script for bash, zsh, fish or powershell',
  answers: [],
  reads: [],
  result: 'file',
  options: {},
  examples: [
    { line: 'entra-mcp-setup completion bash', does: 'print the script; its first line says how to load it' },
  ],
  load: async () => (await import('./completion.ts')).completion,
});
