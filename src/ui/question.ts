import type { Choice } from '../ports.ts';

/** The texts of a question of `ports.Asker`. */
export interface QuestionText {
  readonly message: string;
  readonly help: string;
  readonly canGoBack: boolean;
}

export interface ChoiceQuestion<Value> extends QuestionText {
  readonly choices: readonly Choice<Value>[];
}

export interface SelectQuestion<Value> extends ChoiceQuestion<Value> {
  readonly initial?: Value;
}

export interface CheckboxQuestion<Value> extends ChoiceQuestion<Value> {
  readonly initial: readonly Value[];
  readonly check?: (values: readonly Value[]) => string | null;
}

export interface TextQuestion extends QuestionText {
  readonly initial?: string;
  readonly complete?: (text: string) => string;
  readonly check: (text: string) => string | null;
}

/** The typed text, trimmed and completed, as it is checked, taken and shown. */
export function completedText({ complete }: TextQuestion, typed: string): string {
  const text = typed.trim();
  return complete === undefined ? text : complete(text);
}

/** What is said where `<` is typed at the first question; it is never taken for an answer. */
export const NO_WAY_BACK = 'This is the first question: there is none to go back to.';
