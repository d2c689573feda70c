/** A command of ours in backticks, or from its name to the end of its line. */
const COMMANDS = /`[^`\n]*\bentra-mcp-setup [^`\n]*`|(?:npx )?\bentra-mcp-setup (?:--?|[a-z])[^`\n]*(?=$)/gm;
const HARD_SPACE = '\u00a0';

/**
 * Wraps a text with every command in it whole: a shell that is pasted the first half of a command runs it. `wrap` may
 * break at spaces only.
 */
export function wrapAroundCommands(text: string, wrap: (text: string) => string): string {
  if (!text.includes('entra-mcp-setup ')) return wrap(text);
  const held = text.replace(COMMANDS, (command) => command.replaceAll(' ', HARD_SPACE));
  return wrap(held).replaceAll(HARD_SPACE, ' ');
}
