import type { Filter } from './filter.ts';

const fold = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** The value at a `/`-separated path of a plain object, or undefined. */
function valueAt(record: unknown, path: string): unknown {
  return path
    .split('/')
    .reduce<unknown>(
      (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
      record,
    );
}

function compares(value: unknown, operator: string, wanted: unknown): boolean {
  const [one, other] = [fold(value), fold(wanted)];
  if (operator === 'eq') return one === other;
  if (operator === 'ne') return one !== other;
  if (one === null || one === undefined || other === null) return false;
  if (operator === 'gt') return one > (other as typeof one);
  if (operator === 'ge') return one >= (other as typeof one);
  if (operator === 'lt') return one < (other as typeof one);
  return one <= (other as typeof one);
}

function calls(value: unknown, name: string, wanted: string): boolean {
  if (typeof value !== 'string') return false;
  const [text, part] = [value.toLowerCase(), wanted.toLowerCase()];
  if (name === 'startswith') return text.startsWith(part);
  return name === 'endswith' ? text.endsWith(part) : text.includes(part);
}

/** Whether a record satisfies a filter. Strings compare without case, as in the directory. */
export function isMatch(record: unknown, filter: Filter): boolean {
  if (filter.kind === 'and') return filter.parts.every((part) => isMatch(record, part));
  if (filter.kind === 'or') return filter.parts.some((part) => isMatch(record, part));
  if (filter.kind === 'not') return !isMatch(record, filter.part);
  const value = valueAt(record, filter.path);
  if (filter.kind === 'compare') return compares(value, filter.operator, filter.value);
  if (filter.kind === 'in') return filter.values.some((wanted) => compares(value, 'eq', wanted));
  if (filter.kind === 'call') return calls(value, filter.name, filter.value);
  if (!Array.isArray(value)) return false;
  return value.some((item) => isMatch({ [filter.variable]: item }, filter.part));
}

/** Every property a filter looks at, from the record. */
export function pathsOf(filter: Filter): readonly string[] {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.parts.flatMap(pathsOf);
  return filter.kind === 'not' ? pathsOf(filter.part) : [filter.path];
}

/** The only values a property can have where the filter holds; null when the filter leaves it open. */
export function onlyValues(filter: Filter, path: string): readonly string[] | null {
  if (filter.kind === 'compare') {
    return filter.path === path && filter.operator === 'eq' ? [String(filter.value)] : null;
  }
  if (filter.kind === 'in') return filter.path === path ? filter.values.map(String) : null;
  if (filter.kind !== 'and' && filter.kind !== 'or') return null;
  const each = filter.parts.map((part) => onlyValues(part, path));
  if (filter.kind === 'and') return each.find((values) => values !== null) ?? null;
  return each.every((values) => values !== null) ? each.flat() : null;
}
