import { ANSWER_GROUPS, type AnswerGroup } from '../commands/run/answer-groups.ts';
import { type Command, formatsOf } from '../commands/run/command.ts';
import {
  ALWAYS_READ,
  COMMON_OPTIONS,
  type CommonName,
  READ_FOR_RESULTS,
} from '../commands/run/common-options.ts';
import type { Option } from '../commands/run/option.ts';
import { ANSWER_NAMES, ANSWERS, type AnswerName } from '../core/answers.ts';

/** A flag as the parser, help and completion see it. */
export type OptionSpec = Omit<Option<unknown>, 'read'>;

/** The commander key of a long flag: `--sign-in-client` is `signInClient`. */
export function keyOf(flags: string): string {
  const long = /--(?:no-)?([a-z0-9-]+)/.exec(flags)?.[1] ?? '';
  return long.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Answers that every command takes: which tenant, in which cloud. */
const WHERE: readonly AnswerName[] = ANSWER_GROUPS.where;

const COMMON: readonly OptionSpec[] = Object.values(COMMON_OPTIONS);

/** Flags that every command takes, before or after its name. */
export const EVERYWHERE: readonly OptionSpec[] = [
  COMMON_OPTIONS.config,
  ...WHERE.map(answerOption),
  ...COMMON.filter((option) => option !== COMMON_OPTIONS.config),
];

/**
 * Flags that one command takes beside those. A command about a set-up takes every answer, read or not, since the commands
 * that are printed repeat all answers.
 */
export function optionsOf({ answers, options }: Command): readonly OptionSpec[] {
  const takesAll = answers.some((group) => group !== 'where');
  const others = ANSWER_NAMES.filter((name) => takesAll && !WHERE.includes(name));
  return [...others.map(answerOption), ...Object.values(options)];
}

/** Flags that a command reads: those that help lists and a shell completes. */
export function listedOptions(command: Command): readonly OptionSpec[] {
  const formats = formatsOf(command);
  const read = [...command.reads, ...ALWAYS_READ, ...(formats.length > 0 ? READ_FOR_RESULTS : [])];
  const common = Object.entries(COMMON_OPTIONS).filter(([name]) => read.some((one) => one === name));
  return [
    ...Object.values(command.options),
    ...common.map(([name, option]) => inFormats(name, option, formats)),
    ...answersIn(command.answers).map(answerOption),
  ];
}

/** Offers only the formats that the command's result has. */
function inFormats(name: string, option: OptionSpec, formats: readonly string[]): OptionSpec {
  if (name === ('format' satisfies CommonName)) return { ...option, words: formats };
  if (name !== ('report' satisfies CommonName)) return option;
  return { ...option, words: formats.map((format) => `${format}=`) };
}

/** In the order in which people are asked. */
function answersIn(groups: readonly AnswerGroup[]): readonly AnswerName[] {
  const wanted: readonly AnswerName[] = groups.flatMap((group) => ANSWER_GROUPS[group]);
  return ANSWER_NAMES.filter((name) => wanted.includes(name));
}

function answerOption(name: AnswerName): OptionSpec {
  const { flag, flagArgument, summary, repeatable, words } = ANSWERS[name];
  const flags = flagArgument === null ? flag : `${flag} <${flagArgument.toLowerCase()}>`;
  const completed = words && { words, ...(repeatable && { list: true as const }) };
  return { flags, summary, repeatable, group: 'answer', ...completed };
}
