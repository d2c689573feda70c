import { clip } from '../clean.ts';
import { type Markup, markup } from '../markup.ts';

const LONGEST = 1_000;

/** The text, cut where it is very long. */
export function prose(text: string): string {
  return clip(text, LONGEST);
}

/** A value in the fixed-width face. */
export function codeValue(text: string): Markup {
  return markup`<code>${clip(text, LONGEST)}</code>`;
}

/** A command on a line of its own, whole when copied. */
export function commandLine(command: string | null): Markup | null {
  return command === null ? null : markup`<code class="command">${clip(command, LONGEST)}</code>`;
}
