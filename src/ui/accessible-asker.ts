import type { Answered, Asker, Choice, Terminal } from '../ports.ts';
import type { AskerHost } from './asker-host.ts';
import { widthOf, wrapText } from './layout.ts';
import { type LineReader, lineReader } from './line-reader.ts';
import {
  type CheckboxQuestion,
  type ChoiceQuestion,
  completedText,
  NO_WAY_BACK,
  type QuestionText,
  type SelectQuestion,
  type TextQuestion,
} from './question.ts';

interface Conversation {
  readonly terminal: Terminal;
  readonly lines: LineReader;
}

/** A typed line as it was understood: a value and its words, or a sentence about what is wrong with it. */
type Understood<Value> = { readonly value: Value; readonly said: string } | { readonly problem: string };

/**
 * Questions as plain lines, for screen readers and terminals that cannot draw: choices are numbered and printed once,
 * nothing is redrawn, and the choice is repeated back.
 */
export function accessibleAsker({ terminal, streams, interrupt }: AskerHost): Asker {
  let lines: LineReader | null = null;
  const conversation = (): Conversation => {
    lines ??= lineReader(streams, interrupt);
    return { terminal, lines };
  };
  return {
    select: (question) => askSelect(conversation(), question),
    checkbox: (question) => askCheckbox(conversation(), question),
    text: (question) => askText(conversation(), question),
  };
}

function askSelect<Value>(
  conversation: Conversation,
  question: SelectQuestion<Value>,
): Promise<Answered<Value>> {
  const initial = question.choices.findIndex(({ value }) => value === question.initial);
  const keep = initial < 0 ? '' : ` Press Enter for ${initial + 1}, ${question.choices[initial]?.label}.`;
  say(conversation.terminal, `${listed(question)}\nType a number${keys(question)}.${keep}`);
  return converse(conversation, question, 'Choose: ', (line) =>
    pick(question.choices, line || String(initial + 1)),
  );
}

function askCheckbox<Value>(
  conversation: Conversation,
  question: CheckboxQuestion<Value>,
): Promise<Answered<readonly Value[]>> {
  const { choices, initial } = question;
  const now = choices.flatMap(({ value }, index) => (initial.includes(value) ? [index + 1] : []));
  const keep =
    now.length === 0 ? 'Press Enter for none.' : `Press Enter for ${now.join(', ')}. Type 0 for none.`;
  const how = `Type numbers with commas between them${keys(question)}. ${keep}`;
  say(conversation.terminal, `${listed(question)}\n${how}`);
  return converse(conversation, question, 'Choose: ', (line) => {
    const picked = pickMany(choices, line || now.join(',') || '0');
    const problem = 'value' in picked ? question.check?.(picked.value) : null;
    return problem ? { problem } : picked;
  });
}

function askText(conversation: Conversation, question: TextQuestion): Promise<Answered<string>> {
  const keep = question.initial ? ` Press Enter for ${question.initial}` : '';
  say(conversation.terminal, `${question.message}\nType an answer${keys(question)}.${keep}`);
  return converse(conversation, question, 'Answer: ', (line) => {
    const value = completedText(question, line || question.initial || '');
    const problem = question.check(value);
    return problem === null ? { value, said: value } : { problem };
  });
}

async function converse<Value>(
  { terminal, lines }: Conversation,
  question: QuestionText,
  prompt: string,
  understand: (line: string) => Understood<Value>,
): Promise<Answered<Value>> {
  await lines.drop();
  terminal.err(prompt);
  const line = (await lines.next()).trim();
  if (line === '<' && question.canGoBack) {
    say(terminal, 'Going back.');
    return { kind: 'back' };
  }
  const wish = { '?': question.help, '<': NO_WAY_BACK }[line];
  const understood = wish === undefined ? understand(line) : { problem: wish };
  if ('value' in understood) {
    say(terminal, `Chosen: ${understood.said}`);
    return { kind: 'answer', value: understood.value };
  }
  say(terminal, understood.problem);
  return converse({ terminal, lines }, question, prompt, understand);
}

function say(terminal: Terminal, text: string): void {
  terminal.err(`${wrapText(text, widthOf(terminal))}\n`);
}

function keys({ canGoBack }: QuestionText): string {
  return canGoBack ? ', question mark for help, or less-than to go back' : ', or question mark for help';
}

/** The question and its numbered choices. Labels and hints keep their letter case: many are URIs, commands or ids. */
function listed({ message, choices }: ChoiceQuestion<unknown>): string {
  const rows = choices.map(({ label, hint, disabled }, index) => {
    const said = [label, hint, disabled && `not available: ${disabled}`].filter(Boolean);
    return `${index + 1}. ${said.join(', ')}`;
  });
  return [message, ...rows].join('\n');
}

function pick<Value>(choices: readonly Choice<Value>[], line: string): Understood<Value> {
  const choice = /^\d+$/.test(line)
    ? choices[Number(line) - 1]
    : choices.find(({ key }) => key !== undefined && key === line);
  if (!choice)
    return { problem: `There is no choice ${line || '0'}. Type a number from 1 to ${choices.length}.` };
  if (choice.disabled) return { problem: `Choice ${line} is not available: ${choice.disabled}.` };
  return { value: choice.value, said: choice.label };
}

function pickMany<Value>(choices: readonly Choice<Value>[], line: string): Understood<readonly Value[]> {
  const picked =
    line === '0'
      ? []
      : line
          .split(/[\s,]+/)
          .filter(Boolean)
          .map((part) => pick(choices, part));
  const wrong = picked.find((one) => 'problem' in one);
  if (wrong) return wrong;
  const wanted = new Set(picked.flatMap((one) => ('value' in one ? [one.value] : [])));
  const all = choices.filter(({ value }) => wanted.has(value));
  const chosen = all.length > 1 ? all.filter(({ alone }) => !alone) : all;
  return {
    value: chosen.map(({ value }) => value),
    said: chosen.map(({ label }) => label).join(', ') || 'none',
  };
}
