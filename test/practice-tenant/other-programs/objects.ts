import { assertMayChange } from '../../../src/practice-tenant/graph/access.ts';
import { removePrincipal } from '../../../src/practice-tenant/graph/applications-write.ts';
import { type Call, contextOf, refOf } from '../../../src/practice-tenant/graph/call.ts';
import { deletedAt, deletedView } from '../../../src/practice-tenant/graph/deleted-items.ts';
import { GraphRefusal, noContent, type OperationReply } from '../../../src/practice-tenant/graph/reply.ts';
import { principalAt } from '../../../src/practice-tenant/graph/service-principals.ts';

export function getDeleted(call: Call): OperationReply {
  const body = {
    '@odata.context': contextOf(call, 'directoryObjects/$entity'),
    ...deletedView(call, deletedAt(call)),
  };
  return { status: 200, body };
}

export function deleteServicePrincipal(call: Call): OperationReply {
  const { id, application } = principalAt(call, refOf(call));
  assertMayChange(call, application);
  removePrincipal(call, id);
  return noContent;
}

/** Both want a proof signed with a certificate that is registered already, which nobody here has (facts: graph.md §1.7). */
export function refuseKeyAction(): OperationReply {
  throw new GraphRefusal(400, 'Authentication_MissingOrMalformed', 'Access Token missing or malformed.');
}
