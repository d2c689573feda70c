import { peek, recordsOf } from '../directory.ts';
import { keyRecord } from '../graph/key-credentials.ts';
import { stampOf } from '../new-application.ts';
import type { FaultEdit, GrantRecord, PracticeState } from '../state.ts';
import { FIRST_PARTY_APPS, MICROSOFT_GRAPH_APP_ID } from '../well-known.ts';
import { applicationPermission, foreignSecret, overGranted, silentRole } from './additions.ts';
import type { Breaker, Breakers, Breaking } from './breaker.ts';
import { faultEdit } from './edits.ts';
import { FOREIGN_CERTIFICATE } from './foreign-certificate.ts';
import { targetApp, targetPrincipal } from './targets.ts';

/** A fault that replaces one property of one of the two applications. */
function onApp(role: 'client' | 'server', path: readonly string[], after: unknown): Breaker {
  return ({ state, target }) => [
    faultEdit(state, ['applications', `#${targetApp(state, role, target).id}`, ...path], after),
  ];
}

function onPrincipal(role: 'client' | 'server', property: string, after: unknown): Breaker {
  return ({ state, target }) => [
    faultEdit(state, ['servicePrincipals', `#${targetPrincipal(state, role, target).id}`, property], after),
  ];
}

/** The scope is misspelt: `acces` in place of `access`. */
const wrongScope: Breaker = ({ state, target }) => {
  const app = targetApp(state, 'server', target);
  return app.api.oauth2PermissionScopes.map(({ id, value }) =>
    faultEdit(
      state,
      ['applications', `#${app.id}`, 'api', 'oauth2PermissionScopes', `#${id}`, 'value'],
      (value ?? '').slice(0, -1),
    ),
  );
};

const grantsBetween = (state: PracticeState, clientId: string, resourceId: string): readonly GrantRecord[] =>
  recordsOf(state, 'grants').filter(
    (grant) => grant.clientId === clientId && grant.resourceId === resourceId,
  );

const without = (state: PracticeState, grants: readonly GrantRecord[]): readonly FaultEdit[] =>
  grants.map(({ id }) => faultEdit(state, ['grants', `#${id}`], undefined));

const missingConsent: Breaker = ({ state, target }) => {
  const client = targetPrincipal(state, 'client', target);
  return without(state, grantsBetween(state, client.id, targetPrincipal(state, 'server', target).id));
};

const graphIdOf = (state: PracticeState): string =>
  peek(state, 'servicePrincipals', 'appId', MICROSOFT_GRAPH_APP_ID)?.id ?? '';

const missingGraphConsent: Breaker = ({ state, target }) =>
  without(state, grantsBetween(state, targetPrincipal(state, 'server', target).id, graphIdOf(state)));

function onPasswords(
  { state, target }: Breaking,
  edits: (path: readonly string[]) => readonly FaultEdit[],
): readonly FaultEdit[] {
  const app = targetApp(state, 'server', target);
  return app.passwords.flatMap(({ keyId }) =>
    edits(['applications', `#${app.id}`, 'passwords', `#${keyId}`]),
  );
}

/** The secret has another value. Id, hint and dates stay, so that only a sign-in shows it. */
const wrongSecret: Breaker = (breaking) =>
  onPasswords(breaking, (path) => {
    const hash = Buffer.from(breaking.outside.bytes(32)).toString('hex');
    return [faultEdit(breaking.state, [...path, 'hash'], hash)];
  });

const DAY = 24 * 3600 * 1000;

const expiredSecret: Breaker = (breaking) => {
  const now = breaking.outside.now().getTime();
  const [lastMonth, yesterday] = [stampOf(new Date(now - 30 * DAY)), stampOf(new Date(now - DAY))];
  return onPasswords(breaking, (path) => [
    faultEdit(breaking.state, [...path, 'startDateTime'], lastMonth),
    faultEdit(breaking.state, [...path, 'endDateTime'], yesterday),
  ]);
};

const thumbprintMismatch: Breaker = ({ state, target, outside }) => {
  const app = targetApp(state, 'server', target);
  const now = outside.now().getTime();
  const foreign = keyRecord({
    key: FOREIGN_CERTIFICATE,
    keyId: outside.uuid(),
    displayName: null,
    start: stampOf(new Date(now - DAY)),
    end: stampOf(new Date(now + 365 * DAY)),
  });
  return [
    faultEdit(state, ['applications', `#${app.id}`, 'passwords'], []),
    faultEdit(state, ['applications', `#${app.id}`, 'keys'], [foreign]),
  ];
};

const capitals = (uri: string): string => {
  const [scheme = '', rest = ''] = uri.split('://');
  return `${scheme}://${rest.toUpperCase()}`;
};

