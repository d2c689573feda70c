import type { Launch } from '../../core/launch.ts';
import type { BareOutside, Outside } from '../../outside.ts';
import type { Asker, Choice, Terminal } from '../../ports.ts';
import { completeCommands } from './printed-commands.ts';

/** The outside in which commands, in what it says and asks, are completed for the way the program was started. */
export function completing(outside: BareOutside, launch: Launch): Outside {
  const map = (text: string): string => completeCommands(text, launch);
  return {
    ...outside,
    launch,
    terminal: mappedTerminal(outside.terminal, map),
    asker: mappedAsker(outside.asker, map),
  };
}

type MapText = (text: string) => string;

/** Standard output is left alone: it carries documents and files, whose commands were completed before. */
function mappedTerminal(terminal: Terminal, map: MapText): Terminal {
  const err = (text: string): void => terminal.err(map(text));
  return new Proxy(terminal, {
    get: (target, member) => (member === 'err' ? err : Reflect.get(target, member, target)),
  });
}

function mappedAsker(asker: Asker, map: MapText): Asker {
  const words = <Question extends { readonly message: string; readonly help: string }>(
    question: Question,
  ) => ({
    ...question,
    message: map(question.message),
    help: map(question.help),
  });
  const choices = <Value>(all: readonly Choice<Value>[]): readonly Choice<Value>[] =>
    all.map((one) => ({ ...one, label: map(one.label), ...(one.hint && { hint: map(one.hint) }) }));
  return {
    select: (question) => asker.select({ ...words(question), choices: choices(question.choices) }),
    checkbox: (question) => asker.checkbox({ ...words(question), choices: choices(question.choices) }),
    text: (question) => asker.text(words(question)),
  };
}
