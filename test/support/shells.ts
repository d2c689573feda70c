/** Shells whose parsing is reimplemented here, since none of them is on the machines that run the tests. */
export type OtherShell = 'powershell' | 'windows-powershell' | 'cmd';

/** The arguments that a program gets when this line is typed, its own name first. Throws for a line that would do more. */
export function argumentsOf(shell: OtherShell, line: string): readonly string[] {
  if (shell === 'cmd') return commandLineToArgv(throughCmd(throughCmd(line)));
  const words = powershellWords(line);
  return shell === 'powershell' ? words : commandLineToArgv(words.map(asPassedByFive).join(' '));
}

const SINGLE = "'‘’‚‛";
const DOUBLE = '"“”„';

/**
 * Words of a command in argument mode (about_Parsing, about_Quoting_Rules). Whatever a bare word would do but stand for
 * itself is refused: variables, lists, splatting, redirection, numbers with a suffix, the stop-parsing token, wildcards.
 */
function powershellWords(line: string): readonly string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    const first = line[at] ?? '';
    if (first === ' ') {
      at += 1;
      continue;
    }
    if (SINGLE.includes(first)) {
      const [word, end] = verbatim(line, at + 1);
      words.push(word);
      at = end;
    } else if (DOUBLE.includes(first)) {
      const [word, end] = expandable(line, at + 1);
      words.push(word);
      at = end;
    } else {
      const word = /^\S+/.exec(line.slice(at))?.[0] ?? '';
      words.push(bare(word));
      at += word.length;
    }
    if (at < line.length && line[at] !== ' ') throw new Error(`A word goes on at ${line.slice(at)}`);
  }
  return words;
}

function verbatim(line: string, from: number): readonly [string, number] {
  let word = '';
  for (let at = from; at < line.length; at += 1) {
    const sign = line[at] ?? '';
    if (!SINGLE.includes(sign)) word += sign;
    else if (SINGLE.includes(line[at + 1] ?? 'x')) {
      word += sign;
      at += 1;
    } else return [word, at + 1];
  }
  throw new Error(`A quote stays open in ${line}`);
}

function expandable(line: string, from: number): readonly [string, number] {
  let word = '';
  for (let at = from; at < line.length; at += 1) {
    const sign = line[at] ?? '';
    if (sign === '$') throw new Error(`A variable is read in ${line}`);
    if (sign === '`') {
      at += 1;
      if (/[0abefnrtuv]/.test(line[at] ?? '')) throw new Error(`An escape sequence in ${line}`);
      word += line[at] ?? '';
    } else if (!DOUBLE.includes(sign)) word += sign;
    else if (DOUBLE.includes(line[at + 1] ?? 'x')) {
      word += sign;
      at += 1;
    } else return [word, at + 1];
  }
  throw new Error(`A quote stays open in ${line}`);
}

function bare(word: string): string {
  if (/["'`$(){};,|&<>@#*?[\]~‘-„]/.test(word)) throw new Error(`${word} is taken apart`);
  if (/^--%|^[–—―]/.test(word)) throw new Error(`${word} is no plain word`);
  const isNumber =
    /^[+-]?(?:0[xb][\da-f]+|\d*\.?\d+(?:e[+-]?\d+)?|\d+\.)(?:u?[ysln]|d|u)?(?:[kmgtp]b)?$/i.test(word);
  if (isNumber && String(Number(word)) !== word) throw new Error(`${word} is another number`);
  return word;
}

/** Windows PowerShell 5.1 and earlier: double quotes around a word with a space, nothing escaped, empty words left out. */
function asPassedByFive(word: string): string {
  return /\s/.test(word) && !/^".*"$/s.test(word) ? `"${word}"` : word;
}

/** One pass of cmd.exe over an interactive line; a shim passes its `%*` through a second. */
function throughCmd(line: string): string {
  let quoted = false;
  let passed = '';
  // Variables are expanded first, within quotes too; a caret outside of quotes escapes a percent sign.
  if (/%[^%^"]+%/.test(line)) throw new Error(`A variable is read in ${line}`);
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at] ?? '';
    if (sign === '"') quoted = !quoted;
    if (!quoted && /[&|<>()]/.test(sign)) throw new Error(`${sign} ends the command in ${line}`);
    if (!quoted && sign === '^') {
      at += 1;
      passed += line[at] ?? '';
    } else passed += sign;
  }
  return passed;
}

/** How a program of Microsoft's C runtime splits its command line (CommandLineToArgvW, with `""` as a quote since 2008). */
function commandLineToArgv(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quoted = false;
  for (let at = 0; at < line.length; ) {
    const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    const sign = line[at + slashes] ?? '';
    if (sign === '"') {
      word = (word ?? '') + '\\'.repeat(Math.floor(slashes / 2));
      at += slashes + 1;
      if (slashes % 2 === 1) word += '"';
      else if (quoted && line[at] === '"') {
        word += '"';
        at += 1;
      } else quoted = !quoted;
    } else if (slashes > 0) {
      word = (word ?? '') + '\\'.repeat(slashes);
      at += slashes;
    } else {
      at += 1;
      if (!quoted && /\s/.test(sign)) {
        if (word !== null) words.push(word);
        word = null;
      } else word = (word ?? '') + sign;
    }
  }
  return word === null ? words : [...words, word];
}
