import type { Report, ResultDocument, Verdict } from '../core/report.ts';
import { APP_WORDS } from '../core/words.ts';
import { clip, oneLine } from './clean.ts';
import { appRows } from './csv/app-rows.ts';
import { COLUMNS, type CsvRow } from './csv/columns.ts';
import { isFleet, labelOf, reportsOf, titleOf } from './documents.ts';
import {
  appsOf,
  type CredentialRow,
  credentialRows,
  type PermissionRow,
  permissionRows,
} from './inventory/rows.ts';
import { commitWords, evidenceTexts, grantedWords, readerWords } from './inventory/words.ts';
import { lifeOf, showPlain } from './words.ts';

/** A CSV file (RFC 4180) with one row for each thing and a column that says what it is; safe to open in a spreadsheet. */
export function* csvPieces(document: ResultDocument): Generator<string> {
  yield lineOf(COLUMNS);
  if (isFleet(document)) yield linesOf((document.errors ?? []).map(errorRow));
  for (const report of reportsOf(document)) yield linesOf(rowsOf(report));
}

function linesOf(rows: readonly CsvRow[]): string {
  return rows.map((row) => lineOf(COLUMNS.map((column) => row[column] ?? ''))).join('');
}

function lineOf(cells: readonly (string | number)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function rowsOf(report: Report): readonly CsvRow[] {
  const common = {
    set_up: labelOf(report),
    tenant_id: report.target?.tenantId,
    tenant_name: report.target?.tenantName,
  };
  const rows = [
    setUpRow(report),
    ...(report.errors ?? []).map(errorRow),
    ...registrationRows(report),
    ...(report.checks ?? []).map(checkRow),
    ...(report.plan?.changes ?? []).map(
      ({ app, summary, because, kind }): CsvRow => ({
        thing: 'change',
        app: APP_WORDS[app],
        name: kind,
        value: summary,
        expected: titleOf(because),
      }),
    ),
  ];
  return rows.map((row) => ({ ...common, ...row }));
}

/** The row about the run: who judged what, when, with which tool. */
function setUpRow({ command, exitCode, identity, startedAt, tool, source, config }: Report): CsvRow {
  return {
    thing: 'set-up',
    name: source?.file ?? config,
    value: command,
    status: `exit code ${exitCode}`,
    judged_by: identity && `${identity.principal} (${identity.method})`,
    judged_at: source?.takenAt ?? startedAt,
    tool_version: tool.version,
    sha256: source?.sha256,
    commit: source?.commit && commitWords(source.commit),
  };
}

function errorRow({ code, title }: NonNullable<Report['errors']>[number]): CsvRow {
  return { thing: 'error', name: code, value: title };
}

function checkRow(verdict: Verdict): CsvRow {
  const { id, title, status, severity, expected, actual, message } = verdict;
  const words = status === 'pass' ? title : message;
  return {
    thing: 'check',
    name: id,
    value: words,
    status,
    severity,
    expected: showPlain(expected),
    actual: showPlain(actual),
    evidence: evidenceTexts(verdict).join('; '),
  };
}

function registrationRows({ registrations, startedAt }: Report): readonly CsvRow[] {
  if (registrations === undefined) return [];
  const ids = { server: registrations.serverApi?.appId, client: registrations.clientApp?.appId };
  const of = (row: { readonly app: 'client' | 'server' }) => ({
    app: APP_WORDS[row.app],
    app_id: ids[row.app],
  });
  return [
    ...appsOf(registrations).flatMap(({ app, registration }) => appRows(APP_WORDS[app], registration)),
    ...permissionRows(registrations).map((row) => ({ ...of(row), ...permissionCells(row) })),
    ...credentialRows(registrations).map((row) => ({ ...of(row), ...credentialCells(row, startedAt) })),
    ...registrations.unreadable.map(
      ({ facet, detail, permission }): CsvRow => ({
        thing: 'not read',
        name: facet,
        value: detail,
        expected: permission,
      }),
    ),
  ];
}

function permissionCells(row: PermissionRow): CsvRow {
  return {
    thing: row.kind === 'delegated' ? 'delegated permission' : 'application permission',
    name: row.permission,
    value: row.says,
    resource: row.resource,
    asked: row.isAsked ? 'yes' : 'no',
    granted_to: grantedWords(row),
    since: row.since ?? (row.grantedTo === null ? null : 'see the audit log'),
  };
}

function credentialCells(row: CredentialRow, now: string): CsvRow {
  const { kind, displayName, keyId, startDateTime, endDateTime, readBy, isKept } = row;
  return {
    thing: `${kind} credential`,
    name: displayName,
    key_id: keyId,
    start: startDateTime,
    end: endDateTime ?? 'does not end',
    days_left: lifeOf(endDateTime, now).days,
    read_by: readBy?.map(readerWords).join('; '),
    in_blueprint: isKept === undefined ? null : isKept ? 'yes' : 'no',
  };
}

const LONGEST = 2_000;
/** Characters that make a cell a formula, at its start or behind a semicolon, where some spreadsheets begin a new cell. */
const FORMULA = /(^|[;\t])(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** Numbers stay numbers; text that a spreadsheet would run as a formula begins with an apostrophe. */
function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = clip(oneLine(value), LONGEST).replace(FORMULA, "$1'");
  return /[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
