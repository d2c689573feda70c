import { find, peek, writeRecord } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import type { GrantRecord } from '../state.ts';
import { CONSENT_ADMINISTRATORS } from '../well-known.ts';
import { assertRole } from './access.ts';
import { bodyOf, type Call, contextOf, locationHeader, refOf } from './call.ts';
import { idFromGuids } from './grant-id.ts';
import { requiredText } from './property-readers.ts';
import { candidates, filterOf, matching, page } from './query.ts';
import {
  badRequest,
  companyUnread,
  GraphRefusal,
  invalidValue,
  noContent,
  notFound,
  type OperationReply,
  referenceNotFound,
} from './reply.ts';

export const GRANT_FILTERS = {
  resource: 'OAuth2PermissionGrant',
  properties: ['id', 'clientId', 'resourceId', 'consentType', 'principalId'],
};
export const GRANT_LISTING = { context: 'oauth2PermissionGrants', type: 'oAuth2PermissionGrant', units: 2 };

export const grantView = ({
  clientId,
  consentType,
  id,
  principalId,
  resourceId,
  scope,
}: GrantRecord): JsonObject => ({
  clientId,
  consentType,
  id,
  principalId,
  resourceId,
  scope,
});

export function listGrants(call: Call): OperationReply {
  const filter = filterOf(call);
  return page(
    call,
    matching(candidates(call.directory, 'grants', filter), filter, GRANT_FILTERS),
    grantView,
    GRANT_LISTING,
  );
}

export function grantAt(call: Call): GrantRecord {
  const { value } = refOf(call);
  // The ids are case-sensitive, unlike GUIDs.
  const grant = find(call.directory, 'grants', 'id', value);
  if (grant === null || grant.id !== value) throw notFound(value);
  return grant;
}

const MEMBERS = ['clientId', 'consentType', 'principalId', 'resourceId', 'scope', 'id'];

function consentFrom(body: JsonObject): Pick<GrantRecord, 'consentType' | 'principalId'> {
  const { consentType, principalId } = body;
  if (consentType === 'AllPrincipals' && (principalId === null || principalId === undefined)) {
    return { consentType, principalId: null };
  }
  if (consentType === 'Principal' && typeof principalId === 'string') return { consentType, principalId };
  throw invalidValue('principalId', 'OAuth2PermissionGrant');
}

function recordFrom(body: JsonObject): GrantRecord {
  const unknown = Object.keys(body).find((name) => !MEMBERS.includes(name) && !name.includes('@odata.'));
  if (unknown !== undefined) throw badRequest(`Invalid property '${unknown}'.`);
  const consent = consentFrom(body);
  const [clientId, resourceId] = [
    requiredText(body.clientId, 'clientId'),
    requiredText(body.resourceId, 'resourceId'),
  ];
  const ids =
    consent.principalId === null ? [clientId, resourceId] : [clientId, resourceId, consent.principalId];
  return { id: idFromGuids(ids), clientId, resourceId, scope: requiredText(body.scope, 'scope'), ...consent };
}

const NOT_THERE_YET = ['not-found', 'company-unread', 'reference-not-found'] as const;

/** The form of the next refusal by a replica that lacks the service principal: the three forms take turns. */
function formOf({ directory }: Call, missing: string): (typeof NOT_THERE_YET)[number] {
  const answers = directory.state.lags.find(({ id }) => id === missing)?.answers ?? 1;
  return NOT_THERE_YET[Math.floor(answers / 2) % NOT_THERE_YET.length] ?? 'not-found';
}

/**
 * Both ends must be service principals that the answering replica knows. Else a 404, a 404 that may come after the deed
 * (recording 39), or a 400 (facts: graph.md §3).
 */
function assertEnds(call: Call, record: GrantRecord): void {
  const { directory } = call;
  const { clientId, resourceId, principalId } = record;
  const ends = [clientId, resourceId];
  const missing = ends.find((id) => find(directory, 'servicePrincipals', 'id', id) === null);
  if (missing !== undefined) {
    const form = formOf(call, missing);
    const isReal = ends.every((id) => peek(directory.state, 'servicePrincipals', 'id', id) !== null);
    if (form === 'company-unread' && isReal) {
      if (!exists(call, record)) writeRecord(directory, 'grants', record.id, record);
      throw companyUnread();
    }
    throw form === 'reference-not-found' ? referenceNotFound(missing) : notFound(missing);
  }
  const isUser = principalId === null || directory.state.users.some(({ id }) => id === principalId);
  if (!isUser) throw notFound(principalId);
}

const exists = ({ directory }: Call, { id }: GrantRecord): boolean =>
  peek(directory.state, 'grants', 'id', id) !== null;

/** The refusal of a second grant: 409 while the first is still being copied, else 400, with one text (recordings 21 and 40). */
function duplicate({ directory }: Call, { id }: GrantRecord): GraphRefusal {
  const now = directory.outside.now().getTime();
  const isFresh = directory.state.lags.some((lag) => lag.id === id && lag.until > now);
  const message = 'Permission entry already exists.';
  return isFresh
    ? new GraphRefusal(409, 'Request_MultipleObjectsWithSameKeyValue', message)
    : badRequest(message);
}

/** Grants consent. Whether Graph checks the scope's words is unknown (graph.md §1.9); here it does not. */
export function createGrant(call: Call): OperationReply {
  assertRole(call, CONSENT_ADMINISTRATORS);
  const record = recordFrom(bodyOf(call));
  assertEnds(call, record);
  if (exists(call, record)) throw duplicate(call, record);
  writeRecord(call.directory, 'grants', record.id, record);
  return {
    status: 201,
    headers: { location: locationHeader(call, `oauth2PermissionGrants/${record.id}`) },
    body: { '@odata.context': contextOf(call, 'oauth2PermissionGrants/$entity'), ...grantView(record) },
  };
}

/** Only `scope` may change, and what is sent replaces it. */
export function patchGrant(call: Call): OperationReply {
  assertRole(call, CONSENT_ADMINISTRATORS);
  const grant = grantAt(call);
  const body = bodyOf(call);
  const foreign = Object.keys(body).find((name) => name !== 'scope' && !name.includes('@odata.'));
  if (foreign !== undefined) throw badRequest(`Property cannot be updated: ${foreign}`);
  writeRecord(call.directory, 'grants', grant.id, { ...grant, scope: requiredText(body.scope, 'scope') });
  return noContent;
}
