import type { Blueprint } from '../../core/blueprint.ts';
import type { Shard } from '../../core/report.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { gatherInputs, requireApps } from '../run/inputs.ts';
import type { Flags } from '../run/invocation.ts';
import { asSetupError } from '../run/result.ts';

/** A configuration of a fleet, or why it cannot be judged. */
export type FleetConfig =
  | { readonly path: string; readonly blueprint: Blueprint }
  | { readonly path: string; readonly error: unknown };

/** The files that paths and patterns name, each once, sorted by code units so that every machine sees one order. */
export async function expandConfigs(
  operands: readonly string[],
  { files }: Outside,
): Promise<readonly string[]> {
  if (operands.length === 0) {
    throw new SetupError('USAGE', 'No configuration was named.', {
      advice: ["Name files or a pattern: entra-mcp-setup verify 'envs/*.yaml' --shard 1/4"],
    });
  }
  const byPlace = new Map<string, string>();
  for (const operand of operands) {
    for (const path of await matchesOf(operand, files)) {
      const place = files.resolve(path);
      if (!byPlace.has(place)) byPlace.set(place, path);
    }
  }
  return [...byPlace.values()].toSorted((a, b) => (a < b ? -1 : Number(a > b)));
}

/** A file whose name looks like a pattern is that file. */
async function matchesOf(operand: string, files: Outside['files']): Promise<readonly string[]> {
  if (!/[*?[]/.test(operand) || (await files.readText(operand)) !== null) return [operand];
  const found = await files.glob(operand);
  if (found.length > 0) return found;
  throw new SetupError('USAGE', `No file matches ${operand}.`, {
    advice: ['Put the pattern in quotes, so that the shell leaves it as it is'],
  });
}

/** The part that `--shard` names. */
export function shardOf({ shard }: Flags): Shard | undefined {
  if (shard === undefined) return undefined;
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(shard) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new SetupError('USAGE', `--shard takes a part and how many there are, such as 1/4, not ${shard}.`);
}

/** The paths of a part; parts differ by one in size at most. */
export function pathsOf(shard: Shard | undefined, paths: readonly string[]): readonly string[] {
  return shard ? paths.filter((_, index) => index % shard.count === shard.index - 1) : paths;
}

/** Reads every configuration; one that is wrong does not keep the others from being judged. */
export async function loadConfigs(
  paths: readonly string[],
  flags: Flags,
  outside: Outside,
): Promise<readonly FleetConfig[]> {
  const configs: FleetConfig[] = [];
  for (const path of paths) {
    outside.interrupt.throwIfAborted();
    configs.push(await loadConfig(path, flags, outside));
  }
  return configs;
}

/** A wrong flag is wrong for all of them and stops the run. */
async function loadConfig(path: string, flags: Flags, outside: Outside): Promise<FleetConfig> {
  try {
    return { path, blueprint: requireApps(await gatherInputs(flags, outside, path)) };
  } catch (error) {
    if (asSetupError(error).code === 'USAGE') throw error;
    return { path, error };
  }
}
