import { jsonOrNull } from '../../core/json.ts';

/** Names of the column with the error number, in exports and queries of the sign-in log. */
const CODE_COLUMN = /^(?:sign-?in error code|result ?type|error ?code|status\.errorcode|errornumber)$/i;
const KEPT_COLUMN =
  /^(?:correlation ?id|request ?id|failure reason|result ?description|application(?: id)?|app ?id|resource(?: id)?|date.*|timegenerated.*)$/i;
/** The number in a dynamic column of a query, which contains JSON. */
const CODE_IN_STATUS = /"?errorCode"?\s?[:=]\s?"?(\d{5,8})\b/i;
const MOST_ROWS = 300;
const LONGEST_TABLE = 2_000_000;
const HEADER = /^[^\n]{0,2000}(?:sign-?in error code|ResultType|errorCode)[^\n]{0,2000}$/im;

/** The rows of a table of failed sign-ins as texts with labels, so that they are read like errors; null where there is no table. */
export function labelledTable(text: string): string | null {
  return fromQuery(text) ?? fromCsv(text);
}

/** From the reply of a log query: `{"tables":[{"columns":[{"name":…}],"rows":[[…]]}]}`. */
function fromQuery(text: string): string | null {
  if (!/^\s*\{[\s\S]{0,200}"tables"/.test(text)) return null;
  const tables = membersOf(jsonOrNull(text)).tables;
  const lines = (Array.isArray(tables) ? tables : []).flatMap((table: unknown) => {
    const { columns, rows } = membersOf(table);
    const names = (Array.isArray(columns) ? columns : []).map((column: unknown) =>
      String(membersOf(column).name),
    );
    const cells = (Array.isArray(rows) ? rows : [])
      .slice(0, MOST_ROWS)
      .filter((row: unknown) => Array.isArray(row));
    return linesOf(
      names,
      cells.map((row: readonly unknown[]) => row.map(String)),
    );
  });
  return lines.length === 0 ? null : lines.join('\n\n');
}

function fromCsv(text: string): string | null {
  const header = HEADER.exec(text.slice(0, 20_000));
  if (header === null) return null;
  const [line] = header;
  const separator = [',', ';', '\t'].find((one) => line.split(one).length > 2);
  if (separator === undefined) return null;
  const [names = [], ...rows] = rowsOf(text.slice(header.index, header.index + LONGEST_TABLE), separator);
  const lines = linesOf(names, rows);
  return lines.length === 0 ? null : lines.join('\n\n');
}

/** A text for each row with an error number; successes have none. */
function linesOf(names: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const columns = names.map((name) => name.trim());
  const byNumber = columns.findIndex((name) => CODE_COLUMN.test(name));
  const byStatus = columns.findIndex((name) => /^status$/i.test(name));
  if (byNumber < 0 && byStatus < 0) return [];
  const codeOf = (row: readonly string[]): string | undefined =>
    /^\d{5,8}$/.exec(row[byNumber]?.trim() ?? '')?.[0] ?? CODE_IN_STATUS.exec(row[byStatus] ?? '')?.[1];
  return rows
    .filter((row) => codeOf(row) !== undefined)
    .map((row) => {
      const facts = names.flatMap((name, index) =>
        KEPT_COLUMN.test(name.trim()) && row[index] ? [`${name.trim()}: ${row[index]}`] : [],
      );
      return `AADSTS${codeOf(row)}: ${facts.join('. ')}`;
    });
}

/** Rows of cells. A quoted cell may contain the separator and line breaks; quotes themselves are dropped. */
function rowsOf(text: string, separator: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    else if (quoted || (char !== separator && char !== '\n' && char !== '\r')) cell += char;
    else if (char === separator) endCell();
    else if (char === '\n') {
      endCell();
      if (rows.length > MOST_ROWS) break;
      rows.push([]);
    }
  }
  endCell();
  return rows;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
