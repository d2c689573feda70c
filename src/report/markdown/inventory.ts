import { placedUris } from '../../core/redirect-uris.ts';
import type { Registrations, ShownRegistration } from '../../core/registrations.ts';
import type { Report, ResultDocument } from '../../core/report.ts';
import { APP_WORDS, PLATFORM_WORDS } from '../../core/words.ts';
import { isFleet, labelOf } from '../documents.ts';
import {
  appsOf,
  type CredentialRow,
  credentialRows,
  type PermissionRow,
  permissionRows,
} from '../inventory/rows.ts';
import {
  evidenceTexts,
  grantedWords,
  KIND_WORDS,
  momentWords,
  NO_READER,
  READER_WORDS,
  SINCE_NOTE,
  sinceWords,
  sourceWords,
} from '../inventory/words.ts';
import { lifeWords, STATUS_WORDS, showPlain } from '../words.ts';
import { cellCode, codeSpan, inlineText } from './escape.ts';
import { errorPart } from './parts.ts';

/** The inventory of one set-up or many: what is asked for and granted, credentials, registrations, checks with evidence. */
export function* inventoryParts(document: ResultDocument): Generator<string> {
  if (!isFleet(document)) yield* partsOf(document);
  else
    for (const report of document.results) {
      yield `## ${codeSpan(labelOf(report))}`;
      yield* partsOf(report).map((part) => part.replace(/^## /, '### '));
    }
  yield '## Where the dates are';
  yield inlineText(SINCE_NOTE);
}

function partsOf(report: Report): readonly string[] {
  const { registrations, source, startedAt, checks = [], errors = [] } = report;
  const told = errors.map((error) => errorPart(error));
  if (registrations === undefined) return told;
  return [
    ...told,
    ...(source ? [`Held against ${inlineText(sourceWords(source))}.`] : []),
    `## Permissions asked for and granted\n\n${accessTable(registrations)}`,
    `## Credentials\n\n${credentialTable(registrations, startedAt)}`,
    ...appsOf(registrations).map(
      ({ app, registration }) => `## ${APP_WORDS[app]}\n\n${appList(registration)}`,
    ),
    ...(registrations.unreadable.length === 0 ? [] : [`## Not read\n\n${unreadList(registrations)}`]),
    ...(checks.length === 0 ? [] : [`## Checks and their evidence\n\n${checkTable(checks)}`]),
  ];
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), `|${columns.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

function accessTable(registrations: Registrations): string {
  const rows = permissionRows(registrations).map((row: PermissionRow) => [
    cellCode(row.permission),
    APP_WORDS[row.app],
    inlineText(row.resource),
    KIND_WORDS[row.kind],
    inlineText(grantedWords(row)),
    row.isAsked ? 'yes' : 'no',
    inlineText(sinceWords(row)),
  ]);
  if (rows.length === 0) return 'None.';
  return table(['Permission', 'App', 'On', 'Acts', 'Granted to', 'Asked for', 'Since'], rows);
}

function credentialTable(registrations: Registrations, now: string): string {
  const rows = credentialRows(registrations).map((row: CredentialRow) => [
    cellCode(row.displayName),
    `${row.kind} of ${APP_WORDS[row.app]}`,
    row.keyId === null ? 'has none' : cellCode(row.keyId),
    row.startDateTime === null ? 'not told' : momentWords(row.startDateTime),
    inlineText(lifeWords(row.endDateTime, now)),
    readerCells(row),
    row.isKept === undefined ? 'not told' : row.isKept ? 'yes' : 'no',
  ]);
  if (rows.length === 0) return 'None.';
  return table(['Credential', 'Kind', 'Key id', 'Starts', 'Ends', 'Read by', 'In the blueprint'], rows);
}

/** The readers of a credential, their places as code spans, which need no escapes. */
function readerCells({ readBy = [] }: CredentialRow): string {
  const cells = readBy.map(({ kind, where }) => `${READER_WORDS[kind]}${cellCode(where)}`);
  return cells.length === 0 ? NO_READER : cells.join('<br>');
}

function appList(one: ShownRegistration): string {
  const rows: readonly (readonly [label: string, values: readonly string[]])[] = [
    ['Display name', [one.displayName]],
    ['Application id', [one.appId]],
    ['Object id', [one.objectId]],
    ['Created', one.createdDateTime === null ? [] : [momentWords(one.createdDateTime)]],
    ['Owners', one.owners],
    ['Service principal', one.servicePrincipal ? [one.servicePrincipal.objectId] : []],
    ['Accounts', [one.signInAudience]],
    [
      'Redirect URIs',
      placedUris(one.redirectUris).map(({ platform, uri }) => `${uri} (${PLATFORM_WORDS[platform]})`),
    ],
    ['Application ID URIs', one.identifierUris],
    ['Scopes', one.scopes.map(({ value, enabled }) => `${value} (${enabled ? 'enabled' : 'disabled'})`)],
  ];
  return rows
    .map(([label, values]) => `- ${label}: ${values.length === 0 ? 'none' : values.map(codeSpan).join(', ')}`)
    .join('\n');
}

function unreadList({ unreadable }: Registrations): string {
  return unreadable
    .map(({ facet, detail, permission }) => {
      const needs = permission === null ? '' : ` Reading it needs ${codeSpan(permission)}.`;
      return `- ${codeSpan(facet)}: ${inlineText(detail)}${needs}`;
    })
    .join('\n');
}

function checkTable(checks: NonNullable<Report['checks']>): string {
  const rows = checks.map((verdict) => [
    STATUS_WORDS[verdict.status],
    cellCode(verdict.id),
    inlineText(verdict.status === 'pass' ? verdict.title : verdict.message),
    verdict.expected === null ? '' : inlineText(showPlain(verdict.expected)),
    evidenceTexts(verdict).map(inlineText).join('<br>'),
  ]);
  return table(['Status', 'Check', 'Finding', 'Expected', 'Evidence'], rows);
}
