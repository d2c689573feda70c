/** Commands of this program in a text, each up to the end of the line, a backtick, a tag or the end of a JSON string. */
export function commandsIn(text: string): readonly string[] {
  const plain = text
    .replaceAll('\\"', "'")
    // In Markdown a backtick of prose is escaped.
    .replaceAll('\\`', '`')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', "'");
  // A heading is the name of a command and not a command.
  const found = plain.matchAll(
    /(?<!# |title=|<h1>|<title>|"id": ")(?:npx )?\bentra-mcp-setup (?:--help|[a-z][\w-]*)[^\n`"|]*/g,
  );
  return [...found]
    .map(([command]) => command.replace(/<\/.*$/, '').replace(/\)?[.,;:]?\)?\s*$/, ''))
    .filter((command) => COMMAND.test(command));
}

const COMMAND =
  /^(?:npx )?entra-mcp-setup (?:setup|plan|apply|verify|diagnose|test|show|env|client-config|workflow|rotate|report|remove|practice|checks|schema|completion|help|mcp|resource-metadata|--help)\b(?!, )/;

/** The words of a command as a shell splits them; the launcher is left out, what is redirected too. */
export function wordsOf(command: string): readonly string[] {
  const [line = ''] = command.replace(/^npx /, '').split(/ [<|>] /);
  return [...line.matchAll(/(?:<[^>]*>|[^\s']|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ''));
}
