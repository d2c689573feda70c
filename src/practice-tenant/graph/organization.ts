import type { JsonObject } from '../json.ts';
import { type Call, contextOf } from './call.ts';
import { selected, selectionOf } from './query.ts';
import type { OperationReply } from './reply.ts';

function verifiedDomain(name: string, kind: 'initial' | 'default'): JsonObject {
  return {
    capabilities: 'Email, OfficeCommunicationsOnline',
    isDefault: kind === 'default',
    isInitial: kind === 'initial',
    name,
    type: 'Managed',
  };
}

/** Always a list of one (facts: graph.md §1.2). */
export function listOrganization(call: Call): OperationReply {
  const {
    id,
    displayName,
    initialDomain,
    verifiedDomain: own,
    createdDateTime,
  } = call.directory.state.tenant;
  const body = {
    id,
    deletedDateTime: null,
    businessPhones: [],
    city: null,
    country: null,
    countryLetterCode: 'DE',
    createdDateTime,
    displayName,
    tenantType: 'AAD',
    technicalNotificationMails: [],
    verifiedDomains: [verifiedDomain(initialDomain, 'initial'), verifiedDomain(own, 'default')],
  };
  const selection = selectionOf(call);
  const context = selection === null ? 'organization' : `organization(${selection.join(',')})`;
  return {
    status: 200,
    body: { '@odata.context': contextOf(call, context), value: [selected(body, selection, 'organization')] },
  };
}
