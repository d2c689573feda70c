import type { GivenFlags } from '../commands/run/option.ts';
import { asTyped, type Typed } from '../commands/run/typed.ts';
import { shellOf } from '../core/shell.ts';
import type { BareOutside, Outside } from '../outside.ts';
import type { Asker, Choice, Terminal } from '../ports.ts';
import { COMMANDS } from './commands.ts';

/** What decided the run, from its flags and from who started it (npm tells by `npm_command`). */
export function typedFor(
  flags: GivenFlags,
  env: Readonly<Record<string, string | undefined>>,
  { command = '', lacksBlueprint = false } = {},
): Typed {
  // The wizard's answers may be others than the flags that it was started with; its files hold them.
  const kept = command === 'setup' ? { ...flags, answers: {} } : flags;
  return {
    byNpx: env.npm_command === 'exec',
    shell: shellOf(env),
    flags: kept,
    command,
    lacksBlueprint,
    commands: COMMANDS,
  };
}

/** The outside of one command line: whatever it says to a person names commands as this person has to type them. */
export function typedOutside(
  bare: BareOutside,
  flags: GivenFlags,
  of: { readonly command?: string; readonly lacksBlueprint?: boolean } = {},
): Outside {
  const typed = typedFor(flags, bare.env, of);
  const map = (text: string): string => asTyped(text, typed);
  return { ...bare, typed, terminal: typedTerminal(bare.terminal, map), asker: typedAsker(bare.asker, map) };
}

type MapText = (text: string) => string;

/** Standard output is left alone: it carries documents and files, each of which was seen to before. */
function typedTerminal(terminal: Terminal, map: MapText): Terminal {
  const err = (text: string): void => terminal.err(map(text));
  return new Proxy(terminal, {
    get: (target, member) => (member === 'err' ? err : Reflect.get(target, member, target)),
  });
}

function typedAsker(asker: Asker, map: MapText): Asker {
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
