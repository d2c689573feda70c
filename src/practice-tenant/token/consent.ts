import { findAll } from '../directory.ts';
import type { Principal } from '../principals.ts';
import type { UserRecord } from '../state.ts';
import {
  AZURE_CLI_APP_ID,
  AZURE_CLI_GRAPH_SCOPES,
  CONSENT_ADMINISTRATORS,
  GRAPH_COMMAND_LINE_APP_ID,
} from '../well-known.ts';
import { notAssigned, notConsented, notPreauthorized } from './aadsts.ts';
import { resourceNotListed } from './aadsts-requests.ts';
import type { TokenExchange } from './exchange.ts';
import { isGraph, type Wanted } from './scopes.ts';

const isFor = (consentType: string, principalId: string | null, user: UserRecord): boolean =>
  consentType === 'AllPrincipals' || principalId === user.id;

/** Scopes that were granted to a client on a resource: for everybody, for this user, or by preauthorisation. */
function grantedScopes(
  exchange: TokenExchange,
  client: Principal,
  { resource }: Wanted,
  user: UserRecord,
): readonly string[] {
  const grants = findAll(exchange.directory, 'grants', 'clientId', client.id).filter(
    (grant) => grant.resourceId === resource.id && isFor(grant.consentType, grant.principalId, user),
  );
  const trusted = resource.application?.api.preAuthorizedApplications.find(
    (entry) => entry.appId === client.appId,
  );
  const preauthorized = resource.scopes.filter((scope) => trusted?.delegatedPermissionIds.includes(scope.id));
  const words = grants.flatMap((grant) => grant.scope.split(/\s+/));
  return [...new Set([...words, ...preauthorized.map((scope) => scope.value ?? '')])].filter(
    (word) => word !== '',
  );
}

const lower = (words: readonly string[]): ReadonlySet<string> =>
  new Set(words.map((word) => word.toLowerCase()));

/** The Azure CLI gets its fixed set, and only through `.default` (facts: graph.md §4.6). */
function azureCliScopes(client: Principal, { resource, names }: Wanted): readonly string[] {
  if (!isGraph(resource) || (names !== 'default' && names.length > 0)) {
    throw notPreauthorized(client.appId, resource.appId);
  }
  return AZURE_CLI_GRAPH_SCOPES;
}

/**
 * Scopes by dynamic consent: all that are asked for, where the user may consent for everybody, else those that users may
 * consent to.
 */
function commandLineScopes(client: Principal, wanted: Wanted, user: UserRecord): readonly string[] {
  const names = wanted.names === 'default' ? [] : wanted.names;
  const published = wanted.resource.scopes.filter((scope) =>
    lower(names).has(scope.value?.toLowerCase() ?? ''),
  );
  const mayConsent = user.roles.some((role) => CONSENT_ADMINISTRATORS.includes(role));
  if (!mayConsent && published.some((scope) => scope.type === 'Admin')) throw notConsented(client);
  return [
    ...new Set([...published.map((scope) => scope.value ?? ''), 'User.Read', 'openid', 'profile', 'email']),
  ];
}

/** `.default` at `/authorize` looks at the client's own list of resources (facts: graph.md §1.9). */
function assertListed(client: Principal, { resource, identifier }: Wanted): void {
  const listed = client.application?.requiredResourceAccess.map((entry) => entry.resourceAppId) ?? [];
  if (listed.includes(resource.appId)) return;
  throw resourceNotListed({
    clientAppId: client.appId,
    clientName: client.displayName,
    requested: identifier,
    resourceAppId: resource.appId,
    listed,
  });
}

/** The scopes of a user's token: everything granted, provided that everything asked for is among it. */
export function consentedScopes(
  exchange: TokenExchange,
  client: Principal,
  wanted: Wanted,
  user: UserRecord,
): readonly string[] {
  if (client.appId === AZURE_CLI_APP_ID) return azureCliScopes(client, wanted);
  if (client.appId === GRAPH_COMMAND_LINE_APP_ID && isGraph(wanted.resource)) {
    return commandLineScopes(client, wanted, user);
  }
  const granted = grantedScopes(exchange, client, wanted, user);
  const names = wanted.names === 'default' ? [] : wanted.names;
  const missing = names.filter((name) => !lower(granted).has(name.toLowerCase()));
  if (missing.length > 0) throw notConsented(client);
  if (wanted.names === 'default' && granted.length === 0) {
    if (exchange.form.has('response_type')) assertListed(client, wanted);
    throw notConsented(client);
  }
  return granted;
}

/** Refuses a user who is not assigned to an application that wants it (facts: graph.md §1.8). */
export function assertAssigned(exchange: TokenExchange, principal: Principal, user: UserRecord): void {
  if (!principal.record.appRoleAssignmentRequired) return;
  const assignments = findAll(exchange.directory, 'appRoleAssignments', 'resourceId', principal.id);
  if (assignments.some((assignment) => assignment.principalId === user.id)) return;
  throw notAssigned(principal, user.userPrincipalName);
}

/** Application permissions of a client on a resource, by value. */
export function appRolesOf(
  exchange: TokenExchange,
  client: Principal,
  resource: Principal,
): readonly string[] {
  return findAll(exchange.directory, 'appRoleAssignments', 'principalId', client.id)
    .filter((assignment) => assignment.resourceId === resource.id)
    .map((assignment) => resource.appRoles.find((role) => role.id === assignment.appRoleId)?.value ?? '')
    .filter((value) => value !== '');
}
