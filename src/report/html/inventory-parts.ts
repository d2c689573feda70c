import type { AppWord } from '../../core/ids.ts';
import type { Registrations } from '../../core/registrations.ts';
import type { Report } from '../../core/report.ts';
import { APP_WORDS, counted } from '../../core/words.ts';
import { verdictProblems } from '../documents.ts';
import {
  appsOf,
  type CredentialRow,
  credentialRows,
  type PermissionRow,
  permissionRows,
} from '../inventory/rows.ts';
import { grantedWords, KIND_WORDS, readersOf, sinceWords } from '../inventory/words.ts';
import { type Markup, markup } from '../markup.ts';
import { lifeOf, lifeWords, shownDay } from '../words.ts';
import { lifeWord } from './credentials.ts';
import { statusWord } from './icons.ts';
import { type PartPlace, part } from './inventory-place.ts';
import { definitions, table } from './section.ts';
import { codeValue, prose } from './value.ts';

/** Answers to the usual questions of an auditor, one line each. */
export function shortPart(report: Report, registrations: Registrations, place: PartPlace): Markup {
  const rows = credentialRows(registrations);
  const isGranted = permissionRows(registrations).some(({ grantedTo }) => grantedTo !== null);
  return part(
    place,
    'short',
    'In short',
    markup`<div class="card short">${definitions([
      ...appsOf(registrations).map(
        ({ app }) => [`${APP_WORDS[app]} may`, abilities(app, registrations)] as const,
      ),
      ['Consented', isGranted ? CONSENT : null],
      ['Credentials', rows.length === 0 ? 'none' : markup`${rows.map((row) => lifeLine(row, report))}`],
      ['Not as described', findingsOf(report, place)],
    ])}</div>`,
  );
}

const CONSENT = markup`by whom and since when, Microsoft Graph does not tell of delegated permissions: <a href="#since">where it stands</a>`;
const FINDINGS = 10;

/** What the checks found, in short, with a link to the checks. */
function findingsOf(report: Report, { prefix }: PartPlace): Markup | string {
  const problems = verdictProblems(report);
  if (problems.length === 0) return 'nothing';
  const shown = problems
    .slice(0, FINDINGS)
    .map(({ status, message }) => markup`<div>${statusWord(status)} ${prose(message)}</div>`);
  const rest = problems.length - shown.length;
  const more = rest > 0 ? `${counted(rest, 'more finding')} and the evidence` : 'The evidence';
  return markup`${shown}<div><a href="#${prefix}checks">${more}</a></div>`;
}

function abilities(app: AppWord, registrations: Registrations): Markup {
  const rows = permissionRows(registrations).filter((row) => row.app === app);
  const granted = rows.filter(({ grantedTo }) => grantedTo !== null);
  const unread = rows.some(({ isReadable }) => !isReadable) || rolesUnread(app, registrations);
  const lines = granted.map(
    ({ permission, resource, kind, grantedTo, says }) =>
      markup`<div><code>${permission}</code> on ${resource}${says && markup` (${prose(says)})`}, ${KIND_WORDS[kind]}, for ${grantedTo ?? ''}</div>`,
  );
  const rest = unread ? markup`<div>What else is granted could not be read.</div>` : null;
  if (lines.length === 0) return markup`${rest ?? 'nothing: no permission is granted'}`;
  return markup`${lines}${rest}`;
}

function rolesUnread(app: AppWord, { serverApi, clientApp }: Registrations): boolean {
  return (app === 'server' ? serverApi : clientApp)?.roles === null;
}

function lifeLine(row: CredentialRow, { startedAt }: Report): Markup {
  const { kind, displayName, app, endDateTime, isKept } = row;
  const foreign = isKept === false ? ', and the blueprint does not know it' : '';
  return markup`<div>${kind} ${prose(displayName)} of ${APP_WORDS[app]}: ${lifeWords(endDateTime, startedAt)}${foreign}</div>`;
}

/** Every permission asked for or granted, to whom, and since when, where that is known. */
export function accessPart(registrations: Registrations, place: PartPlace): Markup {
  const rows = permissionRows(registrations);
  return part(
    place,
    'access',
    'Permissions asked for and granted',
    table({
      caption: `What is granted works, whether it is asked for or not.`,
      columns: ['Permission', 'App', 'On', 'Acts', 'Granted to', 'Asked for', 'Since'],
      rows: rows.map(accessRow),
    }),
  );
}

function accessRow(row: PermissionRow): readonly (Markup | string)[] {
  const { permission, says, app, resource, kind, isAsked } = row;
  return [
    markup`<code>${permission}</code>${says && markup`<div class="note">${prose(says)}</div>`}`,
    APP_WORDS[app],
    prose(resource),
    KIND_WORDS[kind],
    grantedWords(row),
    isAsked ? 'yes' : 'no',
    row.grantedTo !== null && row.since === null
      ? markup`<a href="#since">${sinceWords(row)}</a>`
      : sinceWords(row),
  ];
}

/** Every credential of both apps, with who is known to read it. */
export function credentialPart(registrations: Registrations, now: string, place: PartPlace): Markup {
  const rows = credentialRows(registrations);
  if (rows.length === 0) return part(place, 'keys', 'Credentials', markup`<p class="card">None.</p>`);
  return part(
    place,
    'keys',
    'Credentials',
    table({
      caption: 'Soonest to end first. Values are never shown, and nobody can read them from Entra.',
      columns: ['Credential', 'App', 'Key id', 'Starts', 'Ends', 'Left', 'Read by', 'Blueprint'],
      rows: rows.map((row) => credentialCells(row, now)),
    }),
  );
}

function credentialCells(row: CredentialRow, now: string): readonly (Markup | string)[] {
  const { kind, displayName, app, keyId, startDateTime, endDateTime, isKept } = row;
  return [
    markup`${prose(displayName)}<div class="note">${kind}</div>`,
    APP_WORDS[app],
    keyId === null ? 'has none' : codeValue(keyId),
    startDateTime === null ? 'not told' : dayCell(startDateTime),
    endDateTime === null ? 'does not end' : dayCell(endDateTime),
    markup`${lifeWord(endDateTime, now)}<div class="note">${leftWords(row, now)}</div>`,
    readersOf(row),
    isKept === undefined ? 'not told' : isKept ? 'knows it' : 'does not know it',
  ];
}

function dayCell(moment: string): Markup {
  return markup`<span class="day">${shownDay(moment)}</span>`;
}

/** The time that a credential has left; its last day has a column of its own. */
function leftWords({ endDateTime }: CredentialRow, now: string): string {
  const { days } = lifeOf(endDateTime, now);
  if (days === null) return '';
  return days < 0 ? `${counted(-days, 'day')} ago` : counted(days, 'day');
}
