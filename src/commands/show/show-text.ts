import type { Registrations, ShownCredential, ShownRegistration } from '../../core/registrations.ts';
import type { Target } from '../../core/report.ts';
import type { Platform } from '../../core/tenant.ts';
import { APP_WORDS, PLATFORM_WORDS } from '../../core/words.ts';
import { oneLine } from '../../report/clean.ts';
import { counted, shownDay } from '../../report/words.ts';

type Row = readonly [label: string, value: string];
const LABEL_WIDTH = 20;

/** Both registrations as plain lines. Every word of the tenant is made safe to show. */
export function renderRegistrations(
  { serverApi, clientApp, unreadable }: Registrations,
  target: Target,
): string {
  const blocks = [
    lines([['Tenant', [target.tenantName, target.tenantId].filter((part) => part !== null).join('  ')]]),
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
    ...(Object.keys(app.redirectUris) as Platform[]).flatMap((platform) =>
      app.redirectUris[platform].map((uri): Row => ['Redirect URI', `${uri} (${PLATFORM_WORDS[platform]})`]),
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
      ({ resource, for: whom, scopes }): Row => [
        'Granted',
        `${scopes.join(', ')} on ${resource}, for ${whom}`,
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

function credentialWords({ kind, displayName, keyId, endDateTime }: ShownCredential): string {
  const end = endDateTime === null ? 'does not end' : `until ${shownDay(endDateTime)}`;
  return `${kind} ${displayName}, ${end}${keyId === null ? '' : `, key id ${keyId}`}`;
}

/** Labels in one column; a label that repeats is written once. */
function lines(rows: readonly Row[]): readonly string[] {
  return rows.map(([label, value], index) => {
    const lead = label === rows[index - 1]?.[0] ? '' : label;
    return `${lead.padEnd(LABEL_WIDTH)} ${oneLine(value) || 'unknown'}`;
  });
}

/** What a snapshot holds, in a sentence or two. */
export function snapshotWords(path: string, { unreadable }: Registrations): string {
  const missing =
    unreadable.length === 0
      ? ''
      : ` ${counted(unreadable.length, 'part')} could not be read: ${unreadable.map(({ facet }) => facet).join(', ')}.`;
  return `Wrote ${path}: everything the checks read, free of secrets.${missing}\nJudge it anywhere: entra-mcp-setup verify --snapshot ${path}\n`;
}
