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
/** Ids that support staff need and that name nobody: they are kept where a text says what they are. */
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
};

/** Walks a plain JSON value and gathers what names a tenant or a person in it. */
export function collectIds(source: unknown): CollectedIds {
  const leaves = [...leavesOf(source, '', {})];
  const kept = new Set(leaves.flatMap(tracingIdsOf));
  const keyed = leaves.flatMap(keyedId);
  const loose = leaves.flatMap(({ text }) =>
    (text.match(GUIDS) ?? []).map((id) => [id.toLowerCase(), 'id'] as const),
  );
  const ids = new Map<string, IdKind>();
  for (const [id, kind] of [...keyed, ...loose])
    if (!kept.has(id) && !isWellKnownId(id) && !ids.has(id)) ids.set(id, kind);
  return {
    ids,
    domains: withoutSubdomains(leaves.flatMap(domainsOf).map(lower)),
    users: new Set(leaves.flatMap(({ text }) => text.match(SIGN_IN_NAMES) ?? []).map(lower)),
    tenantNames: new Set(leaves.flatMap(tenantNameOf)),
    userNames: new Set(leaves.flatMap(userNameOf)),
  };
}

function* leavesOf(value: unknown, key: string, siblings: Leaf['siblings']): Generator<Leaf> {
  if (typeof value === 'string') yield { key, text: value, siblings };
  else if (Array.isArray(value)) for (const item of value) yield* leavesOf(item, key, siblings);
  else if (isRecord(value)) {
    for (const [name, member] of Object.entries(value)) {
      yield { key: '', text: name, siblings: {} };
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

/** A host below another collected domain keeps its first labels, so that checks of verified domains still agree. */
function withoutSubdomains(domains: readonly string[]): ReadonlySet<string> {
  const all = new Set(domains);
  return new Set([...all].filter((domain) => ![...all].some((other) => domain.endsWith(`.${other}`))));
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
