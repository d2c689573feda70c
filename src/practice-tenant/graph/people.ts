import type { JsonObject } from '../json.ts';
import type { UserRecord } from '../state.ts';
import { type Call, refOf } from './call.ts';
import { userView } from './directory-objects.ts';
import { page, single } from './query.ts';
import { GraphRefusal, notFound, type OperationReply } from './reply.ts';

/** The signed-in user; an app-only token has none. */
export function meOf({ caller, directory }: Call): UserRecord {
  const user = directory.state.users.find(({ id }) => id === caller.userId);
  if (user !== undefined) return user;
  throw new GraphRefusal(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
}

export const getMe = (call: Call): OperationReply =>
  single(call, userView(meOf(call)), { context: 'users', type: 'user' });

function userAt(call: Call): UserRecord {
  const { value } = refOf(call);
  const user = call.directory.state.users.find(({ id, userPrincipalName }) =>
    [id, userPrincipalName].includes(value),
  );
  if (user === undefined) throw notFound(value);
  return user;
}

export function getUser(call: Call): OperationReply {
  const user = userAt(call);
  const view =
    call.query.get('$select') === null ? userView(user) : { ...userView(user), ...selectable(user) };
  return single(call, view, { context: 'users', type: 'user' });
}

/** Properties of a user that are returned only where `$select` names them. */
const selectable = ({ accountEnabled, userType, hasLicence }: UserRecord): JsonObject => ({
  accountEnabled: accountEnabled ?? true,
  userType: userType ?? 'Member',
  assignedLicenses: hasLicence === false ? [] : [{ disabledPlans: [], skuId: BUSINESS_LICENCE }],
});

/** Microsoft 365 E3. */
const BUSINESS_LICENCE = '05e9a617-0261-4cee-bb44-138d3ef5d965';

/** Direct groups; nested ones do not count for assignments. */
export function listMembershipsOf(call: Call): OperationReply {
  const user = userAt(call);
  const group = ({ id, displayName }: { readonly id: string; readonly displayName: string }): JsonObject => ({
    '@odata.type': '#microsoft.graph.group',
    id,
    displayName,
  });
  return page(call, user.groups ?? [], group, { context: 'directoryObjects', type: 'group', units: 1 });
}

/** Refuses the drive of guests, of users without a licence, and of users who have never opened theirs. */
export function assertDrive({ userType, hasLicence, hasDrive }: UserRecord): void {
  if (userType === 'Guest' || hasLicence === false || hasDrive === false)
    throw new GraphRefusal(404, 'ResourceNotFound', "User's mysite not found.");
}

/** The drive of somebody else. */
export function getDriveOf(call: Call): OperationReply {
  const user = userAt(call);
  assertDrive(user);
  return { status: 200, body: { id: `b!${Buffer.from(user.id).toString('base64url')}` } };
}
