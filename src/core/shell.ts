import { type Shell, wordFor } from './shell-word.ts';
import { replaceCommands } from './whole-commands.ts';

/**
 * The shell that a command is pasted into, by what it leaves in the environment. Every Windows process knows the modules
 * of the machine (`PSModulePath`); a PowerShell adds the folder of the user (about_PSModulePath), and which of the two
 * it is stands in its name. npx starts the tool through cmd.exe from all of them, so cmd.exe leaves nothing to see.
 */
export function shellOf(env: Readonly<Record<string, string | undefined>>): Shell {
  const isWindows = env.OS === 'Windows_NT';
  // Git Bash and its kin.
  if (isWindows && (env.MSYSTEM !== undefined || /sh(?:\.exe)?$/.test(env.SHELL ?? ''))) return 'posix';
  const own = (env.PSModulePath ?? '')
    .split(isWindows ? ';' : ':')
    .filter((folder) => USER_MODULES.test(folder) && !ofTheMachine(folder, env));
  if (own.length > 0)
    return own.some((folder) => /WindowsPowerShell/i.test(folder)) ? 'windows-powershell' : 'powershell';
  return isWindows ? 'cmd' : 'posix';
}

const USER_MODULES = /[\\/](?:Windows)?PowerShell[\\/]Modules[\\/]?$/i;

function ofTheMachine(folder: string, env: Readonly<Record<string, string | undefined>>): boolean {
  const places = [env.ProgramFiles, env['ProgramFiles(x86)'], env.SystemRoot, '/usr', '/opt'];
  return places.some((place) => place !== undefined && folder.toLowerCase().startsWith(place.toLowerCase()));
}

/** A word as a POSIX shell reads it, or one in the double quotes of another shell. */
const WORD = /"(?:\x60.|""|[^"\x60])*"(?:\^%"(?:""|[^"])*")*|(?:'[^'\n]*'|\\'|[^\s\x60'"<>|])+/g;
const REDIRECTED = /^(\x60?)(.*?) < ([^\s\x60]+)(\x60?)$/;

/**
 * The text with every command in it requoted for the shell; commands come in the quoting of a POSIX shell. A text that was
 * requoted before stays as it is.
 */
export function inShell(text: string, shell: Shell): string {
  if (shell === 'posix') return text;
  return replaceCommands(text, (span) =>
    piped(
      span.replaceAll(WORD, (word) => requoted(word, shell)),
      shell,
    ),
  );
}

/**
 * Words of a sentence may follow a command, so a bare word stays as it is unless it has the characters of an argument, and the
 * punctuation behind a word is none of it.
 */
function requoted(word: string, shell: Shell): string {
  // Quoted for this shell already.
  if (word.startsWith('"')) return word;
  const text = word.replace(/[.,:]+$/, '');
  if (!text.includes("'") && !/^[\w@%+=:,./-]+$/.test(text)) return word;
  const meant = text.replaceAll(/'([^']*)'|\\'/g, (_found, inner: string | undefined) => inner ?? "'");
  return `${wordFor(shell, meant)}${word.slice(text.length)}`;
}

/** PowerShell has no `<`. */
function piped(span: string, shell: Shell): string {
  return shell === 'cmd' ? span : span.replace(REDIRECTED, '$1Get-Content -Raw $3 | $2$4');
}
