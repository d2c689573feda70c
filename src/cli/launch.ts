import { completeCommands } from '../commands/run/printed-commands.ts';
import type { GivenFlags, Launch } from '../core/launch.ts';
import { shellOf } from '../core/shell.ts';
import type { BareOutside, Outside } from '../outside.ts';
import type { Asker, Choice, Terminal } from '../ports.ts';
import { COMMANDS } from './commands.ts';

/** How the run was started, by its flags and environment; npm sets `npm_command` to `exec` for npx. */
export function launchFor(
  flags: GivenFlags,
  env: Readonly<Record<string, string | undefined>>,
  { command = '', lacksBlueprint = false } = {},
): Launch {
  // The wizard's answers may differ from the flags it was started with; its files hold them.
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

/** The outside of one command line: commands in what it says and asks are completed for the way it was started. */
export function withLaunch(
  bare: BareOutside,
  flags: GivenFlags,
  of: { readonly command?: string; readonly lacksBlueprint?: boolean } = {},
): Outside {
  const launch = launchFor(flags, bare.env, of);
  const map = (text: string): string => completeCommands(text, launch);
  return {
    ...bare,
    launch,
    terminal: mappedTerminal(bare.terminal, map),
    asker: mappedAsker(bare.asker, map),
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
