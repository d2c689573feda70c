import { MICROSOFT_GRAPH_APP_ID } from './ids.ts';

/** The national clouds, in the words of `--cloud`. */
export type Cloud = 'public' | 'usgov' | 'usgovdod' | 'china';

export interface CloudEndpoints {
  /** Origin of the token service, no trailing slash. */
  readonly authority: string;
  /** Origin of Microsoft Graph, no trailing slash; also the resource prefix of its scopes. */
  readonly graph: string;
  readonly portal: string;
  /** DNS suffix of the names of key vaults. */
  readonly keyVault: string;
  /** The one audience a federated credential accepts. */
  readonly federatedAudience: string;
}

/** Endpoints come from this table only: one that could be pointed elsewhere would send tokens elsewhere (facts: graph.md §4.7). */
export const CLOUDS: Readonly<Record<Cloud, CloudEndpoints>> = {
  public: {
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    portal: 'https://entra.microsoft.com',
    keyVault: 'vault.azure.net',
    federatedAudience: 'api://AzureADTokenExchange',
  },
  usgov: {
    authority: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    portal: 'https://entra.microsoft.us',
    keyVault: 'vault.usgovcloudapi.net',
    federatedAudience: 'api://AzureADTokenExchangeUSGov',
  },
  usgovdod: {
    authority: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    portal: 'https://entra.microsoft.us',
    keyVault: 'vault.usgovcloudapi.net',
    federatedAudience: 'api://AzureADTokenExchangeUSGov',
  },
  china: {
    authority: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    portal: 'https://entra.microsoftonline.cn',
    keyVault: 'vault.azure.cn',
    federatedAudience: 'api://AzureADTokenExchangeChina',
  },
};

/** Path segments of the token service that stand for many tenants instead of one. */
export const MULTI_TENANT_PATHS: readonly string[] = ['common', 'organizations', 'consumers'];

/** Whether a resource or audience is Microsoft Graph, by its app id or by its address in any cloud. */
export function isMicrosoftGraph(resource: string): boolean {
  const text = resource.toLowerCase();
  return (
    text === MICROSOFT_GRAPH_APP_ID ||
    Object.values(CLOUDS).some(({ graph }) => text === graph || text.startsWith(`${graph}/`))
  );
}

export const CLOUD_NAMES = Object.keys(CLOUDS) as readonly Cloud[];
