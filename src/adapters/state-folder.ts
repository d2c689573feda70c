import envPaths from 'env-paths';

/** Where a run that stopped may leave its answers; null in CI, where nobody comes back to resume it. */
export function stateFolder(env: Readonly<Record<string, string | undefined>>): string | null {
  if (env.CI && env.CI !== 'false') return null;
  return envPaths('entra-mcp-setup', { suffix: '' }).log;
}
