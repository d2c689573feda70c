import { writeRecord } from '../directory.ts';
import { isTextList, type JsonObject } from '../json.ts';
import { newApplication } from '../new-application.ts';
import type { ApplicationRecord } from '../state.ts';
import { APP_CREATORS, holdsRole } from './access.ts';
import { changedApplication } from './application-changes.ts';
import { passwordView } from './application-view.ts';
import { createdApplication } from './applications-read.ts';
import { bodyOf, type Call, locationHeader } from './call.ts';
import { type NewPassword, newPassword } from './passwords.ts';
import { objects } from './property-readers.ts';
import { badRequest, denied, type GraphRefusal, invalidValue, type OperationReply } from './reply.ts';

/** Refuses to create applications: any member may, while the tenant allows it (facts: graph.md §1.1). */
function assertMayCreate(call: Call): void {
  const { policies } = call.directory.state;
  if (!policies.allowedToCreateApps && !holdsRole(call, APP_CREATORS)) throw denied();
}

export const nameMissing = (): GraphRefusal =>
  badRequest("A value is required for property 'displayName' of resource 'Application'.");

/** The signed-in creator becomes owner by itself (recording 16); others can be bound. */
function ownersFrom({ caller }: Call, body: JsonObject): readonly string[] {
  const bound = body['owners@odata.bind'];
  const ids = isTextList(bound) ? bound.map((target) => target.split('/').at(-1) ?? '') : [];
  return [...new Set([...(caller.userId === null ? [] : [caller.userId]), ...ids])];
}

/** One password can be sent along; Terraform reads its value from the 201 (facts: graph.md §1.4). */
function passwordFrom(call: Call, app: ApplicationRecord, body: JsonObject): NewPassword | null {
  const [sent, ...more] = objects(body.passwordCredentials ?? [], 'passwordCredentials');
  if (more.length > 0) throw invalidValue('passwordCredentials', 'Application');
  return sent === undefined ? null : newPassword(call, app, sent);
}

const shownOnce = (password: NewPassword | null): JsonObject =>
  password === null
    ? {}
    : { passwordCredentials: [{ ...passwordView(password.record), secretText: password.secretText }] };

/** Creates an application; an upsert names it in the path, a POST in the body (recording 42). */
export function create(call: Call, body: JsonObject, uniqueName: string | null): OperationReply {
  assertMayCreate(call);
  if (!('displayName' in body)) throw nameMissing();
  const { passwordCredentials: _sent, ...rest } = body;
  const empty = { ...newApplication(call.directory.outside), uniqueName, owners: ownersFrom(call, body) };
  const bare = changedApplication(call, rest, empty, empty);
  const password = passwordFrom(call, bare, body);
  const app = password === null ? bare : { ...bare, passwords: [password.record] };
  writeRecord(call.directory, 'applications', app.id, app);
  return {
    status: 201,
    headers: {
      location: locationHeader(call, `directoryObjects/${app.id}/Microsoft.DirectoryServices.Application`),
    },
    body: { ...createdApplication(call, app), ...shownOnce(password) },
  };
}

export const answerCreateApplication = (call: Call): OperationReply => create(call, bodyOf(call), null);
