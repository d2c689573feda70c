import type { ResourceWord } from './changes/vocabulary.ts';
import type { AppWord } from './ids.ts';
import type { Platform } from './tenant.ts';

export const APP_WORDS: Readonly<Record<AppWord, string>> = {
  client: 'MCP Client App',
  server: 'MCP Server API',
};
export const RESOURCE_WORDS: Readonly<Record<ResourceWord, string>> = {
  'server-api': 'MCP Server API',
  'microsoft-graph': 'Microsoft Graph',
};
export const PLATFORM_WORDS: Readonly<Record<Platform, string>> = {
  publicClient: 'mobile and desktop',
  web: 'web',
  spa: 'single-page application',
};

/** What the tool automates, by its title and address. */
export const GUIDE = {
  title: 'Microsoft Entra ID - AI Gateway OAuth Proxy Integration',
  url: 'https://docs.aigateway.cequence.ai/docs/sso-mcp/microsoft-entra-proxy',
} as const;

/** A number with what it counts, as `1 check` or `2 checks`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
