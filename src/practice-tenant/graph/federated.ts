import { asUrl } from '../as-url.ts';
import { update } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import type { ApplicationRecord, FederatedRecord } from '../state.ts';
import { assertMayChange } from './access.ts';
import { applicationAt } from './applications-read.ts';
import { bodyOf, type Call, locationHeader, refOf } from './call.ts';
import { federatedView } from './federated-view.ts';
import { object, requiredText, textList, textOrNull } from './property-readers.ts';
import { page } from './query.ts';
import { badRequest, GraphRefusal, invalidValue, type OperationReply } from './reply.ts';

/** The most federated credentials of one application (facts: graph.md §1.7). */
const MOST = 20;

export const federatedContext = (app: ApplicationRecord): string =>
  `applications('${app.id}')/federatedIdentityCredentials`;

function invalid(message: string): GraphRefusal {
  return new GraphRefusal(400, 'InvalidFederatedIdentityCredentialValue', message);
}

/** Issuer and subject together are unique on an application (recording 28). */
export function assertUniqueFederated(
  app: ApplicationRecord,
  { id, issuer, subject }: FederatedRecord,
): void {
  const isTaken = app.federated.some(
    (other) => other.id !== id && other.issuer === issuer && other.subject === subject,
  );
  if (!isTaken) return;
  throw invalid(
    `The combination of issuer and subject must be unique for the application. Issuer ${issuer} and Subject: ${subject} already exist. paramName: FederatedIdentityCredential.Subject, paramValue: ${subject}, objectType: Microsoft.Online.DirectoryServices.Application`,
  );
}

export const FEDERATED_MEMBERS = ['id', 'name', 'issuer', 'subject', 'audiences', 'description'];

export function mergedFederated(record: FederatedRecord, sent: JsonObject): FederatedRecord {
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
  if (asUrl(after.issuer) === null) throw invalid('The issuer must be a valid URL.');
  return after;
}

export function federatedFrom(call: Call, sent: JsonObject, name: string): FederatedRecord {
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
  return mergedFederated(empty, sent);
}

export function addedFederated(call: Call, app: ApplicationRecord, record: FederatedRecord): OperationReply {
  if (app.federated.some((other) => other.name === record.name)) {
    throw new GraphRefusal(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `FederatedIdentityCredential with name ${record.name} already exists.`,
    );
  }
  assertUniqueFederated(app, record);
  if (app.federated.length >= MOST)
    throw badRequest(`The number of federated identity credentials exceeds the limit of ${MOST}.`);
  update(call.directory, 'applications', app.id, (current) => ({
    ...current,
    federated: [...current.federated, record],
  }));
  return {
    status: 201,
    headers: { location: locationHeader(call, `federatedIdentityCredentials/${record.id}`) },
    body: {
      '@odata.context': `${call.base}/$metadata#${federatedContext(app)}/$entity`,
      ...federatedView(record),
    },
  };
}

export function listFederated(call: Call): OperationReply {
  const app = applicationAt(call, refOf(call));
  const listing = { context: federatedContext(app), type: 'federatedIdentityCredential', units: 1 };
  return page(call, app.federated, federatedView, listing);
}

export function createFederated(call: Call): OperationReply {
  const app = applicationAt(call, refOf(call));
  assertMayChange(call, app);
  const sent = object(bodyOf(call), 'federatedIdentityCredential', FEDERATED_MEMBERS);
  return addedFederated(call, app, federatedFrom(call, sent, requiredText(sent.name, 'name')));
}
