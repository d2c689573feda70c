import type { Answered, Asker, Terminal } from '../../ports.ts';
import { widthOf, wrapText } from '../layout.ts';
import { styleFor } from '../style.ts';
import type { WizardAnswers } from './answers.ts';
import { renderBlocks } from './screen.ts';
import type { Question } from './step.ts';

/** Who is asked, and where. */
export interface Conversation {
  readonly asker: Asker;
  readonly terminal: Terminal;
}

/** Asks a question under its screen and returns the answers that follow. */
export async function askQuestion(
  { asker, terminal }: Conversation,
  question: Question,
  direction: { readonly canGoBack: boolean },
): Promise<Answered<WizardAnswers>> {
  terminal.err(`${renderBlocks(question.screen, terminal)}`);
  switch (question.kind) {
    case 'select':
      return taken(await asker.select({ ...question, ...direction }), question.take);
    case 'text':
      return taken(await asker.text({ ...question, ...direction }), question.take);
    case 'checkbox':
      return taken(await asker.checkbox({ ...question, ...direction }), question.take);
  }
}

/** What is wrong with an answer, in a line of its own. */
export function sayProblem(terminal: Terminal, problem: string): void {
  terminal.err(
    `${styleFor(terminal).red(wrapText(problem, widthOf(terminal), terminal.accessible ? '' : '  '))}\n`,
  );
}

function taken<Value>(
  answered: Answered<Value>,
  take: (value: Value) => WizardAnswers,
): Answered<WizardAnswers> {
  return answered.kind === 'back' ? answered : { kind: 'answer', value: take(answered.value) };
}