const wrongAudience: Breaker = (breaking) => {
  const { identifierUris } = targetApp(breaking.state, 'server', breaking.target);
  return onApp('server', ['identifierUris'], identifierUris.map(capitals))(breaking);
};

const GRAPH = FIRST_PARTY_APPS.get(MICROSOFT_GRAPH_APP_ID);

/** A grant without one of its scopes; without any scope there is no grant. */
function narrowed(state: PracticeState, { id, scope }: GrantRecord, lost: string): FaultEdit {
  const kept = scope.split(/\s+/).filter((word) => word !== '' && word !== lost);
  return kept.length === 0
    ? faultEdit(state, ['grants', `#${id}`], undefined)
    : faultEdit(state, ['grants', `#${id}`, 'scope'], kept.join(' '));
}

/** The last Graph permission is missing from the registration's list and from the grant. */
const missingGraphPermission: Breaker = ({ state, target }) => {
  const { id, requiredResourceAccess } = targetApp(state, 'server', target);
  const listed = requiredResourceAccess.find(({ resourceAppId }) => resourceAppId === MICROSOFT_GRAPH_APP_ID);
  const lost = listed?.resourceAccess.at(-1);
  if (lost === undefined) return [];
  const resources = requiredResourceAccess
    .map((entry) => ({ ...entry, resourceAccess: entry.resourceAccess.filter((access) => access !== lost) }))
    .filter(({ resourceAccess }) => resourceAccess.length > 0);
  const name = GRAPH?.scopes.find((scope) => scope.id === lost.id)?.value ?? '';
  const grants = grantsBetween(state, targetPrincipal(state, 'server', target).id, graphIdOf(state));
  return [
    faultEdit(state, ['applications', `#${id}`, 'requiredResourceAccess'], resources),
    ...grants.map((grant) => narrowed(state, grant, name)),
  ];
};

const redirectOnWrongPlatform: Breaker = ({ state, target }) => {
  const app = targetApp(state, 'client', target);
  const path = ['applications', `#${app.id}`];
  return [
    faultEdit(
      state,
      [...path, 'web', 'redirectUris'],
      [...app.web.redirectUris, ...app.publicClient.redirectUris],
    ),
    faultEdit(state, [...path, 'publicClient', 'redirectUris'], []),
  ];
};

const userNotAssigned: Breaker = (breaking) => {
  const { state, target } = breaking;
  const { id } = targetPrincipal(state, 'client', target);
  const assigned = recordsOf(state, 'appRoleAssignments').filter(({ resourceId }) => resourceId === id);
  return [
    ...onPrincipal('client', 'appRoleAssignmentRequired', true)(breaking),
    ...assigned.map((assignment) => faultEdit(state, ['appRoleAssignments', `#${assignment.id}`], undefined)),
  ];
};

/** The server app was deleted: it is in the recycle bin, and its service principal and grants are gone. */
const nameInRecycleBin: Breaker = ({ state, target, outside }) => {
  const app = targetApp(state, 'server', target);
  const { id } = targetPrincipal(state, 'server', target);
  const deleted = { ...app, deletedDateTime: outside.now().toISOString() };
  const granted = recordsOf(state, 'grants').filter(
    ({ clientId, resourceId }) => clientId === id || resourceId === id,
  );
  return [
    faultEdit(state, ['deletedApplications', `#${app.id}`], deleted),
    faultEdit(state, ['applications', `#${app.id}`], undefined),
    faultEdit(state, ['servicePrincipals', `#${id}`], undefined),
    ...without(state, granted),
  ];
};

/** Faults of the two registrations. */
export const CONFIGURATION_BREAKERS = {
  'wrong-scope': wrongScope,
  'missing-consent': missingConsent,
  'missing-graph-consent': missingGraphConsent,
  'wrong-secret': wrongSecret,
  'expired-secret': expiredSecret,
  'thumbprint-mismatch': thumbprintMismatch,
  'public-flows-on-server': onApp('server', ['isFallbackPublicClient'], true),
  'wrong-audience': wrongAudience,
  'v1-tokens': onApp('server', ['api', 'requestedAccessTokenVersion'], null),
  'api-not-visible': onApp('server', ['owners'], []),
  'no-identifier-uri': onApp('server', ['identifierUris'], []),
  'missing-graph-permission': missingGraphPermission,
  'redirect-on-wrong-platform': redirectOnWrongPlatform,
  'name-in-recycle-bin': nameInRecycleBin,
  'application-permission': applicationPermission,
  'over-granted': overGranted,
  'foreign-secret': foreignSecret,
  'user-not-assigned': userNotAssigned,
  'server-principal-disabled': onPrincipal('server', 'accountEnabled', false),
  'granted-application-permission': silentRole,
  'client-principal-disabled': onPrincipal('client', 'accountEnabled', false),
} as const satisfies Breakers;
