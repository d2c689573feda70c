import { isGuid } from '../../core/ids.ts';
import { asUrl } from '../as-url.ts';
import { recordsOf } from '../directory.ts';
import type { ApplicationRecord, PracticeState } from '../state.ts';
import type { UriRestriction } from '../state-settings.ts';
import { alreadyTaken, badRequest, GraphRefusal, invalidValue } from './reply.ts';

/** Rules of facts/graph.md §2 "identifierUris". */

const refused = (uri: string): GraphRefusal =>
  new GraphRefusal(
    400,
    'HostNameNotOnVerifiedDomain',
    `Values of identifierUris property must use a verified domain of the organization or its subdomain: '${uri}'`,
  );

/** The refusal by policy. Its text is that of recording 23; its code is not known. */
const refusedByPolicy = (uri: string): GraphRefusal =>
  badRequest(
    `Failed to add identifier URI ${uri}. All newly added URIs must contain a tenant verified domain, tenant ID, or app ID, as per the default tenant policy of your organization. See https://aka.ms/identifier-uri-addition-error for more information on this error.`,
  );

function isOnVerifiedDomain(state: PracticeState, host: string): boolean {
  const { initialDomain, verifiedDomain } = state.tenant;
  return [initialDomain, verifiedDomain].some((domain) => host === domain || host.endsWith(`.${domain}`));
}

type Naming = 'default' | 'by-app' | 'by-tenant' | 'by-domain' | 'plain';

function apiNaming(state: PracticeState, app: ApplicationRecord, rest: string): Naming | null {
  const [first = '', second, ...more] = rest.split('/');
  const own = app.appId.toLowerCase();
  if (rest.toLowerCase() === own || rest.toLowerCase() === `${state.tenant.id}/${own}`) return 'default';
  if (isGuid(first) && ![own, state.tenant.id].includes(first.toLowerCase())) return null;
  if (first.toLowerCase() === state.tenant.id) return 'by-tenant';
  if (first.toLowerCase() === own || (second?.toLowerCase() === own && more.length === 0)) return 'by-app';
  return isOnVerifiedDomain(state, first) ? 'by-domain' : 'plain';
}

/** How a URI is made unique, or null when Entra would not accept it under any policy. */
function namingOf(state: PracticeState, app: ApplicationRecord, uri: string): Naming | null {
  if (uri.startsWith('api://')) return apiNaming(state, app, uri.slice('api://'.length));
  const url = asUrl(uri);
  if (url === null) return null;
  const { protocol, hostname } = url;
  if (protocol === 'urn:') return 'plain';
  return ['https:', 'http:'].includes(protocol) && isOnVerifiedDomain(state, hostname) ? 'by-domain' : null;
}

/**
 * Whether a restriction applies to the application: by its own state, whatever `isEnabled` of the policy says (recording 50).
 */
function isRestricted(restriction: UriRestriction | null, app: ApplicationRecord): boolean {
  if (restriction?.state !== 'enabled') return false;
  if (restriction.excludeAppsReceivingV2Tokens && app.api.requestedAccessTokenVersion === 2) return false;
  const after = restriction.restrictForAppsCreatedAfterDateTime;
  return after === null || Date.parse(app.createdDateTime) > Date.parse(after);
}

function assertAllowed(state: PracticeState, app: ApplicationRecord, uri: string): void {
  if (uri.length > 255 || /\s/.test(uri) || uri.endsWith('/'))
    throw invalidValue('identifierUris', 'Application');
  const naming = namingOf(state, app, uri);
  if (naming === null)
    throw uri.startsWith('api://') ? invalidValue('identifierUris', 'Application') : refused(uri);
  const policy = state.policies.appManagement;
  if (naming !== 'default' && isRestricted(policy.nonDefaultUriAddition, app)) throw refusedByPolicy(uri);
  const isUnsafe = naming === 'plain' && isRestricted(policy.uriAdditionWithoutUniqueTenantIdentifier, app);
  if (isUnsafe) throw refusedByPolicy(uri);
}

function assertFree(state: PracticeState, app: ApplicationRecord, uri: string): void {
  const isTaken = recordsOf(state, 'applications').some(
    (other) =>
      other.id !== app.id && other.identifierUris.some((taken) => taken.toLowerCase() === uri.toLowerCase()),
  );
  if (isTaken) throw alreadyTaken('identifierUris');
}

/** Judges the URIs that a write adds. `after` already holds the token version of the same write. */
export function assertIdentifierUris(
  state: PracticeState,
  before: readonly string[],
  after: ApplicationRecord,
): void {
  if (new Set(after.identifierUris).size < after.identifierUris.length) {
    throw invalidValue('identifierUris', 'Application');
  }
  for (const uri of after.identifierUris.filter((candidate) => !before.includes(candidate))) {
    assertAllowed(state, after, uri);
    assertFree(state, after, uri);
  }
}
