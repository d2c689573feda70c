import { createHash } from 'node:crypto';
import type { CollectedIds } from './collect.ts';

/** The mask of each collected text. Keys are in lower case, except names. */
export interface Masks {
  readonly ids: ReadonlyMap<string, string>;
  readonly domains: ReadonlyMap<string, string>;
  readonly users: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
}

type Suffix = (kind: string, original: string) => string;

/** Chooses a mask for everything collected: counted per kind, or derived from a salt. */
export function masksFor(collected: CollectedIds, salt: string | undefined): Masks {
  const suffix = salt === undefined ? counting() : salted(salt);
  const domains = mapOf(collected.domains, (domain) => domainMask(domain, suffix));
  return {
    ids: new Map([...collected.ids].map(([id, kind]) => [id, `${kind}-${suffix(kind, id)}`])),
    domains,
    users: mapOf(collected.users, (user) => userMask(user, domains, suffix)),
    names: new Map([
      ...mapOf(collected.tenantNames, (name) => `tenant-name-${suffix('tenant-name', name)}`),
      ...mapOf(collected.userNames, (name) => `user-name-${suffix('user-name', name)}`),
    ]),
  };
}

/**
 * The mask of a domain. The initial domain keeps `.onmicrosoft.com` and the like, which rules about Application ID URIs look
 * at.
 */
function domainMask(domain: string, suffix: Suffix): string {
  const ending = /\.(onmicrosoft\.[a-z]+|partner\.onmschina\.cn)$/.exec(domain)?.[1] ?? 'example';
  return `domain-${suffix('domain', domain)}.${ending}`;
}

function userMask(user: string, domains: ReadonlyMap<string, string>, suffix: Suffix): string {
  const domain = user.slice(user.lastIndexOf('@') + 1);
  const below = [...domain.matchAll(/\./g)].map(({ index }) => domain.slice(index + 1));
  const known = [domain, ...below].find((one) => domains.has(one)) ?? '';
  return `user-${suffix('user', user)}@${domains.get(known) ?? domain}`;
}

function mapOf(
  originals: ReadonlySet<string>,
  mask: (original: string) => string,
): ReadonlyMap<string, string> {
  return new Map([...originals].map((original) => [original, mask(original)]));
}

function counting(): Suffix {
  const counts = new Map<string, number>();
  return (kind) => {
    const next = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, next);
    return String(next);
  };
}

function salted(salt: string): Suffix {
  return (_kind, original) => createHash('sha256').update(`${salt}|${original}`).digest('hex').slice(0, 8);
}
