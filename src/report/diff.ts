import { PENDING_APP_IDS } from '../core/blueprint.ts';
import type { Report, ReportedChange, ReportedPlan } from '../core/report.ts';
import { isPlain, showAny } from './words.ts';

export type DiffSign = '+' | '~' | '-';

/** One value before and after. The path is empty where the whole change is one value. */
export interface DiffRow {
  readonly sign: DiffSign;
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

export const SENSITIVE_WORDS = '(sensitive value)';
const PENDING_WORDS = '(known after apply)';

/** What a change does to its object, value by value. Unchanged values are left out; for sensitive ones words stand in. */
export function diffOf({ before, after, sensitive }: ReportedChange): readonly DiffRow[] {
  const hidden = new Set(sensitive);
  const rows = rowsOf('', before ?? null, after ?? null).map((row) =>
    hides(hidden, row) ? veiled(row) : row,
  );
  const seen = new Set(rows.map(({ path }) => lastOf(path)));
  const unseen = sensitive.filter((name) => !seen.has(name));
  return [
    ...rows,
    ...unseen.map((path) => ({ sign: '+', path, before: null, after: SENSITIVE_WORDS }) as const),
  ];
}

function hides(hidden: ReadonlySet<string>, { path }: DiffRow): boolean {
  if (hidden.size === 0) return false;
  return path === '' || path.split('.').some((part) => hidden.has(part));
}

function veiled(row: DiffRow): DiffRow {
  return { ...row, before: row.before && SENSITIVE_WORDS, after: row.after && SENSITIVE_WORDS };
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function rowsOf(path: string, before: unknown, after: unknown): readonly DiffRow[] {
  if (isRecord(before) || isRecord(after)) return recordRows(path, before, after);
  if (Array.isArray(before) || Array.isArray(after)) return listRows(path, listOf(before), listOf(after));
  return valueRow(path, before, after);
}

function recordRows(path: string, before: unknown, after: unknown): readonly DiffRow[] {
  const [old, fresh] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  return keys.flatMap((key) => memberRows(path === '' ? key : `${path}.${key}`, old[key], fresh[key]));
}

/** Rows for a member. One that was null before is shown as changed from "not set", not as added. */
function memberRows(path: string, before: unknown, after: unknown): readonly DiffRow[] {
  if (before === null && isPlain(after) && after !== null) {
    return [{ sign: '~', path, before: shownValue(null), after: shownValue(after) }];
  }
  return rowsOf(path, before ?? null, after ?? null);
}

function listRows(path: string, before: readonly unknown[], after: readonly unknown[]): readonly DiffRow[] {
  if (![...before, ...after].every(isPlain)) return recordRows(path, named(before), named(after));
  const [old, fresh] = [before.map(shownValue), after.map(shownValue)];
  return [
    ...old
      .filter((item) => !fresh.includes(item))
      .map((item) => ({ sign: '-', path, before: item, after: null }) as const),
    ...fresh
      .filter((item) => !old.includes(item))
      .map((item) => ({ sign: '+', path, before: null, after: item }) as const),
  ];
}

function valueRow(path: string, before: unknown, after: unknown): readonly DiffRow[] {
  if (before === after) return [];
  if (before === null) return [{ sign: '+', path, before: null, after: shownValue(after) }];
  if (after === null) return [{ sign: '-', path, before: shownValue(before), after: null }];
  return [{ sign: '~', path, before: shownValue(before), after: shownValue(after) }];
}

/** A list of objects by their names, so that another order is no difference. */
function named(list: readonly unknown[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(list.map((item, index) => [nameOf(item) ?? String(index), item]));
}

function nameOf(item: unknown): string | null {
  if (!isRecord(item)) return null;
  const name = item.value ?? item.displayName ?? item.name ?? item.resource;
  return typeof name === 'string' ? name : null;
}

function shownValue(value: unknown): string {
  const words = showAny(value);
  return Object.values(PENDING_APP_IDS).reduce((text, id) => text.replaceAll(id, PENDING_WORDS), words);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const SIGNS: readonly (readonly [prefix: string, sign: DiffSign])[] = [
  ['create-', '+'],
  ['add-', '+'],
  ['grant-', '+'],
  ['remove-', '-'],
  ['delete-', '-'],
  ['revoke-', '-'],
];

/** Whether a change creates, changes or removes. */
export function signOf({ kind }: Pick<ReportedChange, 'kind'>): DiffSign {
  return SIGNS.find(([prefix]) => kind.startsWith(prefix))?.[1] ?? '~';
}

/** `2 to create, 3 to change, 0 to remove`. */
export function totalsOf({ changes }: ReportedPlan): string {
  const counts: Record<DiffSign, number> = { '+': 0, '~': 0, '-': 0 };
  for (const change of changes) counts[signOf(change)] += 1;
  return `${counts['+']} to create, ${counts['~']} to change, ${counts['-']} to remove`;
}

/** The sentence of a plan without changes: nothing to do, unless something could not be read. */
export function nothingWords(errors: Report['errors'] = []): string {
  const isSure = errors.every(({ code }) => code !== 'INCONCLUSIVE');
  return isSure
    ? 'Nothing to change: both registrations are as described.'
    : 'Nothing to change in what could be read.';
}
