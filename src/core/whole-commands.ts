/** One word of a command in prose, or a quoted text in it; a sentence's end or an aside ends the command. */
const REST = /(?:'[^'\n]*'|"[^"\n]*"|<[^<>\n]*>|(?!\x60|[.,;:] | \(|\n)[\s\S])*/.source;
/** Programs whose commands stand in our texts beside our own. */
const PROGRAMS = String.raw`az (?:login|account|rest|config|ad)|curl --|openssl [a-z]|npx [a-z@-]|npm [a-z]+|git [a-z]+ -`;
/** What stands in backticks, a command of ours or of another program to its end, and what must be opened as it is. */
const WHOLE = new RegExp(
  String.raw`\x60[^\x60\n]+\x60|(?:npx )?\bentra-mcp-setup (?:--?|[a-z])${REST}|(?<=^ *|: )(?:${PROGRAMS})${REST}`,
  'gm',
);
const HARD_SPACE = '\u00a0';

/**
 * The text with the spaces of every command in it made hard: a shell that is pasted the first half of a command runs
 * it. Whoever wraps breaks at spaces only, and gives the text to `released` afterwards.
 */
export function held(text: string): string {
  return text.includes(' ') ? text.replace(WHOLE, whole) : text;
}

const COMMAND = new RegExp(String.raw`^\x60?(?:npx )?entra-mcp-setup |^ *(?:${PROGRAMS})`);

/** The text with each command in it, by itself or in backticks, replaced. */
export function commandSpans(text: string, replace: (command: string) => string): string {
  return text.replace(WHOLE, (span) => (COMMAND.test(span) ? replace(span) : span));
}

/** A text of which no line may be broken, such as a script. */
export function whole(text: string): string {
  return text.replaceAll(' ', HARD_SPACE);
}

/** The same with its spaces as a shell wants them. */
export function released(text: string): string {
  return text.replaceAll(HARD_SPACE, ' ');
}
