import { isGuid } from '../../core/ids.ts';
import { SetupError } from '../../errors.ts';
import { resolveTenant } from '../../identity/tenant.ts';
import type { Outside } from '../../outside.ts';
import type { FleetConfig, Member } from './configs.ts';
import { tenantKey } from './shard.ts';
import { turnsOf } from './turns.ts';

/** Configurations of one tenant. */
export type TenantGroup = readonly [Member, ...Member[]];

/** So many tenants are asked about, or read, at a time. */
export const AT_ONCE = 4;

/**
 * Configurations by tenant, whichever of its names they use, since a tenant is signed in to once. What a domain is of costs
 * one request without any sign-in, and none where a run knows one tenant alone.
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

/** Cloud and tenant id by key. A domain that nobody describes stays itself, and after the first that got no answer so do all. */
async function idsOf(
  groups: readonly TenantGroup[],
  { transport, clock }: Pick<Outside, 'clock' | 'transport'>,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const turns = turnsOf(AT_ONCE, clock);
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
  await Promise.all(groups.map(([first]) => turns.within(() => ask(first))));
  return ids;
}

/** The service answered, and knows no such tenant. */
function isRefusal(error: unknown): boolean {
  return error instanceof SetupError && error.code === 'WRONG_TENANT';
}
