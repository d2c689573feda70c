import type { ClientEntry, EntryValue } from '../mcp-clients/row.ts';

/** What the gaps of an entry are filled with, by name. */
export type Gaps = Readonly<Record<string, string | number | readonly string[]>>;

/** A filled value, as it goes into the client's file. */
export type FilledValue =
  | string
  | number
  | boolean
  | readonly FilledValue[]
  | { readonly [member: string]: FilledValue };

/** An entry with its gaps filled. A text that is nothing but a gap becomes the value itself, such as a number. */
export function filledEntry(entry: ClientEntry, gaps: Gaps): { readonly [member: string]: FilledValue } {
  return Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, filled(value, gaps)]));
}

/** A text with its gaps filled; braces that name no gap stay. */
export function filledText(text: string, gaps: Gaps): string {
  return text.replace(/\{(\w+)\}/g, (found, name: string) =>
    Object.hasOwn(gaps, name) ? String(gaps[name]) : found,
  );
}

function filled(value: EntryValue, gaps: Gaps): FilledValue {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return wholeGap(value, gaps) ?? filledText(value, gaps);
  if (isList(value)) return value.map((item) => filled(item, gaps));
  return filledEntry(value, gaps);
}

function wholeGap(text: string, gaps: Gaps): FilledValue | null {
  const name = /^\{(\w+)\}$/.exec(text)?.[1];
  return name !== undefined && Object.hasOwn(gaps, name) ? (gaps[name] ?? null) : null;
}

/** `Array.isArray` does not narrow read-only lists. */
function isList(value: EntryValue): value is readonly EntryValue[] {
  return Array.isArray(value);
}
