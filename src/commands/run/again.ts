import type { Launch } from '../../core/launch.ts';
import { shellWord } from '../../core/shell-word.ts';
import { longOf } from './option.ts';
import { isCarriedTo } from './printed-commands.ts';

/**
 * The command that runs, with its operands and the flags of its own that were given, and with `changed`: a flag with its
 * new value, such as `--auth browser`. What every printed command repeats is left to `completeCommands`.
 */
export function again(launch: Launch, changed: string): string {
  const { command = '', flags, commands, operands = [] } = launch;
  const running = commands.find(({ name }) => name === command);
  const own = Object.entries(running?.options ?? {}).flatMap(([name, option]) => {
    const flag = longOf(option.flags);
    const isElsewhere = running !== undefined && isCarriedTo(running, name);
    return isElsewhere || changed.startsWith(`${flag} `) ? [] : written(flag, flags[name]);
  });
  const words = command === 'diagnose' && operands.length > 0 ? [textOf(operands)] : operands.map(shellWord);
  return [
    'entra-mcp-setup',
    command || 'setup',
    ...words,
    ...own,
    ...written('--yes', flags.yes),
    changed,
  ].join(' ');
}

function written(flag: string, value: Launch['flags'][string]): readonly string[] {
  if (value === true) return [flag];
  if (typeof value === 'string') return [flag, shellWord(value)];
  return Array.isArray(value) ? value.flatMap((one: string) => [flag, shellWord(one)]) : [];
}

/** Longer texts of a diagnosis are not repeated: they are pages, and may hold what no screen should. */
const LONGEST_TEXT = 40;

function textOf(operands: readonly string[]): string {
  const text = operands.join(' ');
  return text.length <= LONGEST_TEXT && !text.includes('\n')
    ? operands.map(shellWord).join(' ')
    : '"<the same text>"';
}

/**
 * The launch for commands printed to somebody who signed in by `auth`: they sign in the same way, since the method taken by
 * default, or the one that was given, may have been refused before. Not for documents that other people read.
 */
export function signingInBy(launch: Launch, auth: string | undefined): Launch {
  if (auth === undefined || auth === (launch.flags.auth ?? 'device-code')) return launch;
  return { ...launch, flags: { ...launch.flags, auth } };
}
