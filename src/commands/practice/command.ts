import { describeCommand } from '../run/command.ts';

export const practiceCommand = describeCommand({
  name: 'practice',
  operands: '[action] [fault...]',
  operandWords: practiceWords,
  summary: 'the practice tenant: list, reset, break, mend',
  answers: [],
  reads: ['config'],
  result: 'talk',
  options: {},
  examples: [
    { line: 'entra-mcp-setup practice list', does: 'what can be broken' },
    {
      line: 'entra-mcp-setup practice break expired-secret',
      does: 'break it; verify --practice shows what that does',
    },
    { line: 'entra-mcp-setup practice mend', does: 'whole again' },
  ],
  load: async () => (await import('./practice.ts')).practice,
});

async function practiceWords(): Promise<readonly string[]> {
  const { FAULTS } = await import('../../practice-tenant/index.ts');
  return ['list', 'reset', 'break', 'mend', ...FAULTS.map(({ id }) => id)];
}
