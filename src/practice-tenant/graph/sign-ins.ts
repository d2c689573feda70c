import type { JsonObject } from '../json.ts';
import type { SignInRecord, UserRecord } from '../state.ts';
import { assertAccess, holdsRole, LOG_READERS, READ_GRANTS } from './access.ts';
import type { Call } from './call.ts';
import { filterOf, matching, page } from './query.ts';
import { GraphRefusal, type OperationReply } from './reply.ts';

/** The filters that the log takes (facts: graph.md §1.12). */
const FILTERS = {
  resource: 'SignIn',
  properties: [
    'id',
    'appId',
    'appDisplayName',
    'correlationId',
    'createdDateTime',
    'userId',
    'userPrincipalName',
    'resourceId',
    'resourceDisplayName',
    'status/errorCode',
    'conditionalAccessStatus',
    'ipAddress',
    'clientAppUsed',
  ],
};

function view(entry: SignInRecord, user: UserRecord | undefined): JsonObject {
  const { errorCode, failureReason } = entry;
  return {
    id: entry.id,
    createdDateTime: entry.createdDateTime,
    userDisplayName: user?.displayName ?? null,
    userPrincipalName: user?.userPrincipalName ?? null,
    userId: entry.userId,
    appId: entry.appId,
    appDisplayName: entry.appDisplayName,
    ipAddress: '203.0.113.7',
    clientAppUsed: 'Mobile Apps and Desktop clients',
    correlationId: entry.correlationId,
    conditionalAccessStatus: errorCode === 53003 ? 'failure' : 'notApplied',
    isInteractive: true,
    riskDetail: 'none',
    riskLevelAggregated: 'none',
    riskLevelDuringSignIn: 'none',
    riskState: 'none',
    riskEventTypes: [],
    riskEventTypes_v2: [],
    resourceDisplayName: entry.resourceDisplayName,
    resourceId: entry.resourceId,
    status: { errorCode, failureReason, additionalDetails: null },
    appliedConditionalAccessPolicies: [],
  };
}

function assertLicensed(call: Call): void {
  if (call.directory.state.behaviour.signInLog === 'licensed') return;
  throw new GraphRefusal(
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    "Neither tenant is B2C or tenant doesn't have premium license",
  );
}

/** The refusal of recording 45. */
const notAReader = (): GraphRefusal =>
  new GraphRefusal(403, 'Authentication_RequestFromUnsupportedUserRole', 'User is not in the allowed roles');

/** The sign-in log, newest first. v1.0 shows interactive sign-ins only, so on-behalf-of never appears. */
export function listSignIns(call: Call): OperationReply {
  assertAccess(call, {
    ...READ_GRANTS,
    scopes: READ_GRANTS.scopes.filter((scope) => scope.startsWith('Directory.')),
  });
  if (!holdsRole(call, LOG_READERS)) throw notAReader();
  assertLicensed(call);
  const { signIns, users } = call.directory.state;
  const byId = new Map(users.map((user) => [user.id, user]));
  const views = signIns
    .filter(({ interaction }) => interaction === 'interactive')
    .map((entry) => view(entry, byId.get(entry.userId)));
  const found = matching(views, filterOf(call), FILTERS);
  return page(call, found, (entry) => entry, { context: 'auditLogs/signIns', type: 'signIn', units: 1 });
}
