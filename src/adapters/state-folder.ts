import envPaths from 'env-paths';

/** The folder in which a run that stopped leaves its answers; null in CI, where nobody resumes it. */
export function stateFolder(env: Readonly<Record<string, string | undefined>>): string | null {
  if (env.CI && env.CI !== 'false') return null;
  return envPaths('entra-mcp-setup', { suffix: '' }).log;
}
