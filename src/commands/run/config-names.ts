/** The blueprint's usual name. */
export const CONFIG_FILE = 'entra-mcp.yaml';
/** Where a blueprint is looked for when none is named. */
export const CONFIG_NAMES: readonly string[] = [CONFIG_FILE, 'entra-mcp.yml', 'entra-mcp.json'];
