/**
 * What the runners of CI take for an order when it stands in a log: Azure Pipelines obeys `##vso[…]` and GitHub
 * `##[…]` anywhere in a line, GitHub also `::name …::` at the beginning of one. Display names and errors of others
 * can hold all of them.
 */
const HASHES = /(##(?:vso)?)(?=\[)/gi;
const COLONS = /(?<![\w:[\])]):(?=:[a-z])/gi;

/** The text with every such order broken apart by a blank. */
export function withoutLogCommands(text: string): string {
  return withoutHashCommands(text).replace(COLONS, ': ');
}

/** The same where `::name::` is our own, as in the annotations for GitHub. */
export function withoutHashCommands(text: string): string {
  return text.replace(HASHES, '$1 ');
}

/** The first character of every such order, for texts that can write it another way, such as JSON. */
export const LOG_COMMAND_STARTS = new RegExp(`#(?=#(?:vso)?\\[)|${COLONS.source}`, 'gi');
