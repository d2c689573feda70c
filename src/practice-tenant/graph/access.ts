import type { ApplicationRecord } from '../state.ts';
import { APP_ADMINISTRATORS, ROLE } from '../well-known.ts';
import type { Call } from './call.ts';
import { denied, GraphRefusal } from './reply.ts';

/** What a token must hold for an operation: one of the scopes, or for an app-only token one of the app roles. */
export interface Access {
  readonly scopes: readonly string[];
  readonly appRoles: readonly string[];
  /** Directory operations stop answering when directory reads are forbidden. */
  readonly area: 'directory' | 'policy' | 'person' | 'files';
  /** The refusal of a token without any of them; absent for the directory's usual one. */
  readonly refusal?: () => GraphRefusal;
}

/** Facts: graph.md §1.1. `Directory.AccessAsUser.All` covers directory objects, policies never. */
export const AS_USER = 'Directory.AccessAsUser.All';
export const READ_ALL = ['Directory.Read.All', 'Directory.ReadWrite.All', AS_USER];
const READ_ROLES = ['Directory.Read.All', 'Application.Read.All', 'Application.ReadWrite.All'];

export const READ_APPLICATIONS: Access = {
  scopes: ['Application.Read.All', 'Application.ReadWrite.All', ...READ_ALL],
  appRoles: [...READ_ROLES, 'Application.ReadWrite.OwnedBy'],
  area: 'directory',
};

export const WRITE_APPLICATIONS: Access = {
  scopes: ['Application.ReadWrite.All', 'Directory.ReadWrite.All', AS_USER],
  appRoles: ['Application.ReadWrite.All'],
  area: 'directory',
};

export const CREATE_APPLICATIONS: Access = {
  ...WRITE_APPLICATIONS,
  scopes: [...WRITE_APPLICATIONS.scopes, 'AppRegistration.Create'],
};

export const READ_GRANTS: Access = {
  scopes: ['DelegatedPermissionGrant.ReadWrite.All', ...READ_ALL],
  appRoles: ['Directory.Read.All', 'DelegatedPermissionGrant.ReadWrite.All'],
  area: 'directory',
};

export const WRITE_GRANTS: Access = {
  scopes: ['DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All', AS_USER],
  appRoles: ['DelegatedPermissionGrant.ReadWrite.All'],
  area: 'directory',
};

export const READ_ORGANIZATION: Access = {
  scopes: ['User.Read', 'User.Read.All', 'User.ReadWrite.All', 'Organization.Read.All', ...READ_ALL],
  appRoles: ['Directory.Read.All', 'Organization.Read.All'],
  area: 'directory',
};

export const READ_ME: Access = {
  scopes: ['User.Read', 'User.Read.All', 'User.ReadWrite.All', ...READ_ALL],
  appRoles: [],
  area: 'person',
};

/** Reading another user, also by an app (facts: graph.md §1.1). */
export const READ_USERS: Access = {
  ...READ_ME,
  scopes: READ_ME.scopes.slice(1),
  appRoles: ['User.Read.All', ...READ_ALL],
};

/** The refusal of recording 44. */
const scopesMissing = (): GraphRefusal =>
  new GraphRefusal(
    403,
    'AccessDenied',
    'You cannot perform the requested operation, required scopes are missing in the token.',
  );

export const READ_POLICIES: Access = {
  scopes: ['Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration'],
  appRoles: ['Policy.Read.All'],
  area: 'policy',
  refusal: scopesMissing,
};

export const READ_CONDITIONAL_ACCESS: Access = {
  ...READ_POLICIES,
  scopes: ['Policy.Read.All', 'Policy.Read.ConditionalAccess'],
};

/** The refusal of recording 45. */
const auditScopeMissing = (): GraphRefusal =>
  new GraphRefusal(
    403,
    'Authentication_MSGraphPermissionMissing',
    'Calling principal does not have required MSGraph permissions AuditLog.Read.All',
  );

export const READ_AUDIT_LOG: Access = {
  scopes: ['AuditLog.Read.All'],
  appRoles: ['AuditLog.Read.All'],
  area: 'policy',
  refusal: auditScopeMissing,
};

export const READ_FILES: Access = {
  scopes: ['Files.Read', 'Files.Read.All', 'Files.ReadWrite', 'Files.ReadWrite.All'],
  appRoles: [],
  area: 'files',
};

export const READ_SITES: Access = {
  scopes: ['Sites.Read.All', 'Sites.ReadWrite.All'],
  appRoles: [],
  area: 'files',
};

const holdsAny = (held: readonly string[], wanted: readonly string[]): boolean =>
  wanted.some((name) => held.includes(name));

/** Whether the caller's token holds one of the scopes or app roles. */
export const isCovered = ({ caller }: Call, { scopes, appRoles }: Access): boolean =>
  caller.userId === null ? holdsAny(caller.appRoles, appRoles) : holdsAny(caller.scopes, scopes);

export const APP_CREATORS = [...APP_ADMINISTRATORS, ROLE.applicationDeveloper];
export const POLICY_READERS = [...APP_ADMINISTRATORS, ROLE.globalReader, ROLE.securityReader];
export const CONDITIONAL_ACCESS_READERS = [ROLE.globalAdministrator, ROLE.globalReader, ROLE.securityReader];
export const LOG_READERS = [...CONDITIONAL_ACCESS_READERS, ROLE.reportsReader];

/** App-only callers are judged by their app roles alone. */
export const holdsRole = ({ caller }: Call, roles: readonly string[]): boolean =>
  caller.userId === null || holdsAny(caller.directoryRoles, roles);

export function assertRole(call: Call, roles: readonly string[]): void {
  if (!holdsRole(call, roles)) throw denied();
}

export const owns = ({ caller }: Call, application: ApplicationRecord | null): boolean =>
  caller.userId !== null && application?.owners.includes(caller.userId) === true;

/** Owners and application administrators may change an app registration. */
export function assertMayChange(call: Call, application: ApplicationRecord | null): void {
  if (!owns(call, application) && !holdsRole(call, APP_ADMINISTRATORS)) throw denied();
}

/** Refuses a token that does not cover the operation. */
export function assertAccess(call: Call, access: Access): void {
  const { behaviour } = call.directory.state;
  const isClosed =
    access.area === 'directory' && call.method === 'GET' && behaviour.directoryReads === 'forbidden';
  if (isClosed) throw denied();
  if (!isCovered(call, access)) throw (access.refusal ?? denied)();
}

/** Reading drives of others, for which the delegated permission for one's own is not enough. */
export const READ_DRIVES: Access = {
  scopes: ['Files.Read.All', 'Files.ReadWrite.All', 'Sites.Read.All'],
  appRoles: ['Files.Read.All', 'Sites.Read.All'],
  area: 'files',
};
