import { update } from '../directory.ts';
import { isText, type JsonObject } from '../json.ts';
import { assertMayChange } from './access.ts';
import { applicationAt } from './applications-read.ts';
import { bodyOf, type Call, refOf } from './call.ts';
import { directoryObjectView, ownerViews } from './directory-objects.ts';
import { page } from './query.ts';
import { badRequest, invalidValue, noContent, notFound, type OperationReply } from './reply.ts';
import { principalAt } from './service-principals.ts';

export function listOwners(call: Call): OperationReply {
  return ownerPage(call, ownerViews(call, applicationAt(call, refOf(call))));
}

export function listPrincipalOwners(call: Call): OperationReply {
  return ownerPage(call, ownerViews(call, principalAt(call, refOf(call)).record));
}

function ownerPage(call: Call, views: readonly JsonObject[]): OperationReply {
  return page(call, views, (view) => view, {
    context: 'directoryObjects',
    type: 'directoryObject',
    units: 1,
  });
}

/** The id at the end of the reference, which may be of any type below `directoryObjects` or `users`. */
function referenced(body: JsonObject): string {
  const target = body['@odata.id'];
  const id = isText(target) ? target.split('/').at(-1) : undefined;
  if (id === undefined || id === '') throw invalidValue('@odata.id', 'Application');
  return id;
}

/** Adds an owner. The messages of its refusals are those of the module hamilton (facts: graph.md §1.14). */
export function answerAddOwner(call: Call): OperationReply {
  const app = applicationAt(call, refOf(call));
  assertMayChange(call, app);
  const id = referenced(bodyOf(call));
  if (directoryObjectView(call.directory.state, id) === null) throw notFound(id);
  if (app.owners.includes(id)) {
    throw badRequest(
      "One or more added object references already exist for the following modified properties: 'owners'.",
    );
  }
  update(call.directory, 'applications', app.id, (current) => ({
    ...current,
    owners: [...current.owners, id],
  }));
  return noContent;
}

export function removeOwner(call: Call): OperationReply {
  const app = applicationAt(call, refOf(call));
  assertMayChange(call, app);
  const { value } = refOf(call, 1);
  if (!app.owners.includes(value)) {
    throw badRequest(
      "One or more removed object references do not exist for the following modified properties: 'owners'.",
    );
  }
  update(call.directory, 'applications', app.id, (current) => ({
    ...current,
    owners: current.owners.filter((owner) => owner !== value),
  }));
  return noContent;
}
