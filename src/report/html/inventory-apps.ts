import { placedUris } from '../../core/redirect-uris.ts';
import type { Registrations, ShownRegistration } from '../../core/registrations.ts';
import type { Report, Verdict } from '../../core/report.ts';
import { APP_WORDS, PLATFORM_WORDS } from '../../core/words.ts';
import { appsOf } from '../inventory/rows.ts';
import { evidenceTexts, momentWords } from '../inventory/words.ts';
import { type Markup, markup } from '../markup.ts';
import { showPlain } from '../words.ts';
import { statusWord } from './icons.ts';
import { type PartPlace, part } from './inventory-place.ts';
import { definitions, table } from './section.ts';
import { codeValue, prose } from './value.ts';

/** Both registrations with their owners. */
export function appsPart(registrations: Registrations, place: PartPlace): Markup {
  const heading = `h${place.level + 1}`;
  const cards = appsOf(registrations).map(
    ({ app, registration }) =>
      markup`<article class="card wide-terms"><${heading}>${APP_WORDS[app]}: ${prose(registration.displayName)}</${heading}>${definitions(appRows(registration))}</article>
`,
  );
  const missing = (['serverApi', 'clientApp'] as const).filter((name) => registrations[name] === null);
  const words = { serverApi: APP_WORDS.server, clientApp: APP_WORDS.client };
  const notes = missing.map(
    (name) => markup`<p class="card">${words[name]}: not registered, or not readable.</p>`,
  );
  return part(place, 'apps', 'App registrations', markup`${cards}${notes}`);
}

type Row = readonly [label: string, value: Markup | string | null];

function appRows(one: ShownRegistration): readonly Row[] {
  return [
    ['Application id', codeValue(one.appId)],
    ['Object id', codeValue(one.objectId)],
    ['Created', one.createdDateTime === null ? 'not told' : momentWords(one.createdDateTime)],
    ['Owners', one.owners.length === 0 ? 'none' : listed(one.owners)],
    ['Service principal', principalValue(one)],
    ['Accounts', codeValue(one.signInAudience)],
    [
      'Public client flows',
      one.allowPublicClientFlows === null ? 'not set (no)' : showPlain(one.allowPublicClientFlows),
    ],
    ['Redirect URIs', redirectList(one)],
    ['Application ID URIs', one.identifierUris.length === 0 ? null : coded(one.identifierUris)],
    ['Scopes', one.scopes.length === 0 ? null : listed(one.scopes.map(scopeWords))],
    ['Pre-authorised clients', one.preAuthorizedClients?.length ? coded(one.preAuthorizedClients) : null],
    ['Token version', one.tokenVersion === null ? 'not set (v1)' : `v${one.tokenVersion}`],
  ];
}

function principalValue({ servicePrincipal }: ShownRegistration): Markup | string {
  if (servicePrincipal === null) return 'none';
  const { objectId, accountEnabled, assignmentRequired } = servicePrincipal;
  return markup`${codeValue(objectId)} ${accountEnabled ? 'enabled' : 'disabled'}, ${assignmentRequired ? 'only who is assigned signs in' : 'everybody may sign in'}`;
}

function redirectList({ redirectUris }: ShownRegistration): Markup | string {
  const all = placedUris(redirectUris).map(
    ({ platform, uri }) => markup`<div>${codeValue(uri)} ${PLATFORM_WORDS[platform]}</div>`,
  );
  return all.length === 0 ? 'none' : markup`${all}`;
}

function scopeWords({ value, enabled, consentBy }: ShownRegistration['scopes'][number]): string {
  return `${value}, ${enabled ? 'enabled' : 'disabled'}, ${consentBy === 'User' ? 'admins and users consent' : 'admins consent'}`;
}

function listed(texts: readonly string[]): Markup {
  return markup`${texts.map((text) => markup`<div>${prose(text)}</div>`)}`;
}

function coded(texts: readonly string[]): Markup {
  return markup`${texts.map((text) => markup`<div>${codeValue(text)}</div>`)}`;
}

/** What could not be read, so that it is not taken for absent; null where all was read. */
export function unreadPart({ unreadable }: Registrations, place: PartPlace): Markup | null {
  if (unreadable.length === 0) return null;
  return part(
    place,
    'unread',
    'Not read',
    table({
      caption: 'What stands here may be there all the same.',
      columns: ['Part', 'Why', 'Permission that shows it'],
      rows: unreadable.map(({ facet, detail, permission }) => [
        markup`<code>${facet}</code>`,
        prose(detail),
        permission ?? 'none is known',
      ]),
    }),
  );
}

/** Every check with its evidence, those that passed included. */
export function checksPart({ checks = [] }: Report, place: PartPlace): Markup | null {
  if (checks.length === 0) return null;
  return part(
    place,
    'checks',
    'Checks and their evidence',
    table({
      caption: 'In the order in which they were judged.',
      columns: ['Check', 'Status', 'Expected', 'Evidence'],
      shape: 'checks',
      rows: checks.map(checkCells),
    }),
  );
}

function checkCells(verdict: Verdict): readonly (Markup | string)[] {
  const { id, status, title, message, expected } = verdict;
  return [
    markup`${prose(status === 'pass' ? title : message)}<div><code class="note">${id}</code></div>`,
    statusWord(status),
    expected === null ? 'nothing to compare' : prose(showPlain(expected)),
    listed(evidenceTexts(verdict)),
  ];
}
