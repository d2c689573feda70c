import type { EnvDialect } from '../core/validation/env.ts';

/** How values are quoted. `universal` is what every reader takes alike: unquoted values from a small alphabet. */
export type EnvStyle = EnvDialect | 'universal';

/** A value as one reader takes it, or why that reader cannot take it. */
type Quoted = { readonly text: string } | { readonly problem: string };

interface Style {
  readonly quote: (value: string) => Quoted;
  /** The value of what stands after "=", as this reader takes it. */
  readonly unquote: (written: string) => string;
  readonly assign: (name: string, quoted: string) => string;
  /** For the heading of the file; null when there is nothing to say. */
  readonly reader: string | null;
}

/** Linux user names have at most 32 characters, so a longer word after "~" is no home directory to any shell. */
const LONGEST_LOGIN = 32;

/** What readers do with a character in an unquoted value, found by trying each of them. */
const BREAKS: readonly (readonly [RegExp, string])[] = [
  [/[\r\n]/, 'docker, which ends the value there'],
  [/\s/, 'bash and dash, which end the value there'],
  [/#/, 'dotenv and Node, which take the rest for a comment'],
  [/\$/, 'shells and python-dotenv, which expand it'],
  [/['"`]/, 'shells, dotenv and Node, which take it for a quote'],
  [/\\/, 'systemd and shells, which drop it'],
  [/~/, 'shells, which put a home directory there'],
  [/[&;(|<>)*?![\]{}^]/, 'shells, which give it a meaning of their own'],
];

function bare(value: string): Quoted {
  const odd = /[^A-Za-z0-9._\-/:@%+=,~]/u.exec(value)?.[0];
  if (odd !== undefined) return { problem: broken(odd) };
  return expandsToHome(value) ? { problem: broken('~') } : { text: value };
}

function expandsToHome(value: string): boolean {
  return [...value.matchAll(/(?:^|:)~([^/:]*)/g)].some(([, login = '']) => login.length <= LONGEST_LOGIN);
}

function broken(character: string): string {
  const breaks = BREAKS.find(([characters]) => characters.test(character))?.[1] ?? 'some readers of .env';
  return `holds ${JSON.stringify(character)}, which breaks ${breaks}`;
}

/** For dotenv, Node and python-dotenv: unquoted, else in single quotes, else in double ones, where all three agree. */
function forDotenv(value: string): Quoted {
  const plain = bare(value);
  if ('text' in plain) return plain;
  if (!/'|\$\{|\\\\|\\$/.test(value)) return { text: `'${value}'` };
  if (!/["\\$]/.test(value)) return { text: `"${value}"` };
  return { problem: 'mixes quotes, "\\" or "${", which dotenv, Node and python-dotenv read differently' };
}

function stripPair(written: string): string {
  const [, , inner] = /^(['"`])([\s\S]*)\1$/.exec(written) ?? [];
  return inner ?? written;
}

function assignBare(name: string, quoted: string): string {
  return `${name}=${quoted}`;
}

/** PowerShell takes typographic apostrophes for quotes too. */
const POWERSHELL_QUOTES = /['\u2018-\u201b]/g;

/** How each reader quotes and assigns. */
export const STYLES: Readonly<Record<EnvStyle, Style>> = {
  universal: { quote: bare, unquote: stripPair, assign: assignBare, reader: null },
  docker: {
    quote: (value) =>
      value === value.trim()
        ? { text: value }
        : { problem: 'starts or ends with a blank, which nobody sees there' },
    unquote: (written) => written,
    assign: assignBare,
    reader: 'docker --env-file',
  },
  dotenv: {
    quote: forDotenv,
    unquote: stripPair,
    assign: assignBare,
    reader: 'dotenv, Node and python-dotenv',
  },
  systemd: {
    quote: (value) =>
      'text' in bare(value) ? bare(value) : { text: `"${value.replace(/["\\`$]/g, '\\$&')}"` },
    unquote: (written) => stripPair(written).replace(/\\(["\\`$])/g, '$1'),
    assign: assignBare,
    reader: 'systemd EnvironmentFile',
  },
  sh: {
    quote: (value) => ('text' in bare(value) ? bare(value) : { text: `'${value.replaceAll("'", "'\\''")}'` }),
    unquote: (written) => stripPair(written).replaceAll("'\\''", "'"),
    assign: assignBare,
    reader: 'POSIX shells',
  },
  powershell: {
    quote: (value) => ({ text: `'${value.replace(POWERSHELL_QUOTES, '$&$&')}'` }),
    unquote: (written) => stripPair(written).replace(/(['\u2018-\u201b])\1/g, '$1'),
    assign: (name, quoted) => `$env:${name} = ${quoted}`,
    reader: 'PowerShell',
  },
};

/** The line that sets a variable. No reader carries a line break, so none is tried. */
export function assignment(style: EnvStyle, name: string, value: string): Quoted {
  if (/[\r\n\0]/.test(value)) return { problem: broken('\n') };
  const quoted = STYLES[style].quote(value);
  return 'text' in quoted ? { text: STYLES[style].assign(name, quoted.text) } : quoted;
}
