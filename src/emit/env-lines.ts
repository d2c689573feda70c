import { parseEnv } from 'node:util';
import { type EnvStyle, STYLES } from './env-dialects.ts';

/** A piece of a settings file with its line break. The texts of all pieces joined are the file. */
export type EnvLine =
  | { readonly kind: 'assignment'; readonly name: string; readonly written: string; readonly text: string }
  /** A commented line that this program writes where a value is not known or not used. */
  | { readonly kind: 'placeholder'; readonly name: string; readonly text: string }
  | { readonly kind: 'comment' | 'blank' | 'other'; readonly text: string };

const ASSIGNMENT = /^[^\S\n]*(?:export[^\S\n]+|\$env:)?([A-Za-z_][A-Za-z0-9_.-]*)[^\S\n]*=(.*)$/is;
/** A placeholder has nothing directly after "=", which tells it from a value that a person commented out. */
const PLACEHOLDER = /^# ([A-Za-z_][A-Za-z0-9_]*)=(?: \(.*\))?[^\S\n]*\n?$/;

/** Cuts a file into assignments, comments and the rest. A quoted value may span lines, except for docker, to which quotes are text. */
export function envLines(text: string, style: EnvStyle): readonly EnvLine[] {
  const rows = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const lines: EnvLine[] = [];
  for (let index = 0; index < rows.length; index++) {
    const first = rows[index] ?? '';
    const extra = style !== 'docker' && isAssignment(first) ? continuation(first, rows.slice(index + 1)) : 0;
    lines.push(lineFrom(rows.slice(index, index + extra + 1).join('')));
    index += extra;
  }
  return lines;
}

function lineFrom(text: string): EnvLine {
  const placeholder = PLACEHOLDER.exec(text)?.[1];
  if (placeholder !== undefined) return { kind: 'placeholder', name: placeholder, text };
  if (/^\s*#/.test(text)) return { kind: 'comment', text };
  if (text.trim() === '') return { kind: 'blank', text };
  const [, name, written] = ASSIGNMENT.exec(text) ?? [];
  if (name === undefined || written === undefined) return { kind: 'other', text };
  return { kind: 'assignment', name, written: written.trim(), text };
}

function isAssignment(row: string): boolean {
  return !/^\s*#/.test(row) && ASSIGNMENT.test(row);
}

/** How many of the following rows belong to a value whose quote is not closed in its first; 0 where it never is. */
function continuation(first: string, following: readonly string[]): number {
  const written = (ASSIGNMENT.exec(first)?.[2] ?? '').trim();
  const quote = /^['"`]/.exec(written)?.[0];
  if (quote === undefined || written.indexOf(quote, 1) > 0) return 0;
  return following.findIndex((row) => row.includes(quote)) + 1;
}

/**
 * The lines without blanks before comments and in empty lines, which Node's parser (seen with 20.20) takes for the beginning
 * of the next variable's name.
 */
export function tidied(lines: readonly EnvLine[]): readonly EnvLine[] {
  return lines.map((line) => {
    if (line.kind === 'blank') return { ...line, text: line.text.replace(/[^\r\n]/g, '') };
    return line.kind === 'comment' ? { ...line, text: line.text.trimStart() } : line;
  });
}

/** The line for a variable whose value is not known or not used. */
export function placeholderLine(name: string, hint: string): string {
  return `# ${name}= (${hint})\n`;
}

/** The value of a variable as the style's reader takes it: the last one in the file; null where there is none. */
export function valueIn(lines: readonly EnvLine[], name: string, style: EnvStyle): string | null {
  const last = lines.filter((line) => line.kind === 'assignment').findLast((line) => line.name === name);
  if (last === undefined) return null;
  const isDotenv = style === 'universal' || style === 'dotenv';
  return isDotenv ? (parseEnv(last.text)[name] ?? null) : STYLES[style].unquote(last.written);
}
