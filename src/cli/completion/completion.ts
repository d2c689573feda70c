import type { CommandResult, Invocation } from '../../commands/run/invocation.ts';
import { type Reporting, startReport } from '../../commands/run/result.ts';
import { didYouMean } from '../../core/validation/nearest.ts';
import { SetupError } from '../../errors.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { type CompletionModel, completionModel } from './model.ts';
import { powershellScript } from './powershell.ts';
import { SHELLS } from './shells.ts';
import { zshScript } from './zsh.ts';

const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], (model: CompletionModel) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

/** Prints the completion script of a shell and nothing else. */
export async function completion({ operands }: Invocation, outside: Reporting): Promise<CommandResult> {
  const [asked = ''] = operands;
  const shell = SHELLS.find((one) => one === asked);
  if (shell === undefined) {
    throw new SetupError('USAGE', `There is no completion for ${asked}${didYouMean(asked, SHELLS) || '.'}`, {
      advice: [`Shells: ${SHELLS.join(', ')}`],
    });
  }
  const document = startReport('completion', outside)({ exitCode: 0 });
  return { exitCode: 0, document, text: SCRIPTS[shell](await completionModel()) };
}
