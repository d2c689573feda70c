import { find } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import type { ApplicationRecord } from '../state.ts';
import { applicationView, type Order } from './application-view.ts';
import { type Call, type Ref, refOf } from './call.ts';
import { ownerViews } from './directory-objects.ts';
import { federatedView } from './federated-view.ts';
import { candidates, filterOf, matching, page, selectionOf, single } from './query.ts';
import { GraphRefusal, notFound, type OperationReply } from './reply.ts';

export const APPLICATION_FILTERS = {
  resource: 'Application',
  properties: [
    'id',
    'appId',
    'displayName',
    'uniqueName',
    'identifierUris',
    'tags',
    'signInAudience',
    'createdDateTime',
  ],
};

/** The application a path names, as a replica shows it. */
export function applicationAt(call: Call, ref: Ref): ApplicationRecord {
  const found = find(call.directory, 'applications', ref.key, ref.value);
  if (found === null) throw notFound(ref.value);
  return found;
}

const EXPANSIONS: Readonly<Record<string, (call: Call, app: ApplicationRecord) => readonly JsonObject[]>> = {
  owners: (call, app) => ownerViews(call, app),
  federatedIdentityCredentials: (_call, app) => app.federated.map(federatedView),
};

/** One `$expand` a request, at most 20 expanded items (facts: graph.md §1.3). */
function expanded(call: Call, app: ApplicationRecord): JsonObject {
  const name = call.query.get('$expand');
  if (name === null || name === '') return {};
  const [property = ''] = name.split('(');
  const expansion = EXPANSIONS[property];
  if (name.includes(',') || expansion === undefined) {
    throw new GraphRefusal(400, 'Request_UnsupportedQuery', `Unsupported or invalid query: $expand=${name}.`);
  }
  return { [`@expanded.${property}`]: expansion(call, app).slice(0, 20) };
}

/** Expanded parts pass `$select` untouched, so they travel under an `@` name until the end. */
function unwrapped(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name.replace('@expanded.', ''), value]),
  );
}

function viewFor(call: Call, order: Order): (app: ApplicationRecord) => JsonObject {
  const asked = selectionOf(call);
  const keys = call.refs.length > 0 && asked?.includes('keyCredentials') === true ? 'key' : 'no-key';
  const look = { order, keys, publisherDomain: call.directory.state.tenant.initialDomain } as const;
  return (app) => ({ ...applicationView(app, look), ...expanded(call, app) });
}

export function getApplication(call: Call): OperationReply {
  const app = applicationAt(call, refOf(call));
  const reply = single(call, viewFor(call, 'as-read')(app), { context: 'applications', type: 'application' });
  return { ...reply, body: unwrapped(reply.body ?? {}) };
}

/** The body of a 201: collections in the order they were sent. */
export const createdApplication = (call: Call, app: ApplicationRecord): JsonObject => ({
  '@odata.context': `${call.base}/$metadata#applications/$entity`,
  ...viewFor(call, 'as-written')(app),
});

export function listApplications(call: Call): OperationReply {
  const filter = filterOf(call);
  const found = matching(candidates(call.directory, 'applications', filter), filter, APPLICATION_FILTERS);
  const view = viewFor(call, 'as-read');
  const reply = page(call, found, view, { context: 'applications', type: 'application', units: 2 });
  const value = reply.body?.value;
  const items = Array.isArray(value) ? value : [];
  return { ...reply, body: { ...reply.body, value: items.map((item: JsonObject) => unwrapped(item)) } };
}
