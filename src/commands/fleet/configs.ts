import type { Blueprint } from '../../core/blueprint.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import { CONFIG_NAMES } from '../run/config-names.ts';
import { gatherInputs, type InputSources, type Inputs } from '../run/inputs.ts';
import type { Invocation } from '../run/invocation.ts';
import { asSetupError } from '../run/result.ts';
import type { FleetFlags } from '../run/shared-options.ts';

/** A configuration of a fleet that could be read. */
export interface Member {
  readonly path: string;
  readonly blueprint: Blueprint;
  /** The tenant that the file itself names, or null where it leaves that to flags and variables. */
  readonly ownTenant: string | null;
  readonly givenBy: Inputs['givenBy'];
}

/** A configuration of a fleet, or the error of one that could not be read. */
export type FleetConfig = Member | { readonly path: string; readonly error: unknown };

/** Makes the blueprint of one configuration from its answers. Throws where answers are missing. */
export type Complete = (inputs: Inputs) => Blueprint | Promise<Blueprint>;

/** All configurations that a command line names: that of --config and the operands. */
export function namedConfigs({ operands, flags }: Invocation): readonly string[] {
  return flags.config === undefined ? operands : [flags.config, ...operands];
}

/** Whether a fleet is meant: several configurations, a pattern, a folder, or a part by --shard, however few files those are. */
export async function meansFleet(
  invocation: Invocation<FleetFlags>,
  outside: Pick<Outside, 'files'>,
): Promise<boolean> {
  const named = namedConfigs(invocation);
  if (named.length > 1 || invocation.flags.shard !== undefined) return true;
  const [only] = named;
  return only !== undefined && (isPattern(only) || (await inFolder(only, outside.files)).length > 0);
}

function isPattern(text: string): boolean {
  return /[*?[]/.test(text);
}

/**
 * The files that paths, folders and patterns name, each once, in the order of code units, which is the same on every machine.
 * Throws `USAGE` where nothing is named, or a pattern matches no file.
 */
export async function expandConfigs(
  named: readonly string[],
  { files }: Pick<Outside, 'files'>,
): Promise<readonly string[]> {
  if (named.length === 0) {
    throw new SetupError('USAGE', 'No configuration was named.', {
      advice: ["Name files, a folder or a pattern: entra-mcp-setup verify 'envs/*.yaml' --shard 1/4"],
    });
  }
  const byPlace = new Map<string, string>();
  for (const one of named) {
    for (const path of await matchesOf(one, files)) {
      const place = files.resolve(path);
      if (!byPlace.has(place)) byPlace.set(place, path);
    }
  }
  return [...byPlace.values()].toSorted((a, b) => (a < b ? -1 : Number(a > b)));
}

/** The files of one operand. A file whose name looks like a pattern is taken for that file. */
async function matchesOf(operand: string, files: Outside['files']): Promise<readonly string[]> {
  if (!isPattern(operand)) {
    const inside = await inFolder(operand, files);
    return inside.length > 0 ? inside : [operand];
  }
  if ((await files.readText(operand)) !== null) return [operand];
  const found = await files.glob(operand);
  if (found.length > 0) return found;
  throw new SetupError('USAGE', `No file matches ${operand}.`, {
    advice: ['Put the pattern in quotes, so that the shell leaves it as it is'],
  });
}

/** Configurations of a folder: all YAML files in it, and files of the usual names at any depth. None for what is no folder. */
async function inFolder(operand: string, files: Outside['files']): Promise<readonly string[]> {
  if (isPattern(operand) || /\.(?:ya?ml|json)$/i.test(operand)) return [];
  const folder = operand.replace(/[\\/]+$/, '');
  const patterns = ['*.yaml', '*.yml', ...CONFIG_NAMES.map((name) => `**/${name}`)];
  const found: string[] = [];
  for (const pattern of patterns) found.push(...(await files.glob(`${folder}/${pattern}`)));
  return found;
}

/** Reads every configuration. One that is wrong becomes its own error; a wrong flag, which concerns all, is thrown. */
export async function loadConfigs(
  paths: readonly string[],
  { flags, complete }: { readonly flags: FleetFlags; readonly complete: Complete },
  outside: Pick<Outside, 'env' | 'files' | 'interrupt' | 'practice' | 'terminal'>,
): Promise<readonly FleetConfig[]> {
  const configs: FleetConfig[] = [];
  for (const path of paths) {
    outside.interrupt.throwIfAborted();
    configs.push(await loadConfig(path, { flags, complete }, outside));
  }
  return configs;
}

async function loadConfig(
  path: string,
  { flags, complete }: { readonly flags: FleetFlags; readonly complete: Complete },
  outside: InputSources,
): Promise<FleetConfig> {
  try {
    const inputs = await gatherInputs(flags, outside, path);
    const { fromFile, givenBy } = inputs;
    return { path, blueprint: await complete(inputs), ownTenant: fromFile.tenant ?? null, givenBy };
  } catch (error) {
    if (asSetupError(error).code === 'USAGE') throw error;
    return { path, error };
  }
}
