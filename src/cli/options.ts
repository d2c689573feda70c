import type { Command } from '../commands/run/command.ts';
import { COMMON_OPTIONS } from '../commands/run/common-options.ts';
import type { Option } from '../commands/run/option.ts';
import { ANSWER_NAMES, ANSWERS, type AnswerName } from '../core/answers.ts';

/** A flag as the parser, help and completion see it. */
export type OptionSpec = Pick<Option<unknown>, 'flags' | 'summary' | 'repeatable' | 'words' | 'list'>;

/** The commander key of a long flag: `--sign-in-client` is `signInClient`. */
export function keyOf(flags: string): string {
  const long = /--(?:no-)?([a-z0-9-]+)/.exec(flags)?.[1] ?? '';
  return long.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Answers that every command takes: on what it works. */
const WHERE: readonly AnswerName[] = ['tenant', 'cloud'];

/** Flags that every command takes, before or after its name. */
export const EVERYWHERE: readonly OptionSpec[] = [
  COMMON_OPTIONS.config,
  ...WHERE.map(answerOption),
  ...Object.values(COMMON_OPTIONS).filter((option) => option !== COMMON_OPTIONS.config),
];

/** Flags of a command beside those. */
export function optionsOf({ takesAnswers, options }: Command): readonly OptionSpec[] {
  const answers = takesAnswers ? ANSWER_NAMES.filter((name) => !WHERE.includes(name)) : [];
  return [...answers.map(answerOption), ...Object.values(options)];
}

function answerOption(name: AnswerName): OptionSpec {
  const { flag, flagArgument, summary, repeatable, words } = ANSWERS[name];
  const flags = flagArgument === null ? flag : `${flag} <${flagArgument.toLowerCase()}>`;
  return { flags, summary, repeatable, ...(words && { words, ...(repeatable && { list: true }) }) };
}
