import type { Change, ResourceWord } from '../core/change.ts';
import type { ServicePrincipalId } from '../core/ids.ts';
import { union } from '../core/sets.ts';
import { APP_WORDS } from '../core/summarise.ts';
import type { Grant } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import type { GraphReply } from './client.ts';
import { parseFailure } from './failure.ts';
import type { Known } from './known.ts';
import { required, settle } from './settle.ts';
import { parseGrants } from './wire.ts';
import { type WriteEnvironment, write } from './write.ts';

/**
 * Grants for the whole tenant. Nothing merges on the service's side: an existing grant is extended by the union, never
 * deleted and made again, which would take per-user grants along (facts: graph.md §1.9). What the plan saw granted
 * counts as well, since the list may come from an older replica.
 */
export async function grantConsent(
  environment: WriteEnvironment,
  known: Known,
  change: Extract<Change, { kind: 'grant-consent' }>,
  doing: string,
): Promise<Known> {
  const { app, resource, before, scopes } = change;
  const clientId = required(known[app].principalId, `the service principal of ${APP_WORDS[app]}`);
  const resourceId = resourcePrincipal(known, resource);
  const wanted = union(before, scopes);
  const find = () => findGrant(environment, clientId, resourceId, doing);
  const existing = known[app].principalFresh ? null : await find();
  if (existing) return extend(environment, known, existing, wanted, doing);
  const scope = wanted.join(' ');
  const reply = await createGrant(environment, { clientId, resourceId, scope }, doing);
  if (!isGranted(reply)) return known;
  // It exists, so a list without it comes from a replica that lags.
  const { value: found } = await settle(find, (grant) => grant !== null, environment.patience);
  if (found === null) throw unseen(doing);
  return extend(environment, known, found, wanted, doing);
}

/** Recording 21. Haste is answered 409, too, which `write` waits out (facts: graph.md §1.0). */
function isGranted(reply: GraphReply): boolean {
  return reply.status === 409 && /permission entry already exists/i.test(parseFailure(reply).message);
}

function unseen(doing: string): SetupError {
  return new SetupError(
    'UNAVAILABLE',
    `Microsoft Graph says that a grant exists already, and does not show it: ${doing}.`,
    { advice: ['Run the command again in a few minutes: it goes on where this run stopped'] },
  );
}

function createGrant(
  environment: WriteEnvironment,
  grant: Pick<Grant, 'clientId' | 'resourceId'> & { readonly scope: string },
  doing: string,
): Promise<GraphReply> {
  return write(environment, {
    method: 'POST',
    path: '/oauth2PermissionGrants',
    doing,
    operation: 'grant-consent',
    options: {
      body: { ...grant, consentType: 'AllPrincipals', principalId: null },
      repeatable: true,
    },
    accepts: isGranted,
  });
}

function resourcePrincipal(known: Known, resource: ResourceWord): ServicePrincipalId {
  return resource === 'server-api'
    ? required(known.server.principalId, 'the service principal of MCP Server API')
    : required(known.graphPrincipalId, 'the service principal of Microsoft Graph');
}

async function findGrant(
  environment: WriteEnvironment,
  clientId: ServicePrincipalId,
  resourceId: ServicePrincipalId,
  doing: string,
): Promise<Grant | null> {
  const reply = await write(environment, {
    method: 'GET',
    path: `/oauth2PermissionGrants?$filter=clientId eq '${clientId}' and consentType eq 'AllPrincipals'`,
    doing,
    operation: 'grant-consent',
  });
  return parseGrants(reply.body).find((grant) => grant.resourceId === resourceId) ?? null;
}

async function extend(
  environment: WriteEnvironment,
  known: Known,
  grant: Grant,
  scopes: readonly string[],
  doing: string,
): Promise<Known> {
  await write(environment, {
    method: 'PATCH',
    path: `/oauth2PermissionGrants/${grant.id}`,
    doing,
    operation: 'grant-consent',
    options: { body: { scope: union(grant.scopes, scopes).join(' ') } },
  });
  return known;
}
