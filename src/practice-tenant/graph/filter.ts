import { GraphRefusal } from './reply.ts';

type Literal = string | number | boolean | null;

/** A parsed `$filter`. `path` is a property, `/`-separated when nested. */
export type Filter =
  | { readonly kind: 'and'; readonly parts: readonly Filter[] }
  | { readonly kind: 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | { readonly kind: 'compare'; readonly path: string; readonly operator: string; readonly value: Literal }
  | { readonly kind: 'in'; readonly path: string; readonly values: readonly Literal[] }
  | { readonly kind: 'call'; readonly name: string; readonly path: string; readonly value: string }
  | { readonly kind: 'any'; readonly path: string; readonly variable: string; readonly part: Filter };

const TOKEN = /\s*(?:('(?:[^']|'')*')|([(),:])|([^\s(),:']+(?:(?<=T\d\d):\d\d:\d\d[^\s()]*)?))/gy;

const malformed = (text: string): GraphRefusal =>
  new GraphRefusal(400, 'BadRequest', `Invalid filter clause: Syntax error in '${text}'.`);

interface Reader {
  readonly text: string;
  readonly tokens: readonly string[];
  at: number;
}

function tokensOf(text: string): readonly string[] {
  const trimmed = text.trim();
  const found = [...trimmed.matchAll(TOKEN)];
  const last = found.at(-1);
  if (last === undefined || last.index + last[0].length < trimmed.length) throw malformed(text);
  return found.map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function take(reader: Reader): string {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw malformed(reader.text);
  reader.at += 1;
  return token;
}

function skip(reader: Reader, wanted: string): boolean {
  if (reader.tokens[reader.at]?.toLowerCase() !== wanted) return false;
  reader.at += 1;
  return true;
}

function expect(reader: Reader, wanted: string): void {
  if (!skip(reader, wanted)) throw malformed(reader.text);
}

function literal(reader: Reader): Literal {
  const token = take(reader);
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === 'null') return null;
  if (token === 'true' || token === 'false') return token === 'true';
  return /^-?\d+$/.test(token) ? Number(token) : token;
}

function literals(reader: Reader): readonly Literal[] {
  const values: Literal[] = [];
  expect(reader, '(');
  do values.push(literal(reader));
  while (skip(reader, ','));
  expect(reader, ')');
  return values;
}

function functionCall(reader: Reader, name: string): Filter {
  if (!['startswith', 'endswith', 'contains'].includes(name)) throw malformed(reader.text);
  const path = take(reader);
  expect(reader, ',');
  const value = literal(reader);
  expect(reader, ')');
  return { kind: 'call', name, path, value: String(value) };
}

function anyOf(reader: Reader, path: string): Filter {
  const variable = take(reader);
  expect(reader, ':');
  const part = disjunction(reader);
  expect(reader, ')');
  return { kind: 'any', path, variable, part };
}

function term(reader: Reader): Filter {
  if (skip(reader, 'not')) return { kind: 'not', part: term(reader) };
  if (skip(reader, '(')) {
    const inner = disjunction(reader);
    expect(reader, ')');
    return inner;
  }
  const path = take(reader);
  if (skip(reader, '(')) {
    return path.endsWith('/any')
      ? anyOf(reader, path.slice(0, -4))
      : functionCall(reader, path.toLowerCase());
  }
  const operator = take(reader).toLowerCase();
  if (operator === 'in') return { kind: 'in', path, values: literals(reader) };
  if (!['eq', 'ne', 'gt', 'ge', 'lt', 'le'].includes(operator)) throw malformed(reader.text);
  return { kind: 'compare', path, operator, value: literal(reader) };
}

function joined(reader: Reader, kind: 'and' | 'or', next: (reader: Reader) => Filter): Filter {
  const first = next(reader);
  const parts = [first];
  while (skip(reader, kind)) parts.push(next(reader));
  return parts.length === 1 ? first : { kind, parts };
}

const conjunction = (reader: Reader): Filter => joined(reader, 'and', term);
const disjunction = (reader: Reader): Filter => joined(reader, 'or', conjunction);

export function parseFilter(text: string): Filter {
  const reader: Reader = { text, tokens: tokensOf(text), at: 0 };
  const filter = disjunction(reader);
  if (reader.at < reader.tokens.length) throw malformed(text);
  return filter;
}

/** Graph's answer to a filter on a property it does not index. */
export const unsupportedFilter = (property: string, resource: string): GraphRefusal =>
  new GraphRefusal(
    400,
    'Request_UnsupportedQuery',
    `Unsupported or invalid query filter clause specified for property '${property}' of resource '${resource}'.`,
  );
