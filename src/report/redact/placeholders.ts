import { replaceCommands } from '../../core/whole-commands.ts';

const WORDS = /(?:'[^'\n]*'|\\'|"[^"\n]*"|[^\s\u0060'"])+/g;

/** The value with every text in it replaced, except names of members. `member` is empty for items of a list. */
export function eachText(
  value: unknown,
  member: string,
  replace: (text: string, member: string) => string,
): unknown {
  if (typeof value === 'string') return replace(value, member);
  if (Array.isArray(value)) return value.map((item) => eachText(item, '', replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, eachText(one, name, replace)]));
}

/**
 * The text with every word of a command that `mask` changes as a placeholder in angle brackets, quotes left out: pasted
 * as it stands, no shell runs such a command, where a mask could be taken for a name.
 */
export function withPlaceholders(text: string, mask: (word: string) => string): string {
  return replaceCommands(text, (command) => placeheld(command, mask));
}

function placeheld(command: string, mask: (word: string) => string): string {
  return command.replaceAll(WORDS, (found) => {
    const [, word = '', stop = ''] = /^(.*?)([.,:;]?)$/s.exec(found) ?? [];
    const masked = mask(word);
    return masked === word ? found : `<${masked.replaceAll(/['"\\<>]/g, '')}>${stop}`;
  });
}
