import { additionalIdentifierUrisFor, type Blueprint, identifierUriFor } from './blueprint.ts';
import { type AddressAnswer, type Endpoint, isOidcScope, type WantedMetadata } from './endpoint.ts';
import type { AppId } from './ids.ts';
import { sameMembers } from './sets.ts';

/**
 * What is served otherwise than wanted, as clients see it: another spelling of the same scope, another order and members
 * that are not ours make no difference.
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
  const asked = answer?.challenge?.scope?.split(/\s+/).filter((scope) => scope !== '') ?? [];
  const areOurs = ourScopes(blueprint, serverAppId);
  const told = scopes ?? [];
  const areScopesRight =
    document.scopes_supported === undefined || (told.length === 0 ? areOurs(asked) : areOurs(told));
  return [
    ...(resource === document.resource ? [] : [differs('resource', resource, document.resource)]),
    ...(sameMembers(authorizationServers, document.authorization_servers)
      ? []
      : [differs('authorization_servers', authorizationServers, document.authorization_servers)]),
    ...(areScopesRight ? [] : [differs('scopes_supported', scopes, document.scopes_supported)]),
    ...headerDifference(answer, wanted, asked.length === 0 || areOurs(asked)),
  ];
}

function differs(name: string, is: unknown, wanted: unknown): string {
  return `${name} is ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`;
}

/** Whether these are the blueprint's scope: Entra takes its app by id and by each of its Application ID URIs. */
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

/** Clients do without a scope in the challenge where the document lists some. */
function headerDifference(
  answer: AddressAnswer | null,
  { url, header }: WantedMetadata,
  isScopeRight: boolean,
): readonly string[] {
  if (answer?.challenge?.resourceMetadata === url && isScopeRight) return [];
  return [`WWW-Authenticate is ${answer?.wwwAuthenticate ?? 'missing'}, not ${header}`];
}
