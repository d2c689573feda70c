import { find } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import type { ApplicationRecord } from '../state.ts';
import { applicationView, type Order } from './application-view.ts';
import { type Call, type Ref, refOf } from './call.ts';
import { ownerViews } from './directory-objects.ts';
import { type Expansions, expanded, unwrapped, withUnwrapped } from './expand.ts';
import { federatedView } from './federated-view.ts';
import { candidates, filterOf, matching, page, selectionOf, single } from './query.ts';
import { notFound, type OperationReply } from './reply.ts';

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

const EXPANSIONS: Expansions<ApplicationRecord> = {
  owners: (call, app) => ownerViews(call, app),
  federatedIdentityCredentials: (_call, app) => app.federated.map(federatedView),
};

function viewFor(call: Call, order: Order): (app: ApplicationRecord) => JsonObject {
  const asked = selectionOf(call);
  const keys = call.refs.length > 0 && asked?.includes('keyCredentials') === true ? 'key' : 'no-key';
  const look = { order, keys, publisherDomain: call.directory.state.tenant.initialDomain } as const;
  return (app) => ({ ...applicationView(app, look), ...expanded(call, app, EXPANSIONS) });
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
  return withUnwrapped(reply);
}
