/** Columns that say why a sign-in failed, as exports and queries of the log call them. */
const CODE_COLUMN = /^(?:sign-?in error code|result ?type|error ?code|status\.errorcode|errornumber)$/i;
const KEPT_COLUMN =
  /^(?:correlation ?id|request ?id|failure reason|result ?description|application(?: id)?|app ?id|resource(?: id)?|date.*|timegenerated|status)$/i;
const MOST_ROWS = 300;
const HEADER = /^[^\n]{0,2000}(?:sign-?in error code|ResultType|errorCode)[^\n]{0,2000}$/im;

/** A table of failed sign-ins, row by row with its labels; null where the text holds none. */
export function labelledTable(text: string): string | null {
  return fromQuery(text) ?? fromCsv(text);
}

/** The answer of a log query: `{"tables":[{"columns":[{"name":…}],"rows":[[…]]}]}`. */
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
  const names = cellsOf(line, separator);
  const rows = text
    .slice(header.index + line.length)
    .split('\n', MOST_ROWS)
    .filter((row) => row.trim() !== '');
  const lines = linesOf(
    names,
    rows.map((row) => cellsOf(row, separator)),
  );
  return lines.length === 0 ? null : lines.join('\n\n');
}

/** Rows without a code, or with the code of success, tell of no failure. */
function linesOf(names: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const code = names.findIndex((name) => CODE_COLUMN.test(name.trim()));
  if (code < 0) return [];
  return rows
    .filter((row) => /^\d{5,8}$/.test(row[code]?.trim() ?? ''))
    .map((row) => {
      const facts = names.flatMap((name, index) =>
        KEPT_COLUMN.test(name.trim()) && row[index] ? [`${name.trim()}: ${row[index]}`] : [],
      );
      return `AADSTS${row[code]?.trim()}: ${facts.join('. ')}`;
    });
}

/** Cells of one line; a quoted one may hold the separator, and doubled quotes. */
function cellsOf(line: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const char of line.replace(/\r$/, '')) {
    if (char === '"') quoted = !quoted;
    else if (char === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += char;
  }
  return [...cells, cell];
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
