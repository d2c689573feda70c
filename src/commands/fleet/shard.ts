import type { Shard } from '../../core/report.ts';
import type { FleetConfig } from './configs.ts';

/** Configurations of one tenant, or a piece of them. */
interface Piece {
  readonly key: string;
  readonly configs: readonly FleetConfig[];
}

/**
 * The configurations of one shard. A tenant stays whole, since every shard that has some of it would sign in and read what
 * its configurations share; the largest are split only where there are fewer tenants than shards. Every shard computes the
 * same division of the same configurations.
 */
export function partOf(shard: Shard | undefined, configs: readonly FleetConfig[]): readonly FleetConfig[] {
  if (shard === undefined) return configs;
  const loads = Array.from({ length: shard.count }, () => ({ count: 0, pieces: [] as Piece[] }));
  for (const piece of split(byTenant(configs), shard.count)) {
    const lightest = loads.reduce((best, one) => (one.count < best.count ? one : best));
    lightest.count += piece.configs.length;
    lightest.pieces.push(piece);
  }
  const own = new Set(loads[shard.index - 1]?.pieces.flatMap((piece) => piece.configs));
  return configs.filter((config) => own.has(config));
}

/** Configurations by tenant; one that could not be read is a piece of its own. */
function byTenant(configs: readonly FleetConfig[]): readonly Piece[] {
  const tenants = new Map<string, FleetConfig[]>();
  for (const config of configs) {
    const key = tenantKey(config);
    const members = tenants.get(key);
    if (members) members.push(config);
    else tenants.set(key, [config]);
  }
  return [...tenants].map(([key, members]) => ({ key, configs: members }));
}

/** Tenant and cloud as a key, whatever the case. */
export function tenantKey(config: FleetConfig): string {
  if ('error' in config) return `?${config.path}`;
  return `${config.blueprint.cloud}/${config.blueprint.tenant.toLowerCase()}`;
}

/** The tenants as at least `count` pieces where there are that many configurations, the largest first. */
function split(tenants: readonly Piece[], count: number): readonly Piece[] {
  const parts = new Map(tenants.map((piece) => [piece, 1]));
  for (let pieces = tenants.length; pieces < count; pieces += 1) {
    const size = ([piece, into]: readonly [Piece, number]): number => piece.configs.length / into;
    const largest = [...parts].reduce((best, one) => (size(one) > size(best) ? one : best), [
      NO_PIECE,
      1,
    ] as const);
    if (size(largest) <= 1) break;
    parts.set(largest[0], largest[1] + 1);
  }
  return [...parts]
    .flatMap(([piece, into]) => slices(piece, into))
    .toSorted((a, b) => b.configs.length - a.configs.length || (a.key < b.key ? -1 : 1));
}

const NO_PIECE: Piece = { key: '', configs: [] };

function slices({ key, configs }: Piece, into: number): readonly Piece[] {
  return Array.from({ length: into }, (_, index) => ({
    key: `${key}#${String(index).padStart(6, '0')}`,
    configs: configs.slice((index * configs.length) / into, ((index + 1) * configs.length) / into),
  }));
}
