import type { AppWord, ServicePrincipalId } from '../core/ids.ts';
import type { GraphReply } from './client.ts';

/** Paths of the lists of grants, by the name of the part that the reply becomes. */
export type GrantPaths = Readonly<Record<string, string>>;

export function grantPaths(principals: Readonly<Partial<Record<AppWord, ServicePrincipalId>>>): GrantPaths {
  return Object.fromEntries(
    Object.entries(principals).map(([app, id]) => [`${app}.grants`, `${GRANTS} eq '${id}'`]),
  );
}

const GRANTS = '/oauth2PermissionGrants?$filter=clientId';
const TENANT_WIDE = " and consentType eq 'AllPrincipals'";
const SUFFIX = '.tenant-wide';

/**
 * Paths for the tenant-wide grants of lists that have more than a page of 100. Where users consent one by one such a list is
 * long and the few tenant-wide grants may be on any page, so they are asked for by themselves.
 */
export function tenantWidePaths(asked: GrantPaths, parts: ReadonlyMap<string, GraphReply>): GrantPaths {
  return Object.fromEntries(
    Object.entries(asked)
      .filter(([part]) => goesOn(parts.get(part)))
      .map(([part, path]) => [`${part}${SUFFIX}`, `${path}${TENANT_WIDE}`]),
  );
}

function goesOn(reply: GraphReply | undefined): boolean {
  if (reply?.status !== 200) return false;
  const { body } = reply;
  return typeof body === 'object' && body !== null && '@odata.nextLink' in body;
}

/** The parts, with the tenant-wide grants of longer lists added to the first page's grants of single users. */
export function withTenantWide(
  parts: ReadonlyMap<string, GraphReply>,
  wide: ReadonlyMap<string, GraphReply>,
): ReadonlyMap<string, GraphReply> {
  const merged = [...wide].map(([name, reply]): readonly [string, GraphReply] => {
    const part = name.slice(0, -SUFFIX.length);
    const first = parts.get(part);
    const [tenantWide, single] = [itemsOf(reply), itemsOf(first)];
    if (tenantWide === null || single === null) return [part, reply];
    const value = [...tenantWide, ...single.filter((grant) => !isTenantWide(grant))];
    return [part, { ...reply, body: { value } }];
  });
  return new Map([...parts, ...merged]);
}

/** The items of a list; null for a refusal or a reply that is no list. */
function itemsOf(reply: GraphReply | undefined): readonly unknown[] | null {
  const value: unknown =
    typeof reply?.body === 'object' && reply.body !== null && Reflect.get(reply.body, 'value');
  return reply?.status === 200 && Array.isArray(value) ? value : null;
}

function isTenantWide(grant: unknown): boolean {
  return typeof grant === 'object' && grant !== null && Reflect.get(grant, 'consentType') === 'AllPrincipals';
}
