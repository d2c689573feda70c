import { isGuid } from '../../../src/core/ids.ts';
import { findAll, writeRecord } from '../../../src/practice-tenant/directory.ts';
import { assertRole } from '../../../src/practice-tenant/graph/access.ts';
import { assignmentOf, nameInTenant } from '../../../src/practice-tenant/graph/assignment-view.ts';
import { bodyOf, type Call, contextOf, refOf } from '../../../src/practice-tenant/graph/call.ts';
import { idFromGuids } from '../../../src/practice-tenant/graph/grant-id.ts';
import { requiredText } from '../../../src/practice-tenant/graph/property-readers.ts';
import {
  badRequest,
  invalidValue,
  noContent,
  notFound,
  type OperationReply,
} from '../../../src/practice-tenant/graph/reply.ts';
import { principalAt } from '../../../src/practice-tenant/graph/service-principals.ts';
import type { JsonObject } from '../../../src/practice-tenant/json.ts';
import { stampOf } from '../../../src/practice-tenant/new-application.ts';
import { peekPrincipal } from '../../../src/practice-tenant/principals.ts';
import type { AppRoleAssignmentRecord } from '../../../src/practice-tenant/state.ts';
import { APP_ADMINISTRATORS } from '../../../src/practice-tenant/well-known.ts';

const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

function recordFrom(call: Call, body: JsonObject): AppRoleAssignmentRecord {
  const { state, outside } = call.directory;
  const [principalId, resourceId] = [
    requiredText(body.principalId, 'principalId'),
    requiredText(body.resourceId, 'resourceId'),
  ];
  const appRoleId = requiredText(body.appRoleId, 'appRoleId');
  const resource = peekPrincipal(state, resourceId);
  if (resource === null || nameInTenant(state, principalId) === null)
    throw notFound(resource === null ? resourceId : principalId);
  const isRole = appRoleId === DEFAULT_ACCESS || resource.appRoles.some((role) => role.id === appRoleId);
  if (!isGuid(appRoleId) || !isRole) throw invalidValue('appRoleId', 'AppRoleAssignment');
  const id = idFromGuids([principalId, outside.uuid()]);
  return { id, appRoleId, createdDateTime: stampOf(outside.now()), principalId, resourceId };
}

export function assignRole(call: Call): OperationReply {
  principalAt(call, refOf(call));
  assertRole(call, APP_ADMINISTRATORS);
  const record = recordFrom(call, bodyOf(call));
  const others = findAll(call.directory, 'appRoleAssignments', 'resourceId', record.resourceId);
  if (
    others.some((other) => other.principalId === record.principalId && other.appRoleId === record.appRoleId)
  ) {
    throw badRequest('Permission being assigned already exists on the object.');
  }
  writeRecord(call.directory, 'appRoleAssignments', record.id, record);
  const context = contextOf(call, 'appRoleAssignments/$entity');
  return { status: 201, body: { '@odata.context': context, ...assignmentOf(call.directory.state, record) } };
}

export function removeAssignment(call: Call): OperationReply {
  principalAt(call, refOf(call));
  assertRole(call, APP_ADMINISTRATORS);
  writeRecord(call.directory, 'appRoleAssignments', refOf(call, 1).value, null);
  return noContent;
}
