import { newTexts } from './remembered.ts';
import { isWellKnownHost, isWellKnownId } from './well-known.ts';

export type IdKind = 'tenant' | 'app' | 'object' | 'key' | 'id';

/** What has to be masked, in the order in which it occurs, each in lower case (names as they are). */
export interface CollectedIds {
  readonly ids: ReadonlyMap<string, IdKind>;
  readonly domains: ReadonlySet<string>;
  readonly users: ReadonlySet<string>;
  readonly tenantNames: ReadonlySet<string>;
  readonly userNames: ReadonlySet<string>;
}

const GUID_TEXT = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
export const GUIDS = new RegExp(`\\b${GUID_TEXT}\\b`, 'gi');
/**
 * Correlation, trace and request ids, which support needs and which name nobody. They are kept where a text calls them that.
 */
const TRACING_IDS = new RegExp(`(?:correlation|trace|request)[\\s_-]*id\\W{0,4}(${GUID_TEXT})`, 'gi');
// Each pattern begins where nothing of its kind stands before, so that a long run is looked at once.
export const SIGN_IN_NAMES = /(?<![\p{L}\p{N}._%+'#-])[\p{L}\p{N}._%+'#-]+@((?:[a-z0-9-]+\.)+[a-z]{2,})/giu;
const HOSTS = /:\/\/(?:[^\s/?#"'<>@]*@)?((?:[a-z0-9-]+\.)+[a-z]{2,})/gi;
const TENANT_DOMAINS =
  /(?<![a-z0-9-])(?:[a-z0-9-]{1,63}\.){1,8}(?:onmicrosoft\.(?:com|us|de)|partner\.onmschina\.cn)/gi;
const DOMAIN = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/i;

const KINDS: Readonly<Record<string, IdKind>> = {
  tenantId: 'tenant',
  tid: 'tenant',
  tenant: 'tenant',
  appId: 'app',
  resourceAppId: 'app',
  appid: 'app',
  azp: 'app',
  aud: 'app',
  principal: 'app',
  objectId: 'object',
  id: 'object',
  clientId: 'object',
  resourceId: 'object',
  principalId: 'object',
  oid: 'object',
  keyId: 'key',
};
const TRACING_MEMBERS = new Set(['correlationId', 'traceId', 'requestId']);
const DOMAIN_MEMBERS = new Set(['tenant', 'tenantName', 'verifiedDomains', 'initialDomain']);

type Leaf = {
  readonly key: string;
  readonly text: string;
  readonly siblings: Readonly<Record<string, unknown>>;
  /** The text is the name of a member. */
  readonly isName?: true;
};

/**
 * Members whose meaning depends on the members beside them. A repeated text of any other member need not be looked at again.
 */
const BY_SIBLINGS = new Set(['id', 'displayName']);

/** Walks a plain JSON value and collects what names a tenant or a person in it. Holds nothing else of a large fleet. */
export function collectIds(
  source: unknown,
  maskTrust: (text: string, member: string) => string,
): CollectedIds {
  const kept = new Set<string>();
  const keyed = new Map<string, IdKind>();
  const loose = new Set<string>();
  const [domains, users, tenantNames, userNames] = [newNames(), newNames(), newNames(), newNames()];
  const isNew = newTexts();
  for (const raw of leavesOf(source, '', {})) {
    if (!BY_SIBLINGS.has(raw.key) && !isNew(`${raw.key}=${raw.text}`)) continue;
    const leaf = raw.isName ? raw : { ...raw, text: maskTrust(raw.text, raw.key) };
    for (const id of tracingIdsOf(leaf)) kept.add(id);
    for (const [id, kind] of keyedId(leaf)) if (!keyed.has(id)) keyed.set(id, kind);
    for (const id of leaf.text.match(GUIDS) ?? []) loose.add(id.toLowerCase());
    for (const domain of domainsOf(leaf)) domains.add(lower(domain));
    for (const user of leaf.text.match(SIGN_IN_NAMES) ?? []) users.add(lower(user));
    for (const name of tenantNameOf(leaf)) tenantNames.add(name);
    for (const name of userNameOf(leaf)) userNames.add(name);
  }
  const all = new Map<string, IdKind>([
    ...keyed,
    ...[...loose].map((id) => [id, keyed.get(id) ?? 'id'] as const),
  ]);
  const ids = new Map([...all].filter(([id]) => !kept.has(id) && !isWellKnownId(id)));
  return { ids, domains: withoutSubdomains(domains), users, tenantNames, userNames };
}

function newNames(): Set<string> {
  return new Set();
}

function* leavesOf(value: unknown, key: string, siblings: Leaf['siblings']): Generator<Leaf> {
  if (typeof value === 'string') yield { key, text: value, siblings };
  else if (Array.isArray(value)) for (const item of value) yield* leavesOf(item, key, siblings);
  else if (isRecord(value)) {
    for (const [name, member] of Object.entries(value)) {
      yield { key: '', text: name, siblings: {}, isName: true };
      yield* leavesOf(member, name, value);
    }
  }
}

function keyedId({ key, text, siblings }: Leaf): readonly (readonly [string, IdKind])[] {
  const kind = KINDS[key];
  if (kind === undefined || text.match(GUIDS)?.[0] !== text) return [];
  // A published permission of Microsoft Graph: its id is the same in every tenant.
  if (key === 'id' && typeof siblings.value === 'string') return [];
  return [[text.toLowerCase(), kind]];
}

function tracingIdsOf({ key, text }: Leaf): readonly string[] {
  if (TRACING_MEMBERS.has(key)) return [text.toLowerCase()];
  return [...text.matchAll(TRACING_IDS)].flatMap(([, id]) => (id === undefined ? [] : [id.toLowerCase()]));
}

function domainsOf({ key, text }: Leaf): readonly string[] {
  const own = DOMAIN_MEMBERS.has(key) && DOMAIN.test(text) ? [text] : [];
  const named = [...text.matchAll(SIGN_IN_NAMES), ...text.matchAll(HOSTS)].flatMap(
    ([, domain]) => domain ?? [],
  );
  return [...own, ...(text.match(TENANT_DOMAINS) ?? []), ...named].filter(
    (domain) => !isWellKnownHost(lower(domain)),
  );
}

/** The domains without those below another one: their first labels are kept, so that checks of verified domains still hold. */
function withoutSubdomains(domains: ReadonlySet<string>): ReadonlySet<string> {
  const isBelow = (domain: string): boolean =>
    [...domain.matchAll(/\./g)].some(({ index }) => domains.has(domain.slice(index + 1)));
  return new Set([...domains].filter((domain) => !isBelow(domain)));
}

function tenantNameOf({ key, text, siblings }: Leaf): readonly string[] {
  const isTenant = key === 'tenantName' || (key === 'displayName' && 'verifiedDomains' in siblings);
  return isTenant && text !== '' && !DOMAIN.test(text) ? [text] : [];
}

function userNameOf({ key, text, siblings }: Leaf): readonly string[] {
  return key === 'displayName' && 'userPrincipalName' in siblings && text !== '' ? [text] : [];
}

function lower(text: string): string {
  return text.toLowerCase();
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
