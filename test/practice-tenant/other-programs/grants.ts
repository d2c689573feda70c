import { writeRecord } from '../../../src/practice-tenant/directory.ts';
import { assertRole } from '../../../src/practice-tenant/graph/access.ts';
import { type Call, refOf } from '../../../src/practice-tenant/graph/call.ts';
import {
  GRANT_FILTERS,
  GRANT_LISTING,
  grantAt,
  grantView,
} from '../../../src/practice-tenant/graph/grants.ts';
import { candidates, filterOf, matching, page, single } from '../../../src/practice-tenant/graph/query.ts';
import { noContent, type OperationReply } from '../../../src/practice-tenant/graph/reply.ts';
import { principalAt } from '../../../src/practice-tenant/graph/service-principals.ts';
import { CONSENT_ADMINISTRATORS } from '../../../src/practice-tenant/well-known.ts';

/** `servicePrincipals/{id}/oauth2PermissionGrants`: what this one was granted as a client. */
export function listGrantsOf(call: Call): OperationReply {
  const { id } = principalAt(call, refOf(call));
  const own = candidates(call.directory, 'grants', {
    kind: 'compare',
    path: 'clientId',
    operator: 'eq',
    value: id,
  });
  return page(call, matching(own, filterOf(call), GRANT_FILTERS), grantView, { ...GRANT_LISTING, units: 1 });
}

export const getGrant = (call: Call): OperationReply => single(call, grantView(grantAt(call)), GRANT_LISTING);

export function deleteGrant(call: Call): OperationReply {
  assertRole(call, CONSENT_ADMINISTRATORS);
  writeRecord(call.directory, 'grants', grantAt(call).id, null);
  return noContent;
}
