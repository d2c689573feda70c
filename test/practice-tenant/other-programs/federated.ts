import { update } from '../../../src/practice-tenant/directory.ts';
import { assertMayChange } from '../../../src/practice-tenant/graph/access.ts';
import { applicationAt } from '../../../src/practice-tenant/graph/applications-read.ts';
import { bodyOf, type Call, type Ref, refOf } from '../../../src/practice-tenant/graph/call.ts';
import {
  addedFederated,
  assertUniqueFederated,
  FEDERATED_MEMBERS,
  federatedContext,
  federatedFrom,
  mergedFederated,
} from '../../../src/practice-tenant/graph/federated.ts';
import { federatedView } from '../../../src/practice-tenant/graph/federated-view.ts';
import { object } from '../../../src/practice-tenant/graph/property-readers.ts';
import { single } from '../../../src/practice-tenant/graph/query.ts';
import {
  invalidValue,
  noContent,
  notFound,
  type OperationReply,
} from '../../../src/practice-tenant/graph/reply.ts';
import type { ApplicationRecord, FederatedRecord } from '../../../src/practice-tenant/state.ts';

function recordAt(app: ApplicationRecord, ref: Ref): FederatedRecord | null {
  return app.federated.find((record) => (ref.key === 'name' ? record.name : record.id) === ref.value) ?? null;
}

function found(app: ApplicationRecord, ref: Ref): FederatedRecord {
  const record = recordAt(app, ref);
  if (record === null) throw notFound(ref.value);
  return record;
}

export function getFederated(call: Call): OperationReply {
  const app = applicationAt(call, refOf(call));
  const body = federatedView(found(app, refOf(call, 1)));
  return single(call, body, { context: federatedContext(app), type: 'federatedIdentityCredential' });
}

/** PATCH by id or by name; by name it creates what is missing when the header says so. */
export function patchFederated(call: Call): OperationReply {
  const app = applicationAt(call, refOf(call));
  assertMayChange(call, app);
  const ref = refOf(call, 1);
  const sent = object(bodyOf(call), 'federatedIdentityCredential', FEDERATED_MEMBERS);
  const creates = ref.key === 'name' && call.headers.get('prefer')?.includes('create-if-missing') === true;
  if (recordAt(app, ref) === null && creates)
    return addedFederated(call, app, federatedFrom(call, sent, ref.value));
  const before = found(app, ref);
  if (sent.name !== undefined && sent.name !== before.name)
    throw invalidValue('name', 'FederatedIdentityCredential');
  const after = mergedFederated(before, sent);
  assertUniqueFederated(app, after);
  update(call.directory, 'applications', app.id, (current) => ({
    ...current,
    federated: current.federated.map((record) => (record.id === after.id ? after : record)),
  }));
  return noContent;
}

export function deleteFederated(call: Call): OperationReply {
  const app = applicationAt(call, refOf(call));
  assertMayChange(call, app);
  const { id } = found(app, refOf(call, 1));
  update(call.directory, 'applications', app.id, (current) => ({
    ...current,
    federated: current.federated.filter((record) => record.id !== id),
  }));
  return noContent;
}
