import { CLOUDS, type Cloud } from '../core/cloud.ts';
import type { Settings } from '../core/settings.ts';
import type { EnvPreset, EnvSetting } from '../core/validation/env.ts';

/** Where a variable's value comes from: a setting as it stands, or text made from the settings (null: not set). */
export type EnvSource = EnvSetting | ((settings: Settings) => string | null);

export interface EnvSection {
  readonly title: string;
  readonly variables: readonly (readonly [name: string, source: EnvSource])[];
}

const SIGN_IN = 'How the server signs in';
const TOKENS = 'What the server checks in the tokens it receives';
const CHAIN = 'The rest of the chain';

/** The variable names of the Azure Identity SDKs, with another prefix in place of `AZURE_` where a server has its own. */
function signIn(prefix: string): EnvSection {
  return {
    title: SIGN_IN,
    variables: [
      [`${prefix}TENANT_ID`, 'tenantId'],
      [`${prefix}CLIENT_ID`, 'clientId'],
      [`${prefix}CLIENT_SECRET`, 'clientSecret'],
      [`${prefix}CLIENT_CERTIFICATE_PATH`, 'certificatePath'],
      [`${prefix}FEDERATED_TOKEN_FILE`, 'federatedTokenFile'],
      [`${prefix}AUTHORITY_HOST`, 'authorityHost'],
    ],
  };
}

/** Values that follow from the set-up, and that a person would otherwise have to assemble. */
const DERIVED: readonly EnvSection[] = [
  {
    title: TOKENS,
    variables: [
      ['MCP_SERVER_APP_ID_URI', 'appIdUri'],
      ['MCP_SERVER_SCOPE', 'scope'],
      ['MCP_SERVER_AUDIENCE', 'audience'],
      ['MCP_SERVER_ISSUER', 'issuer'],
      ['MCP_SERVER_JWKS_URI', 'jwksUri'],
    ],
  },
  {
    title: CHAIN,
    variables: [
      ['MCP_SERVER_URL', 'serverUrl'],
      ['MCP_CLIENT_ID', 'mcpClientId'],
      ['MCP_CLIENT_REDIRECT_URIS', 'redirectUris'],
      ['GATEWAY_CALLBACK_URL', 'gatewayCallback'],
      ['GRAPH_SCOPES', 'graphScopes'],
    ],
  },
];

/** The names of jsburckhardt/mcp-obo-aca, with more in the same style. */
const GENERIC: readonly EnvSection[] = [
  signIn(''),
  {
    title: TOKENS,
    variables: [
      ['APP_ID_URI', 'appIdUri'],
      ['SCOPE', 'scope'],
      ['AUDIENCE', 'audience'],
      ['ISSUER', 'issuer'],
      ['JWKS_URI', 'jwksUri'],
    ],
  },
  {
    title: CHAIN,
    variables: [
      ['RESOURCE_SERVER_URL', 'serverUrl'],
      ['MCP_CLIENT_ID', 'mcpClientId'],
      ['MCP_CLIENT_REDIRECT_URIS', 'redirectUris'],
      ['GATEWAY_CALLBACK_URL', 'gatewayCallback'],
      // mcp-obo-aca puts Graph's address before the whole text, so one name fits, or ".default" for all that was granted.
      ['GRAPH_SCOPE', ({ blueprint: { graphPermissions } }) => onlyOne(graphPermissions) ?? '.default'],
    ],
  },
];

function onlyOne(names: readonly string[]): string | null {
  return names.length === 1 ? (names[0] ?? null) : null;
}

/** ms-365-mcp-server reads these four names from a .env and warns about any other, so there are no derived ones. */
const MS365: EnvSection = {
  title: SIGN_IN,
  variables: [
    ['MS365_MCP_TENANT_ID', 'tenantId'],
    ['MS365_MCP_CLIENT_ID', 'clientId'],
    ['MS365_MCP_CLIENT_SECRET', 'clientSecret'],
    ['MS365_MCP_CLOUD_TYPE', ({ blueprint }) => MS365_CLOUDS[blueprint.cloud]],
  ],
};
const MS365_CLOUDS: Readonly<Record<Cloud, string | null>> = {
  public: 'global',
  china: 'china',
  usgov: null,
  usgovdod: null,
};

