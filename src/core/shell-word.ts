/** Shells that printed commands are pasted into. The two PowerShells hand words to programs differently. */
export type Shell = 'posix' | 'powershell' | 'windows-powershell' | 'cmd';

/** The text as one word for a POSIX shell, quoted only where the shell would split or expand it. */
export function shellWord(text: string): string {
  return POSIX_BARE.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

const POSIX_BARE = /^[\w@%+=:,./-]+$/;

/** The text as one word for the shell. */
export function wordFor(shell: Shell, text: string): string {
  return WORDS[shell](text);
}

const WORDS: Readonly<Record<Shell, (text: string) => string>> = {
  posix: shellWord,
  powershell: (text) => powershellWord(text, text),
  'windows-powershell': (text) => powershellWord(text, legacyArgument(text)),
  cmd: cmdWord,
};

/** In PowerShell a comma makes a list, `@` and `$` read variables, and a number loses its suffix: `30d` is 30. */
const POWERSHELL_BARE = /^[\w./\\-][\w+=:./\\-]*$/;
const NUMBER = /^[+-]?(?:0x[\da-f]+|\d*\.?\d+(?:e[+-]?\d+)?|\d+\.)[a-z]*$/i;
const PLAIN_NUMBER = /^(?:0|[1-9]\d{0,8})$/;
/** Typographic quotes count as quotes there (about_Quoting_Rules). */
const ANY_QUOTE = /['"\u2018-\u201f]/;

function powershellWord(text: string, argument: string): string {
  if (POWERSHELL_BARE.test(text) && (PLAIN_NUMBER.test(text) || !NUMBER.test(text))) return text;
  if (argument === text && text !== '' && !ANY_QUOTE.test(text)) return `'${text}'`;
  return `"${argument.replaceAll(/[`$"\u201c-\u201f]/g, (special) => `\`${special}`)}"`;
}

/**
 * Windows PowerShell 5.1 puts a word with spaces into double quotes and escapes nothing, so the program's own rules
 * (CommandLineToArgvW) have to be met by the word. An empty one would be left out.
 */
function legacyArgument(text: string): string {
  if (text === '') return '""';
  const escaped = text.replaceAll(/(\\*)"/g, '$1$1\\"');
  return /\s/.test(text) ? escaped.replace(/\\+$/, '$&$&') : escaped;
}

const CMD_BARE = /^[\w@+=:,./\\-]+$/;

/** Two double quotes are one inside of quotes, for cmd.exe as for the program; a percent sign has no escape inside. */
function cmdWord(text: string): string {
  if (CMD_BARE.test(text)) return text;
  const quoted = text.replaceAll(/(\\*)"/g, '$1$1""').replace(/\\+$/, '$&$&');
  return `"${quoted.replaceAll(/(\\*)%/g, '$1$1"^%"')}"`;
}
