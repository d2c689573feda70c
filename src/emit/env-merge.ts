import { type EnvStyle, STYLES } from './env-dialects.ts';
import type { EnvEntry } from './env-entries.ts';
import type { EnvLine } from './env-lines.ts';

/** An entry with the line it becomes. */
export interface Rendered {
  readonly entry: EnvEntry;
  readonly line: string;
}

/** A new settings file, in sections. */
export function newFile(rendered: readonly Rendered[], style: EnvStyle): string {
  const { reader } = STYLES[style];
  const heading = [
    '# Settings of an MCP server on Microsoft Entra ID, written by entra-mcp-setup. Keep this file out of git.',
    ...(reader === null ? [] : [`# Quoted for ${reader}; other programs may read some values differently.`]),
  ];
  const sections = [...new Set(rendered.map(({ entry }) => entry.section))].map((section) => {
    const lines = rendered.filter(({ entry }) => entry.section === section).map(({ line }) => line);
    return `\n# ${section}\n${lines.join('')}`;
  });
  return `${heading.join('\n')}\n${sections.join('')}`;
}

/**
 * Merges our variables into a file: those that are there are replaced, missing ones put beside the others. Where none is there,
 * all are appended.
 */
export function mergedEnv(lines: readonly EnvLine[], rendered: readonly Rendered[], style: EnvStyle): string {
  const names = new Set(rendered.map(({ entry }) => entry.name));
  const isOurs = lines.some((line) => 'name' in line && names.has(line.name));
  if (!isOurs) return `${withFinalBreak(textOf(lines))}\n${newFile(rendered, style)}`;
  return textOf(
    rendered.reduce<readonly EnvLine[]>((done, one, index) => placed(done, rendered, index, one), lines),
  );
}

/** Puts one entry where its variable stands, else beside the nearest of our variables in the file. */
function placed(
  lines: readonly EnvLine[],
  rendered: readonly Rendered[],
  index: number,
  { entry, line }: Rendered,
): readonly EnvLine[] {
  const isNamed = (one: EnvLine) => 'name' in one && one.name === entry.name;
  const standing = lines.filter(isNamed);
  const isActive = standing.some(({ kind }) => kind === 'assignment');
  if (entry.value.state === 'unknown' && standing.length > 0) return lines;
  if (entry.value.state === 'unused' && standing.length > 0 && !isActive) return lines;
  const replacement = asLine(entry, line);
  if (standing.length === 0) return inserted(lines, rendered, index, replacement);
  const first = lines.findIndex(isNamed);
  return lines.flatMap((one, at) => (at === first ? [replacement] : isNamed(one) ? [] : [one]));
}

function inserted(
  lines: readonly EnvLine[],
  rendered: readonly Rendered[],
  index: number,
  line: EnvLine,
): readonly EnvLine[] {
  const standsAt = ({ entry }: Rendered) =>
    lines.findLastIndex((one) => 'name' in one && one.name === entry.name);
  const earlier = rendered
    .slice(0, index)
    .map(standsAt)
    .findLast((at) => at >= 0);
  if (earlier !== undefined) return withBreaks(lines.toSpliced(earlier + 1, 0, line));
  const later =
    rendered
      .slice(index + 1)
      .map(standsAt)
      .find((at) => at >= 0) ?? lines.length;
  return withBreaks(lines.toSpliced(later, 0, line));
}

function asLine({ name, value }: EnvEntry, text: string): EnvLine {
  if (value.state !== 'set') return { kind: 'placeholder', name, text };
  return { kind: 'assignment', name, written: text.slice(text.indexOf('=') + 1).trim(), text };
}

/** A last line without a break gets one before something follows it. */
function withBreaks(lines: readonly EnvLine[]): readonly EnvLine[] {
  return lines.map((line) => ({ ...line, text: withFinalBreak(line.text) }));
}

function withFinalBreak(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

function textOf(lines: readonly EnvLine[]): string {
  return lines.map(({ text }) => text).join('');
}
