import { SETUP_ANSWERS } from '../run/answer-groups.ts';
import { describeCommand, type FlagsOf } from '../run/command.ts';
import { READS } from '../run/common-options.ts';
import { maybeText, onOff, text } from '../run/option.ts';
import { JUDGING, SERVER_CREDENTIAL } from '../run/shared-options.ts';

const OPTIONS = {
  file: text('--file <file>', 'read the error from a file'),
  snapshot: text('--snapshot <file>', 'prove or refute each cause from a snapshot'),
  user: text('--user <upn>', 'why this person cannot sign in or see files, where others can'),
  signIns: maybeText('--sign-ins [correlation-id]', 'read the sign-in log of both apps'),
  symptom: {
    ...text('--symptom <id>', 'start from what you see', symptoms),
    namesWords: true,
  },
  tokenStdin: onOff('--token-stdin', 'read the claims of a token from standard input'),
  endpoint: JUDGING.endpoint,
  ...SERVER_CREDENTIAL,
} as const;

export type DiagnoseFlags = FlagsOf<typeof OPTIONS>;

export const diagnoseCommand = describeCommand({
  name: 'diagnose',
  operands: '[text...]',
  summary: 'from an error text to its causes, proved where a tenant or snapshot is at hand',
  answers: SETUP_ANSWERS,
  reads: [...READS.blueprint, ...READS.signIn, ...READS.report],
  result: 'report',
  options: OPTIONS,
  examples: [
    {
      line: 'entra-mcp-setup diagnose AADSTS65001',
      does: 'what the code means and what causes it; nothing is contacted',
    },
    {
      line: 'entra-mcp-setup diagnose --file error.log --config entra-mcp.yaml',
      does: 'each cause proved or refuted in the tenant',
    },
    { line: 'entra-mcp-setup diagnose --symptom obo-fails', does: 'without an error text' },
  ],
  load: async () => (await import('./diagnose.ts')).runDiagnose,
});

async function symptoms(): Promise<readonly string[]> {
  return (await import('../../diagnosis/symptoms.ts')).SYMPTOMS.map(({ id }) => id);
}
