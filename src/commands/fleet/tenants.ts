import { isGuid } from '../../core/ids.ts';
import { SetupError } from '../../errors.ts';
import { resolveTenant } from '../../identity/tenant.ts';
import type { Outside } from '../../outside.ts';
import { concurrencyLimit } from './concurrency.ts';
import type { FleetConfig, Member } from './configs.ts';
import { tenantKey } from './shard.ts';

/** Configurations of one tenant. */
export type TenantGroup = readonly [Member, ...Member[]];

/** How many tenants are resolved, or read, at a time. */
export const AT_ONCE = 4;

/**
 * Configurations by tenant, whichever of its names they use, so that each tenant is signed in to once. Resolving a domain
 * takes one request without a sign-in; where all name one tenant none is sent.
 */
export async function tenantsIn(
  configs: readonly FleetConfig[],
  outside: Pick<Outside, 'clock' | 'transport'>,
): Promise<readonly TenantGroup[]> {
  const named = groupedBy(configs, tenantKey);
  if (named.length < 2) return named;
  const ids = await idsOf(named, outside);
  const all = named.flatMap((group) => [...group]);
  return groupedBy(all, (member) => ids.get(tenantKey(member)) ?? tenantKey(member));
}

function groupedBy(
  configs: readonly FleetConfig[],
  keyOf: (member: Member) => string,
): readonly TenantGroup[] {
  const groups = new Map<string, [Member, ...Member[]]>();
  for (const config of configs) {
    if ('error' in config) continue;
    const group = groups.get(keyOf(config));
    if (group) group.push(config);
    else groups.set(keyOf(config), [config]);
  }
  return [...groups.values()];
}

/** Cloud and tenant id by `tenantKey`. A domain that cannot be resolved is left out; after one request without an answer no more are sent. */
async function idsOf(
  groups: readonly TenantGroup[],
  { transport, clock }: Pick<Outside, 'clock' | 'transport'>,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const limit = concurrencyLimit(AT_ONCE, clock);
  let isAnswered = true;
  const ask = async (first: Member): Promise<void> => {
    const { tenant, cloud } = first.blueprint;
    if (isGuid(tenant) || !isAnswered) return;
    try {
      ids.set(tenantKey(first), `${cloud}/${await resolveTenant(tenant, cloud, transport)}`);
    } catch (error) {
      isAnswered = isRefusal(error);
    }
  };
  await Promise.all(groups.map(([first]) => limit.run(() => ask(first))));
  return ids;
}

/** The service answered, and knows no such tenant. */
function isRefusal(error: unknown): boolean {
  return error instanceof SetupError && error.code === 'WRONG_TENANT';
}
