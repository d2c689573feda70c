import type { Choice } from '../ports.ts';

/** The questions of `ports.Asker`, by name. */
export interface Question {
  readonly message: string;
  readonly help: string;
  readonly canGoBack: boolean;
}

export interface ChoiceQuestion<Value> extends Question {
  readonly choices: readonly Choice<Value>[];
}

export interface SelectQuestion<Value> extends ChoiceQuestion<Value> {
  readonly initial?: Value;
}

export interface CheckboxQuestion<Value> extends ChoiceQuestion<Value> {
  readonly initial: readonly Value[];
  readonly check?: (values: readonly Value[]) => string | null;
}

export interface TextQuestion extends Question {
  readonly initial?: string;
  readonly check: (text: string) => string | null;
}
