import { placedUris } from '../../core/redirect-uris.ts';
import type { Registrations, ShownCredential, ShownRegistration, Source } from '../../core/registrations.ts';
import type { Report, ResultDocument, Target } from '../../core/report.ts';
import { APP_WORDS, counted, PLATFORM_WORDS } from '../../core/words.ts';
import { oneLine } from '../../report/clean.ts';
import { isFleet, labelOf, reportsOf } from '../../report/documents.ts';
import { readerWords, sourceWords } from '../../report/inventory/words.ts';
import { shownDay } from '../../report/words.ts';

type Row = readonly [label: string, value: string];
const LABEL_WIDTH = 20;

/** The registrations of one set-up or many as text. Names that come from the tenant are made safe to show. */
export function renderShown(document: ResultDocument): string {
  const reports = reportsOf(document);
  if (!isFleet(document)) return reports.map(renderReport).join('');
  return reports.map((report) => `${labelOf(report)}\n\n${renderReport(report)}`).join('\n');
}

function renderReport({ registrations, target, source, errors = [] }: Report): string {
  if (registrations === undefined)
    return `${errors.map(({ title }) => `Not shown: ${oneLine(title)}`).join('\n')}\n`;
  return renderRegistrations(registrations, target, source);
}

function renderRegistrations(
  { serverApi, clientApp, unreadable }: Registrations,
  target: Target | undefined,
  source: Source | undefined,
): string {
  const tenant = [target?.tenantName ?? null, target?.tenantId ?? null].filter((part) => part !== null);
  const blocks = [
    lines([
      ['Tenant', tenant.join('  ')],
      ...(source ? [['Held against', sourceWords(source)] as const] : []),
    ]),
    registrationLines(APP_WORDS.server, serverApi),
    registrationLines(APP_WORDS.client, clientApp),
    unreadableLines(unreadable),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** Each reason once, with all that it keeps from being read. */
function unreadableLines(unreadable: Registrations['unreadable']): readonly string[] {
  const reasons = new Map<string, readonly string[]>();
  for (const { facet, detail, permission } of unreadable) {
    const reason = permission === null ? detail : `${detail} Reading it needs ${permission}.`;
    reasons.set(reason, [...(reasons.get(reason) ?? []), facet]);
  }
  return [...reasons].map(([reason, facets]) => oneLine(`Not read: ${facets.join(', ')}. ${reason}`));
}

function registrationLines(name: string, registration: ShownRegistration | null): readonly string[] {
  if (registration === null) return [`${name}: not registered, or not readable`];
  const rows = [...appRows(registration), ...accessRows(registration)];
  return [`${name}`, ...lines(rows).map((line) => `  ${line}`)];
}

function appRows(app: ShownRegistration): readonly Row[] {
  const flows = app.allowPublicClientFlows;
  return [
    ['Display name', app.displayName],
    ['Application id', app.appId],
    ['Object id', app.objectId],
    ['Accounts', app.signInAudience],
    ['Public client flows', flows === null ? 'not set (No)' : flows ? 'Yes' : 'No'],
    ...placedUris(app.redirectUris).map(
      ({ platform, uri }): Row => ['Redirect URI', `${uri} (${PLATFORM_WORDS[platform]})`],
    ),
    ...app.identifierUris.map((uri): Row => ['Application ID URI', uri]),
    ['Token version', app.tokenVersion === null ? 'not set (v1)' : `v${app.tokenVersion}`],
    ...app.scopes.map(({ value, enabled, consentBy }): Row => {
      const who = consentBy === 'User' ? 'admins and users consent' : 'admins consent';
      return ['Scope', `${value} (${enabled ? 'enabled' : 'disabled'}, ${who})`];
    }),
    ...(app.preAuthorizedClients ?? []).map((appId): Row => ['Pre-authorised client', appId]),
  ];
}

function accessRows(app: ShownRegistration): readonly Row[] {
  return [
    ...app.permissions.flatMap(({ resource, delegated, application }) => [
      ...(delegated.length > 0 ? [['Permission', `${delegated.join(', ')} on ${resource}`] as const] : []),
      ...(application.length > 0
        ? [['App permission', `${application.join(', ')} on ${resource}`] as const]
        : []),
    ]),
    ...app.grants.map(
      ({ resource, for: whom, principal, scopes }): Row => [
        'Granted',
        `${scopes.join(', ')} on ${resource}, for ${principal ?? whom}`,
      ],
    ),
    ...(app.roles ?? []).map(
      ({ permission, resource, since }): Row => [
        'Granted to the app',
        `${permission} on ${resource}, without a user${since === null ? '' : `, since ${shownDay(since)}`}`,
      ],
    ),
    ['Service principal', principalWords(app)],
    ...app.credentials.map((credential): Row => ['Credential', credentialWords(credential)]),
    ['Owners', app.owners.length === 0 ? 'none' : app.owners.join(', ')],
  ];
}

function principalWords({ servicePrincipal }: ShownRegistration): string {
  if (servicePrincipal === null) return 'none';
  const { objectId, accountEnabled, assignmentRequired } = servicePrincipal;
  const assignment = assignmentRequired ? ', assignment required' : '';
  return `${objectId} (${accountEnabled ? 'enabled' : 'disabled'}${assignment})`;
}

function credentialWords(one: ShownCredential): string {
  const { kind, displayName, keyId, startDateTime, endDateTime, readBy = [] } = one;
  const start = startDateTime === null ? '' : `from ${shownDay(startDateTime)} `;
  const end = endDateTime === null ? 'does not end' : `${start}until ${shownDay(endDateTime)}`;
  const readers = readBy.length === 0 ? '' : `, read by ${readBy.map(readerWords).join(', ')}`;
  return `${kind} ${displayName}, ${end}${keyId === null ? '' : `, key id ${keyId}`}${readers}`;
}

/** Labels in one column; a label that repeats is written once. */
function lines(rows: readonly Row[]): readonly string[] {
  return rows.map(([label, value], index) => {
    const lead = label === rows[index - 1]?.[0] ? '' : label;
    return `${lead.padEnd(LABEL_WIDTH)} ${oneLine(value) || 'unknown'}`;
  });
}

/** What a snapshot holds, in a sentence or two. */
export function snapshotWords(path: string, unreadable: Registrations['unreadable']): string {
  const missing =
    unreadable.length === 0
      ? ''
      : ` ${counted(unreadable.length, 'part')} could not be read: ${unreadable.map(({ facet }) => facet).join(', ')}.`;
  return `Wrote ${path}: everything the checks read, free of secrets.${missing}\nJudge it anywhere: entra-mcp-setup verify --snapshot ${path}\n`;
}
