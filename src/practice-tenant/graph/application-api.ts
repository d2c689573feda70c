import { isGuid } from '../../core/ids.ts';
import type { JsonObject } from '../json.ts';
import type { ApiSettings, AppRole, PermissionScope } from '../state.ts';
import { flag, flagOrNull, object, objects, requiredText, textList, textOrNull } from './property-readers.ts';
import { badRequest, GraphRefusal, invalidValue, notSettable } from './reply.ts';

/** Message and code of recording 22. */
const enabledEntitlement = (): GraphRefusal =>
  new GraphRefusal(
    400,
    'CannotDeleteOrUpdateEnabledEntitlement',
    'Permission (scope or role) cannot be deleted or updated unless disabled first.',
  );

interface Entitlement {
  readonly id: string;
  readonly value: string | null;
  readonly isEnabled: boolean;
}

/** An enabled scope or role may be disabled, and nothing else but its texts may change (facts: graph.md §2). */
function assertEntitlements<Item extends Entitlement>(
  before: readonly Item[],
  after: readonly Item[],
  isSame: (one: Item, other: Item) => boolean,
): void {
  for (const old of before.filter((item) => item.isEnabled)) {
    const kept = after.find((item) => item.id.toLowerCase() === old.id.toLowerCase());
    if (kept === undefined || !isSame(old, kept)) throw enabledEntitlement();
  }
  const values = after.map((item) => item.value).filter((value) => value !== null);
  const ids = after.map((item) => item.id);
  if (new Set(values).size < values.length || new Set(ids).size < ids.length) {
    throw badRequest('Request contains a property with duplicate values.');
  }
}

const SCOPE_MEMBERS = [
  'id',
  'value',
  'type',
  'isEnabled',
  'adminConsentDisplayName',
  'adminConsentDescription',
  'userConsentDisplayName',
  'userConsentDescription',
];

function guid(value: unknown, property: string): string {
  const id = requiredText(value, property);
  if (!isGuid(id)) throw invalidValue(property, 'Application');
  return id;
}

function scopeFrom(item: JsonObject): PermissionScope {
  if ('origin' in item) throw notSettable('origin', 'PermissionScope');
  const scope = object(item, 'api.oauth2PermissionScopes', SCOPE_MEMBERS);
  const value = textOrNull(scope.value, 'value');
  if (
    value !== null &&
    (value.length > 120 || !/^[\w!#$%&'()*+,\-./:;<=>?@^`{|}~[\]]+$/.test(value) || value.startsWith('.'))
  ) {
    throw invalidValue('value', 'PermissionScope');
  }
  const type = scope.type ?? 'User';
  if (type !== 'User' && type !== 'Admin') throw invalidValue('type', 'PermissionScope');
  return {
    adminConsentDescription: textOrNull(scope.adminConsentDescription, 'adminConsentDescription'),
    adminConsentDisplayName: textOrNull(scope.adminConsentDisplayName, 'adminConsentDisplayName'),
    id: guid(scope.id, 'id'),
    isEnabled: flag(scope.isEnabled ?? true, 'isEnabled'),
    type,
    userConsentDescription: textOrNull(scope.userConsentDescription, 'userConsentDescription'),
    userConsentDisplayName: textOrNull(scope.userConsentDisplayName, 'userConsentDisplayName'),
    value,
  };
}

type Trusted = ApiSettings['preAuthorizedApplications'][number];

function trustedFrom(item: JsonObject, scopes: readonly PermissionScope[]): Trusted {
  const entry = object(item, 'api.preAuthorizedApplications', ['appId', 'delegatedPermissionIds']);
  const delegatedPermissionIds = textList(entry.delegatedPermissionIds ?? [], 'delegatedPermissionIds');
  if (!delegatedPermissionIds.every((id) => scopes.some((scope) => scope.id === id))) {
    throw badRequest('Property PreAuthorizedApplications references a permission id that does not exist.');
  }
  return { appId: guid(entry.appId, 'appId'), delegatedPermissionIds };
}

const API_MEMBERS = [
  'acceptMappedClaims',
  'knownClientApplications',
  'requestedAccessTokenVersion',
  'oauth2PermissionScopes',
  'preAuthorizedApplications',
];

function versionFrom(value: unknown): number | null {
  if (value === null || value === 1 || value === 2) return value;
  throw invalidValue('requestedAccessTokenVersion', 'Application');
}

/** `api` after a write: members left out keep their value, collections are replaced (facts: graph.md §1.6). */
export function apiFrom(value: unknown, before: ApiSettings, seen: ApiSettings): ApiSettings {
  const sent = object(value, 'api', API_MEMBERS);
  const scopes = sent.oauth2PermissionScopes;
  const oauth2PermissionScopes =
    scopes === undefined ? before.oauth2PermissionScopes : objects(scopes, 'api').map(scopeFrom);
  assertEntitlements(
    scopes === undefined ? [] : seen.oauth2PermissionScopes,
    oauth2PermissionScopes,
    (one, other) => one.value === other.value && one.type === other.type,
  );
  const trusted = sent.preAuthorizedApplications;
  const known = sent.knownClientApplications;
  const version = sent.requestedAccessTokenVersion;
  const mapped = sent.acceptMappedClaims;
  return {
    acceptMappedClaims:
      mapped === undefined ? before.acceptMappedClaims : flagOrNull(mapped, 'acceptMappedClaims'),
    knownClientApplications:
      known === undefined ? before.knownClientApplications : textList(known ?? [], 'api'),
    requestedAccessTokenVersion:
      version === undefined ? before.requestedAccessTokenVersion : versionFrom(version),
    oauth2PermissionScopes,
    preAuthorizedApplications:
      trusted === undefined
        ? before.preAuthorizedApplications
        : objects(trusted ?? [], 'api').map((item) => trustedFrom(item, oauth2PermissionScopes)),
  };
}

const ROLE_MEMBERS = [
  'id',
  'value',
  'displayName',
  'description',
  'isEnabled',
  'allowedMemberTypes',
  'origin',
];

function roleFrom(item: JsonObject): AppRole {
  const role = object(item, 'appRoles', ROLE_MEMBERS);
  return {
    allowedMemberTypes: textList(role.allowedMemberTypes, 'allowedMemberTypes'),
    description: textOrNull(role.description, 'description'),
    displayName: textOrNull(role.displayName, 'displayName'),
    id: guid(role.id, 'id'),
    isEnabled: flag(role.isEnabled ?? true, 'isEnabled'),
    value: textOrNull(role.value, 'value'),
  };
}

export function appRolesFrom(value: unknown, seen: readonly AppRole[]): readonly AppRole[] {
  const roles = objects(value, 'appRoles').map(roleFrom);
  assertEntitlements(seen, roles, (one, other) => one.value === other.value);
  return roles;
}
