import { readFileSync } from 'node:fs';

const COMMANDS = new URL('../../src/commands/', import.meta.url);

/** Folders of commands that have another name than the command. */
const FOLDERS: Readonly<Record<string, string>> = { 'client-config': 'clients' };

/** The texts of all files that a command's work imports, except descriptions of commands. */
export function reachedFrom(command: string): readonly string[] {
  if (command === 'completion') return [];
  const seen = new Map<string, string>();
  reach(new URL(`${FOLDERS[command] ?? command}/${command}.ts`, COMMANDS), seen);
  return [...seen.values()];
}

function reach(file: URL, seen: Map<string, string>): void {
  if (seen.has(file.href) || /\/(?:command|shared-options|common-options)\.ts$/.test(file.pathname)) return;
  const text = readFileSync(file, 'utf8');
  seen.set(file.href, text);
  for (const [, from = ''] of text.matchAll(/(?:from |import\()'(\.[^']+\.ts)'/g))
    reach(new URL(from, file), seen);
}