/** The server's URL without the path `/mcp`, at which FastMCP serves. */
function fastMcpBase({ gateway }: Settings['blueprint']): string | null {
  return gateway.mcpServerEndpoint?.replace(/\/(mcp\/?)?$/, '') ?? null;
}

/** The notice for a preset whose server signs users in itself and is not the gateway of this set-up; null otherwise. */
export function presetNotice(preset: EnvPreset, { blueprint }: Pick<Settings, 'blueprint'>): string | null {
  const base = fastMcpBase(blueprint);
  const callback = `${base}/auth/callback`;
  if (preset !== 'fastmcp2' || base === null || blueprint.gateway.callbackUrl === callback) return null;
  return `FastMCP 2 is an OAuth proxy itself and listens on ${callback}, which is not the callback of this set-up. To register it: entra-mcp-setup apply --yes --gateway-callback ${callback}`;
}

const FASTMCP = 'FASTMCP_SERVER_AUTH_AZURE_';
/** FastMCP 2.x; version 3 reads no variables. It adds the Application ID URI to required scopes itself. */
const FASTMCP2: EnvSection = {
  title: SIGN_IN,
  variables: [
    ['FASTMCP_SERVER_AUTH', () => 'fastmcp.server.auth.providers.azure.AzureProvider'],
    [`${FASTMCP}TENANT_ID`, 'tenantId'],
    [`${FASTMCP}CLIENT_ID`, 'clientId'],
    [`${FASTMCP}CLIENT_SECRET`, 'clientSecret'],
    [`${FASTMCP}BASE_AUTHORITY`, ({ blueprint }) => new URL(CLOUDS[blueprint.cloud].authority).host],
    [`${FASTMCP}BASE_URL`, ({ blueprint }) => fastMcpBase(blueprint)],
    [`${FASTMCP}IDENTIFIER_URI`, 'appIdUri'],
    [`${FASTMCP}REQUIRED_SCOPES`, ({ blueprint }) => blueprint.serverApi.scope.value],
    [`${FASTMCP}ADDITIONAL_AUTHORIZE_SCOPES`, 'graphScopes'],
  ],
};

const ASPNET = 'AzureAd__ClientCredentials__0__';
const ASPNET_SOURCES = {
  secret: 'ClientSecret',
  certificate: 'Path',
  federated: 'SignedAssertionFilePath',
} as const;
/** Microsoft.Identity.Web. */
const ASPNET_SIGN_IN: EnvSection = {
  title: SIGN_IN,
  variables: [
    ['AzureAd__Instance', ({ blueprint }) => `${CLOUDS[blueprint.cloud].authority}/`],
    ['AzureAd__TenantId', 'tenantId'],
    ['AzureAd__ClientId', 'clientId'],
    ['AzureAd__Audience', 'audience'],
    [`${ASPNET}SourceType`, ({ credential }) => ASPNET_SOURCES[credential.kind]],
    [`${ASPNET}ClientSecret`, 'clientSecret'],
    [`${ASPNET}CertificateDiskPath`, 'certificatePath'],
    [`${ASPNET}SignedAssertionFileDiskPath`, 'federatedTokenFile'],
  ],
};

/** Variable names by preset, in the order in which they are written (sources: each project's documentation and code). */
export const PRESETS: Readonly<Record<EnvPreset, readonly EnvSection[]>> = {
  azure: [signIn('AZURE_'), ...DERIVED],
  generic: GENERIC,
  entra: [signIn('ENTRA_'), ...DERIVED],
  'ms365-mcp': [MS365],
  fastmcp2: [FASTMCP2, ...DERIVED],
  aspnet: [ASPNET_SIGN_IN, ...DERIVED],
};
