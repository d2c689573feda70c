import type { Answered, Asker, Choice } from '../../src/ports.ts';

/**
 * One expected question and what the person does. `choose` and `tick` name labels by their start, `type` is a text,
 * `do: 'back'` goes back, `do: 'default'` presses Enter, `throw` is a Ctrl-C or another failure.
 */
export type ScriptedAnswer = { readonly ask: string | RegExp } & (
  | { readonly choose: string }
  | { readonly tick: readonly string[] }
  | { readonly type: string }
  | { readonly do: 'back' | 'default' }
  | { readonly throw: unknown }
);

export interface ScriptedAsker extends Asker {
  /** Throws when questions of the script were never asked. */
  readonly done: () => void;
  /** What was asked, in order. */
  readonly asked: () => readonly string[];
}

interface Asked {
  readonly message: string;
  readonly canGoBack: boolean;
}

/** Answers from a script. A question that is not next in the script fails, and so does one that is never asked. */
export function scriptedAsker(script: readonly ScriptedAnswer[]): ScriptedAsker {
  const left = [...script];
  const asked: string[] = [];
  const next = (question: Asked): ScriptedAnswer => {
    asked.push(question.message);
    const answer = left.shift();
    if (!answer) throw new Error(`Unexpected question: ${question.message}`);
    const { ask } = answer;
    const fits = typeof ask === 'string' ? question.message.includes(ask) : ask.test(question.message);
    if (!fits) throw new Error(`Asked "${question.message}" where the script expects ${String(ask)}`);
    if ('throw' in answer) throw answer.throw;
    if ('do' in answer && answer.do === 'back' && !question.canGoBack)
      throw new Error(`No way back: ${question.message}`);
    return answer;
  };
  return {
    select: async (question) => {
      const answer = next(question);
      if (isBack(answer)) return { kind: 'back' };
      if ('choose' in answer)
        return { kind: 'answer', value: choiceOf(question.choices, answer.choose, question) };
      const initial = question.choices.find(({ value }) => value === question.initial) ?? question.choices[0];
      return { kind: 'answer', value: defaultOr(answer, initial?.value, question) };
    },
    checkbox: async (question) => {
      const answer = next(question);
      if (isBack(answer)) return { kind: 'back' };
      const value =
        'tick' in answer
          ? answer.tick.map((label) => choiceOf(question.choices, label, question))
          : defaultOr(answer, question.initial, question);
      const problem = question.check?.(value) ?? null;
      if (problem !== null) throw new Error(`"${question.message}" refused the ticks: ${problem}`);
      return { kind: 'answer', value };
    },
    text: async (question) => {
      const answer = next(question);
      if (isBack(answer)) return { kind: 'back' };
      const typed = 'type' in answer ? answer.type : defaultOr(answer, question.initial ?? '', question);
      const value = question.complete?.(typed) ?? typed;
      const problem = question.check(value);
      if (problem !== null) throw new Error(`"${value}" was refused by "${question.message}": ${problem}`);
      return { kind: 'answer', value } satisfies Answered<string>;
    },
    asked: () => asked,
    done: () => {
      if (left.length > 0) throw new Error(`Never asked: ${left.map(({ ask }) => String(ask)).join(', ')}`);
    },
  };
}

function isBack(answer: ScriptedAnswer): boolean {
  return 'do' in answer && answer.do === 'back';
}

function defaultOr<Value>(answer: ScriptedAnswer, value: Value | undefined, { message }: Asked): Value {
  if (!('do' in answer) || value === undefined)
    throw new Error(`The script's answer does not fit: ${message}`);
  return value;
}

function choiceOf<Value>(choices: readonly Choice<Value>[], start: string, { message }: Asked): Value {
  const choice = choices.find(({ label }) => label.startsWith(start));
  if (!choice)
    throw new Error(`"${message}" has no choice "${start}": ${choices.map(({ label }) => label).join(', ')}`);
  if (choice.disabled) throw new Error(`"${start}" is not available: ${choice.disabled}`);
  return choice.value;
}
