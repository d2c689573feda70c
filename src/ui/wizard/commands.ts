import { withUnbreakableSpaces } from '../../core/whole-commands.ts';
import { widthOf, wrapText } from '../layout.ts';
import type { WizardAnswers } from './answers.ts';
import type { Conversation } from './ask.ts';
import type { PlannedWork, WizardCallbacks } from './facts.ts';

type CommandsHost = Conversation & { readonly callbacks: Pick<WizardCallbacks, 'saveCommands'> };

const HELP =
  'Both scripts send what is sent when the plan is applied, in its order, and keep the ids that Entra chooses in variables. They are for a change request, or for somebody else who carries it out. Consent for every user of the tenant is granted only where the script is told so. They hold no secret.';

/** The plan as scripts: shown, or kept as files. */
export async function showCommands(
  { asker, terminal, callbacks }: CommandsHost,
  { commands }: Pick<PlannedWork, 'commands'>,
  answers: WizardAnswers,
): Promise<void> {
  const answered = await asker.select<'files' | 'bash' | 'powershell'>({
    message: 'As which commands?',
    help: HELP,
    canGoBack: true,
    choices: [
      { value: 'files', label: 'Both, in files', hint: 'to be looked at, sent on and run' },
      { value: 'bash', label: 'bash', hint: 'shown here; uses the Azure CLI' },
      { value: 'powershell', label: 'PowerShell', hint: 'shown here; signs in by the Azure CLI' },
    ],
    initial: 'files',
  });
  if (answered.kind === 'back') return;
  if (answered.value !== 'files')
    return terminal.err(`\n${withUnbreakableSpaces(commands[answered.value])}\n`);
  for (const line of await callbacks.saveCommands(commands, answers))
    terminal.err(`${wrapText(line, widthOf(terminal))}\n`);
}
