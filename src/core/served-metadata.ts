import { additionalIdentifierUrisFor, type Blueprint, identifierUriFor } from './blueprint.ts';
import {
  type AddressAnswer,
  challengedScopes,
  type Endpoint,
  isOidcScope,
  type WantedMetadata,
} from './endpoint.ts';
import type { AppId } from './ids.ts';
import { sameMembers } from './sets.ts';

/**
 * How the served document and challenge differ from the wanted ones in ways that matter to clients, a clause for each.
 * Another spelling of the same scope, another order and further members are no difference.
 */
export function differencesIn(
  { metadata, withoutToken, wanted }: Endpoint,
  blueprint: Blueprint,
  serverAppId: AppId,
): readonly string[] {
  if (metadata.state !== 'answered') return [metadata.because];
  const { resource, authorizationServers, scopes } = metadata.value.document;
  const { document } = wanted;
  const answer = withoutToken.state === 'answered' ? withoutToken.value : null;
  const challenged = challengedScopes({ withoutToken });
  const areOurs = ourScopes(blueprint, serverAppId);
  const listed = scopes ?? [];
  const areScopesRight =
    document.scopes_supported === undefined || areOurs(listed.length === 0 ? challenged : listed);
  return [
    ...(resource === document.resource ? [] : [differs('resource', resource, document.resource)]),
    ...(sameMembers(authorizationServers, document.authorization_servers)
      ? []
      : [differs('authorization_servers', authorizationServers, document.authorization_servers)]),
    ...(areScopesRight ? [] : [differs('scopes_supported', scopes, document.scopes_supported)]),
    ...headerDifference(answer, wanted, challenged.length === 0 || areOurs(challenged)),
  ];
}

function differs(name: string, is: unknown, wanted: unknown): string {
  return `${name} is ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`;
}

/** Whether all these scopes are the blueprint's: Entra accepts the app id and each Application ID URI as their prefix. */
function ourScopes(blueprint: Blueprint, serverAppId: AppId): (scopes: readonly string[]) => boolean {
  const owners = [
    serverAppId,
    identifierUriFor(blueprint, serverAppId),
    ...additionalIdentifierUrisFor(blueprint, serverAppId),
  ];
  const names = [blueprint.serverApi.scope.value, '.default'];
  const ours = owners.flatMap((owner) => names.map((name) => `${owner}/${name}`));
  return (scopes) => {
    const own = scopes.filter((scope) => !isOidcScope(scope));
    return own.length > 0 && own.every((scope) => ours.includes(scope));
  };
}

/** A challenge needs no scope: clients take those of the document then. */
function headerDifference(
  answer: AddressAnswer | null,
  { url, header }: WantedMetadata,
  isScopeRight: boolean,
): readonly string[] {
  if (answer?.challenge?.resourceMetadata === url && isScopeRight) return [];
  return [`WWW-Authenticate is ${answer?.wwwAuthenticate ?? 'missing'}, not ${header}`];
}
