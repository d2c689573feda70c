/**
 * Workflow commands, which a CI runner carries out when they appear in a log: Azure Pipelines takes `##vso[…]` and GitHub
 * `##[…]` anywhere in a line, GitHub also `::name …::` at its beginning. Display names and errors of others can hold
 * all of them.
 */
const HASHES = /(##(?:vso)?)(?=\[)/gi;
const COLONS = /(?<![\w:[\])]):(?=:[a-z])/gi;

/** The text with a space in every such command, so that no runner recognises it. */
export function withoutLogCommands(text: string): string {
  return withoutHashCommands(text).replace(COLONS, ': ');
}

/** The same but for `::name::`, for texts that write those on purpose, as the annotations for GitHub do. */
export function withoutHashCommands(text: string): string {
  return text.replace(HASHES, '$1 ');
}

/** Matches the first character of every such command, for formats that can escape it, such as JSON. */
export const LOG_COMMAND_STARTS = new RegExp(`#(?=#(?:vso)?\\[)|${COLONS.source}`, 'gi');
