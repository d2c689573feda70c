/** The words of a command in prose, quoted ones included, up to the end of the sentence or a parenthesis. */
const REST = /(?:'[^'\n]*'|"[^"\n]*"|<[^<>\n]*>|(?!\x60|[.,;:] | \(|\n)[\s\S])*/.source;
/** The other programs whose commands appear in our texts. */
const PROGRAMS = String.raw`az (?:login|account|rest|config|ad)|curl --|openssl [a-z]|npx [a-z@-]|npm [a-z]+|git [a-z]+ -`;
/** A text in backticks, or a command of ours or of another program. */
const UNBREAKABLE = new RegExp(
  String.raw`\x60[^\x60\n]+\x60|(?:npx )?\bentra-mcp-setup (?:--?|[a-z])${REST}|(?<=^ *|: )(?:${PROGRAMS})${REST}`,
  'gm',
);
const NO_BREAK_SPACE = '\u00a0';

/**
 * The text with no-break spaces in every command, so that wrapping leaves commands whole: a shell runs the first half of one
 * that is pasted in two. After wrapping, `withPlainSpaces` undoes it.
 */
export function withUnbreakableCommands(text: string): string {
  return text.includes(' ') ? text.replace(UNBREAKABLE, withUnbreakableSpaces) : text;
}

const COMMAND = new RegExp(String.raw`^\x60?(?:npx )?entra-mcp-setup |^ *(?:${PROGRAMS})`);

/** The text with every command replaced; `replace` gets a command with its backticks, where it has some. */
export function replaceCommands(text: string, replace: (command: string) => string): string {
  return text.replace(UNBREAKABLE, (span) => (COMMAND.test(span) ? replace(span) : span));
}

/** A text whose lines wrapping must leave whole, such as a script. */
export function withUnbreakableSpaces(text: string): string {
  return text.replaceAll(' ', NO_BREAK_SPACE);
}

/** The text with ordinary spaces again. */
export function withPlainSpaces(text: string): string {
  return text.replaceAll(NO_BREAK_SPACE, ' ');
}
