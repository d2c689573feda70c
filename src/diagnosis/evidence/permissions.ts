import { isOidcScope } from '../../core/endpoint.ts';
import { type CauseTest, proved, refuted, type Sign, type Situation } from '../situation.ts';
import { readFacet, same } from './facets.ts';

/** The Graph permissions that the server was granted; null where the grants were not read. */
function grantedToServer({ knowledge }: Situation): readonly string[] | null {
  const grants = readFacet(knowledge, 'serverGrants');
  const graph = readFacet(knowledge, 'graphPrincipal');
  if (grants === undefined || !graph) return null;
  return grants.filter(({ resourceId }) => resourceId === graph.objectId).flatMap(({ scopes }) => scopes);
}

function holds(names: readonly string[], wanted: string): boolean {
  return names.some((name) => same(name, wanted));
}

/** The message itself shows that the token lacks the permissions. */
export const requiredIsNotCarried: Sign = ({ failure: { permissions } }) => {
  const { required, carried } = permissions;
  if (required.length === 0 || required.some((one) => holds(carried, one))) return null;
  return `Microsoft Graph wants ${required.join(' or ')}; the token carries ${carried.join(', ') || 'none of them'}.`;
};

/**
 * Whether the server was granted one of the required permissions. Decides only where all that the token carries was granted to
 * this server, since it may be another app's token otherwise.
 */
export const requiredIsNotGranted: CauseTest = (situation) => {
  const { required, carried } = situation.failure.permissions;
  const granted = grantedToServer(situation);
  const carriedHere = carried.filter((one) => !isOidcScope(one));
  if (granted === null || required.length === 0 || carriedHere.length === 0) return null;
  if (!carriedHere.every((one) => holds(granted, one))) return null;
  const missing = required.filter((one) => !holds(granted, one));
  if (missing.length < required.length)
    return refuted(`{server} was granted ${required.filter((one) => holds(granted, one)).join(', ')}.`);
  return proved(
    `Microsoft Graph wants ${required.join(' or ')}; {server} was granted ${granted.join(', ') || 'nothing'}.`,
  );
};

/** The server has the permission and the token does not: the token is older, or the exchange asked for other scopes. */
export const grantedButNotCarried: Sign = (situation) => {
  const { required, carried } = situation.failure.permissions;
  const granted = grantedToServer(situation) ?? [];
  const there = required.find((one) => holds(granted, one) && !holds(carried, one));
  return there === undefined
    ? null
    : `${there} is consented to for {server}, and the token does not carry it.`;
};
