import type { Outside } from '../../outside.ts';
import type { CommonFlags } from './common-options.ts';

/** The blueprint's usual name. */
export const CONFIG_FILE = 'entra-mcp.yaml';
/** Where a blueprint is looked for when none is named. */
export const CONFIG_NAMES: readonly string[] = [CONFIG_FILE, 'entra-mcp.yml', 'entra-mcp.json'];

/** The blueprint that a flag or variable names; an empty variable, as CI sets one that has no value, names none. */
export function namedConfig(
  { config }: Pick<CommonFlags, 'config'>,
  { env }: Pick<Outside, 'env'>,
): string | undefined {
  return config ?? (env.ENTRA_MCP_SETUP_CONFIG || undefined);
}
