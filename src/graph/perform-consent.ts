import type { Change } from '../core/changes/index.ts';
import type { ResourceWord } from '../core/changes/vocabulary.ts';
import type { ServicePrincipalId } from '../core/ids.ts';
import { union } from '../core/sets.ts';
import type { Grant } from '../core/tenant.ts';
import { APP_WORDS } from '../core/words.ts';
import { SetupError } from '../errors.ts';
import type { GraphReply } from './client.ts';
import { parseFailure } from './failure.ts';
import { createGrantRequest, extendGrantRequest } from './requests.ts';
import type { RunState } from './run-state.ts';
import { requiredId, settle } from './settle.ts';
import { parseGrants } from './wire.ts';
import { send, type WriteEnvironment, write } from './write.ts';

/**
 * Grants consent for the whole tenant. An existing grant is extended by the union, since Graph replaces its scopes, and
 * never deleted and made again (facts: graph.md §1.9). What the plan's reading showed as granted is granted too,
 * since the list may come from an older replica.
 */
export async function performGrantConsent(
  environment: WriteEnvironment,
  runState: RunState,
  change: Extract<Change, { kind: 'grant-consent' }>,
  doing: string,
): Promise<RunState> {
  const { app, resource, before, scopes } = change;
  const clientId = requiredId(runState[app].principalId, `the service principal of ${APP_WORDS[app]}`);
  const resourceId = resourcePrincipal(runState, resource);
  const wanted = union(before, scopes);
  const find = () => findGrant(environment, clientId, resourceId, doing);
  const existing = runState[app].principalFresh ? null : await find();
  if (existing) return extend(environment, runState, existing, wanted, doing);
  const reply = await send(environment, createGrantRequest({ clientId, resourceId, scopes: wanted }), {
    doing,
    operation: 'grant-consent',
    repeatable: true,
    accepts: isGranted,
    isMade: async () => (await find()) !== null,
  });
  if (reply.status < 400) return runState;
  // It exists, so a list without it comes from a replica that lags.
  const { value: found } = await settle(find, (grant) => grant !== null, environment.patience);
  if (found === null) throw unseen(doing);
  return extend(environment, runState, found, wanted, doing);
}

/** By the message, since the status is 409 or 400 (recordings 21 and 40). */
function isGranted(reply: GraphReply): boolean {
  return /permission entry already exists/i.test(parseFailure(reply).message);
}

function unseen(doing: string): SetupError {
  return new SetupError(
    'UNAVAILABLE',
    `Microsoft Graph says that a grant exists already, and does not show it: ${doing}.`,
    { advice: ['Run the command again in a few minutes: it goes on where this run stopped'] },
  );
}

function resourcePrincipal(runState: RunState, resource: ResourceWord): ServicePrincipalId {
  return resource === 'server-api'
    ? requiredId(runState.server.principalId, 'the service principal of MCP Server API')
    : requiredId(runState.graphPrincipalId, 'the service principal of Microsoft Graph');
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
  runState: RunState,
  grant: Grant,
  scopes: readonly string[],
  doing: string,
): Promise<RunState> {
  const scopesAfter = union(grant.scopes, scopes);
  if (scopesAfter.length === grant.scopes.length) return runState;
  const request = extendGrantRequest({ ...grant, scopes: scopesAfter });
  await send(environment, request, { doing, operation: 'grant-consent' });
  return runState;
}
