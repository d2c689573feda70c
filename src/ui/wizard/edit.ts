import type { Conversation } from './ask.ts';
import { renderTitle } from './screen.ts';
import type { Step } from './step.ts';
import { DEFAULT_ROWS, wordsFor } from './steps/defaults.ts';
import { STEPS } from './steps.ts';
import type { WizardState } from './walk.ts';

const HELP =
  'All other answers are kept. Those that no longer fit afterwards are asked again, and then the plan is made anew.';

/** Asks which question is to be asked again, of all that apply; null for going back. */
export async function chooseLine(host: Conversation, { answers, facts }: WizardState): Promise<Step | null> {
  host.terminal.err(renderTitle('Edit an answer', host.terminal));
  const open = STEPS.filter((step) => step.asked !== 'follow-up' && step.ask(answers, facts) !== null);
  const inTable = DEFAULT_ROWS.flatMap((name) => open.filter((step) => step.name === name));
  const steps = [...inTable, ...open.filter((step) => !inTable.includes(step))];
  const answered = await host.asker.select({
    message: 'Which one?',
    help: HELP,
    canGoBack: true,
    choices: steps.map((step) => ({
      value: step.name,
      label: step.title,
      hint: wordsFor(step, answers, facts),
    })),
  });
  return answered.kind === 'answer' ? (steps.find(({ name }) => name === answered.value) ?? null) : null;
}
