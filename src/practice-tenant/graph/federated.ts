import { update } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import type { ApplicationRecord, FederatedRecord } from '../state.ts';
import { assertMayChange } from './access.ts';
import { applicationAt } from './applications-read.ts';
import { bodyOf, type Call, locationHeader, type Ref, refOf } from './call.ts';
import { federatedView } from './federated-view.ts';
import { object, requiredText, textList, textOrNull } from './property-readers.ts';
import { page, single } from './query.ts';
import { badRequest, GraphRefusal, invalidValue, noContent, notFound, type OperationReply } from './reply.ts';

/** Most federated credentials of one application (facts: graph.md §1.7). */
const MOST = 20;

const contextFor = (app: ApplicationRecord): string =>
  `applications('${app.id}')/federatedIdentityCredentials`;

function recordAt(app: ApplicationRecord, ref: Ref): FederatedRecord | null {
  return app.federated.find((record) => (ref.key === 'name' ? record.name : record.id) === ref.value) ?? null;
}

function found(app: ApplicationRecord, ref: Ref): FederatedRecord {
  const record = recordAt(app, ref);
  if (record === null) throw notFound(ref.value);
  return record;
}

function invalid(message: string): GraphRefusal {
  return new GraphRefusal(400, 'InvalidFederatedIdentityCredentialValue', message);
}

/** Issuer and subject together are unique on an application (recording 28). */
function assertUnique(app: ApplicationRecord, { id, issuer, subject }: FederatedRecord): void {
  const isTaken = app.federated.some(
    (other) => other.id !== id && other.issuer === issuer && other.subject === subject,
  );
  if (!isTaken) return;
  throw invalid(
    `The combination of issuer and subject must be unique for the application. Issuer ${issuer} and Subject: ${subject} already exist. paramName: FederatedIdentityCredential.Subject, paramValue: ${subject}, objectType: Microsoft.Online.DirectoryServices.Application`,
  );
}

const MEMBERS = ['id', 'name', 'issuer', 'subject', 'audiences', 'description'];

function merged(record: FederatedRecord, sent: JsonObject): FederatedRecord {
  const read = <Value>(
    name: string,
    reader: (value: unknown, property: string) => Value,
    before: Value,
  ): Value => (sent[name] === undefined ? before : reader(sent[name], name));
  const after: FederatedRecord = {
    ...record,
    issuer: read('issuer', requiredText, record.issuer),
    subject: read('subject', requiredText, record.subject),
    audiences: read('audiences', textList, record.audiences),
    description: read('description', textOrNull, record.description),
  };
  if (after.audiences.length !== 1) throw invalid('Exactly one audience must be specified.');
  if (!URL.canParse(after.issuer)) throw invalid('The issuer must be a valid URL.');
  return after;
}

function recordFrom(call: Call, sent: JsonObject, name: string): FederatedRecord {
  if (name.length > 120 || !/^[\w-]+$/.test(name)) throw invalidValue('name', 'FederatedIdentityCredential');
  const empty = {
    id: call.directory.outside.uuid(),
    name,
    issuer: '',
    subject: '',
    audiences: [],
    description: null,
  };
  const missing = ['issuer', 'subject', 'audiences'].find((property) => sent[property] === undefined);
  if (missing !== undefined) throw invalidValue(missing, 'FederatedIdentityCredential');
  return merged(empty, sent);
}

function created(call: Call, app: ApplicationRecord, record: FederatedRecord): OperationReply {
  if (app.federated.some((other) => other.name === record.name)) {
    throw new GraphRefusal(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `FederatedIdentityCredential with name ${record.name} already exists.`,
    );
  }
  assertUnique(app, record);
  if (app.federated.length >= MOST)
    throw badRequest(`The number of federated identity credentials exceeds the limit of ${MOST}.`);
  update(call.directory, 'applications', app.id, (current) => ({
    ...current,
    federated: [...current.federated, record],
  }));
  return {
    status: 201,
    headers: { location: locationHeader(call, `federatedIdentityCredentials/${record.id}`) },
    body: { '@odata.context': `${call.base}/$metadata#${contextFor(app)}/$entity`, ...federatedView(record) },
  };
}

export function listFederated(call: Call): OperationReply {
  const app = applicationAt(call, refOf(call));
  const listing = { context: contextFor(app), type: 'federatedIdentityCredential', units: 1 };
  return page(call, app.federated, federatedView, listing);
}

export function getFederated(call: Call): OperationReply {
  const app = applicationAt(call, refOf(call));
  const body = federatedView(found(app, refOf(call, 1)));
  return single(call, body, { context: contextFor(app), type: 'federatedIdentityCredential' });
}

export function createFederated(call: Call): OperationReply {
  const app = applicationAt(call, refOf(call));
  assertMayChange(call, app);
  const sent = object(bodyOf(call), 'federatedIdentityCredential', MEMBERS);
  return created(call, app, recordFrom(call, sent, requiredText(sent.name, 'name')));
}

/** PATCH by id or by name; by name it creates what is missing when the header says so. */
export function patchFederated(call: Call): OperationReply {
  const app = applicationAt(call, refOf(call));
  assertMayChange(call, app);
  const ref = refOf(call, 1);
  const sent = object(bodyOf(call), 'federatedIdentityCredential', MEMBERS);
  const creates = ref.key === 'name' && call.headers.get('prefer')?.includes('create-if-missing') === true;
  if (recordAt(app, ref) === null && creates) return created(call, app, recordFrom(call, sent, ref.value));
  const before = found(app, ref);
  if (sent.name !== undefined && sent.name !== before.name)
    throw invalidValue('name', 'FederatedIdentityCredential');
  const after = merged(before, sent);
  assertUnique(app, after);
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
