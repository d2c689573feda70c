import { inspect, parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ENV_DIALECTS, ENV_PRESETS } from '../../src/core/validation/env.ts';
import { refuseUnmergeable, renderMaskedEnv } from '../../src/emit/dotenv.ts';
import {
  BLUEPRINT,
  CERTIFICATE_CREDENTIAL,
  FEDERATED_CREDENTIAL,
  naming,
  planned,
  SECRET_TEXT,
  SETTINGS,
  secretCredential,
  settingsWith,
  thrownBy,
} from './fixtures.ts';

const UNKNOWN_SECRET = settingsWith({ credential: secretCredential(null) });

describe('a new settings file', () => {
  it('holds every promised value under the names of azure-identity', () => {
    expect(parseEnv(planned({}).plain)).toEqual({
      AZURE_TENANT_ID: '11111111-1111-4111-8111-111111111111',
      AZURE_CLIENT_ID: '33333333-3333-4333-8333-333333333333',
      AZURE_CLIENT_SECRET: SECRET_TEXT,
      AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com',
      MCP_SERVER_APP_ID_URI: 'api://33333333-3333-4333-8333-333333333333',
      MCP_SERVER_SCOPE: 'api://33333333-3333-4333-8333-333333333333/access',
      MCP_SERVER_AUDIENCE: '33333333-3333-4333-8333-333333333333',
      MCP_SERVER_ISSUER: 'https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/v2.0',
      MCP_SERVER_JWKS_URI:
        'https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/discovery/v2.0/keys',
      MCP_SERVER_URL: 'https://mcp.contoso.com/mcp',
      MCP_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
      MCP_CLIENT_REDIRECT_URIS:
        'http://127.0.0.1:53100/callback,http://127.0.0.1:53101/callback,http://127.0.0.1:8080/callback',
      GATEWAY_CALLBACK_URL: 'https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback',
      GRAPH_SCOPES: 'Files.Read,Sites.Read.All',
    });
  });

  it('names the certificate file instead of a secret', () => {
    const values = parseEnv(
      planned({ settings: settingsWith({ credential: CERTIFICATE_CREDENTIAL }) }).plain,
    );
    expect(values.AZURE_CLIENT_CERTIFICATE_PATH).toBe('/srv/keys/mcp-server.pem');
    expect(values).not.toHaveProperty('AZURE_CLIENT_SECRET');
  });

  it('writes a Windows path with slashes, which every reader takes', () => {
    const credential = { ...CERTIFICATE_CREDENTIAL, keyFile: 'C:\\keys\\mcp.pem' } as const;
    const { plain } = planned({ settings: settingsWith({ credential }) });
    expect(parseEnv(plain).AZURE_CLIENT_CERTIFICATE_PATH).toBe('C:/keys/mcp.pem');
  });

  it('holds no credential for a federated one', () => {
    const values = parseEnv(planned({ settings: settingsWith({ credential: FEDERATED_CREDENTIAL }) }).plain);
    expect(Object.keys(values).filter((name) => /SECRET|CERTIFICATE/.test(name))).toEqual([]);
  });

  it('comments out a secret that nobody knows, with a hint at rotate', () => {
    expect(planned({ settings: UNKNOWN_SECRET }).plain).toMatch(/^# AZURE_CLIENT_SECRET= \(.*rotate.*\)$/m);
  });

  it('says where a secret is that was put into a vault', () => {
    const { plain } = planned({ secretKeptAt: 'https://v.vault.azure.net/secrets/mcp' });
    expect(plain).toContain('# AZURE_CLIENT_SECRET= (kept in https://v.vault.azure.net/secrets/mcp)');
    expect(plain).not.toContain(SECRET_TEXT);
  });

  it('has full-line comments only, no quotes, no export, and a final line break', () => {
    const lines = planned({}).plain.split('\n');
    expect(lines.at(-1)).toBe('');
    expect(
      lines.filter((line) => !/^(#.*[^\\]|[A-Z][A-Z0-9_]*=[A-Za-z0-9._\-/:@%+=,~]+|)$/.test(line)),
    ).toEqual([]);
  });

  it('prefixes every name when asked', () => {
    const names = Object.keys(parseEnv(planned({ naming: naming({ prefix: 'FILES_' }) }).plain));
    expect(names.every((name) => name.startsWith('FILES_'))).toBe(true);
  });

  it('uses the names that the blueprint maps, whole', () => {
    const map = { clientSecret: 'MY_SECRET', serverUrl: 'BASE_URL' };
    const values = parseEnv(planned({ naming: naming({ prefix: 'X_', map }) }).plain);
    expect(values).toMatchObject({ MY_SECRET: SECRET_TEXT, BASE_URL: 'https://mcp.contoso.com/mcp' });
  });

  it.each([
    [
      'generic',
      [
        'TENANT_ID',
        'CLIENT_ID',
        'CLIENT_SECRET',
        'JWKS_URI',
        'ISSUER',
        'AUDIENCE',
        'GRAPH_SCOPE',
        'RESOURCE_SERVER_URL',
      ],
    ],
    ['entra', ['ENTRA_TENANT_ID', 'ENTRA_CLIENT_ID', 'ENTRA_CLIENT_SECRET']],
    [
      'ms365-mcp',
      ['MS365_MCP_TENANT_ID', 'MS365_MCP_CLIENT_ID', 'MS365_MCP_CLIENT_SECRET', 'MS365_MCP_CLOUD_TYPE'],
    ],
    [
      'fastmcp2',
      [
        'FASTMCP_SERVER_AUTH',
        'FASTMCP_SERVER_AUTH_AZURE_CLIENT_SECRET',
        'FASTMCP_SERVER_AUTH_AZURE_BASE_URL',
        'FASTMCP_SERVER_AUTH_AZURE_REQUIRED_SCOPES',
      ],
    ],
    [
      'aspnet',
      [
        'AzureAd__TenantId',
        'AzureAd__Instance',
        'AzureAd__ClientCredentials__0__SourceType',
        'AzureAd__ClientCredentials__0__ClientSecret',
      ],
    ],
  ] as const)('has the names of the preset %s', (preset, names) => {
    expect(Object.keys(parseEnv(planned({ naming: naming({ preset }) }).plain))).toEqual(
      expect.arrayContaining([...names]),
    );
  });

  it('has the four names only that ms-365-mcp-server reads', () => {
    expect(Object.keys(parseEnv(planned({ naming: naming({ preset: 'ms365-mcp' }) }).plain))).toHaveLength(4);
  });
});

describe('what changes', () => {
  it('is told by name with the values before and after', () => {
    const existing = planned({}).plain.replace(
      'GRAPH_SCOPES=Files.Read,Sites.Read.All',
      'GRAPH_SCOPES=Files.Read',
    );
    expect(planned({ existing }).changes).toEqual([
      { name: 'GRAPH_SCOPES', before: 'Files.Read', after: 'Files.Read,Sites.Read.All' },
    ]);
  });

  it('shows secrets as dots', () => {
    const existing = planned({}).plain.replace(SECRET_TEXT, 'old8Q~aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa');
    const { changes } = planned({ existing });
    expect(changes.map(({ name }) => name)).toEqual(['AZURE_CLIENT_SECRET']);
    expect(JSON.stringify(changes)).not.toMatch(/8Q~/);
  });

  it('hides the text of the plan from logs', () => {
    const { text, changes, isChanged } = planned({});
    expect(inspect({ text, changes, isChanged }) + JSON.stringify({ text })).not.toContain(SECRET_TEXT);
  });

  it('prints no secret in a preview, in any preset and dialect', () => {
    const previews = ENV_PRESETS.flatMap((preset) =>
      [null, ...ENV_DIALECTS].map((dialect) => renderMaskedEnv(SETTINGS, naming({ preset, dialect }))),
    );
    expect(previews.filter((text) => text.includes(SECRET_TEXT))).toEqual([]);
    expect(previews[0]).toContain('AZURE_CLIENT_SECRET=••••');
  });
});

describe('what is refused', () => {
  it('is a file that holds something else', async () => {
    expect(await thrownBy(() => planned({ existing: 'Dear diary,\nnothing to see.\n' }))).toMatchObject({
      code: 'USAGE',
      advice: [expect.stringContaining('--overwrite')],
    });
  });

  it('is nothing when the file may be replaced', () => {
    expect(planned({ existing: 'Dear diary,\n', foreign: 'replace' }).plain).toBe(planned({}).plain);
  });

  it('is a file with a line that makes Node lose a variable of ours', async () => {
    const existing = 'nonsense\nAZURE_TENANT_ID=x\n';
    const error = await thrownBy(() => planned({ existing }));
    expect(error).toMatchObject({ code: 'USAGE', advice: [expect.stringContaining('--overwrite')] });
    expect(String(error)).toContain('AZURE_TENANT_ID');
  });

  it('is not such a file when it may be replaced', () => {
    const existing = 'nonsense\nAZURE_TENANT_ID=x\n';
    expect(planned({ existing, foreign: 'replace' }).plain).toBe(planned({}).plain);
  });

  const NEW_FILE = { path: '.env', existing: null, naming: naming({}), foreign: 'refuse' } as const;

  it.each([
    ['https://mcp.contoso.com/mcp?a=1', '"?"', 'shells'],
    ['https://mcp.contoso.com/a#b', '"#"', 'dotenv'],
    ["https://mcp.contoso.com/o'neil", '"\'"', 'quote'],
  ])('is a value that some reader would break: %s', async (mcpServerEndpoint, character, reader) => {
    const blueprint = { ...BLUEPRINT, gateway: { ...BLUEPRINT.gateway, mcpServerEndpoint } };
    const error = await thrownBy(() => refuseUnmergeable(NEW_FILE, blueprint));
    expect(error).toMatchObject({ code: 'USAGE', advice: [expect.stringContaining('--env-dialect')] });
    expect(String(error)).toContain(character);
    expect(String(error)).toContain(reader);
  });

  it('never shows the secret that could not be carried', async () => {
    const credential = secretCredential("it's#secret");
    expect(String(await thrownBy(() => planned({ settings: settingsWith({ credential }) })))).not.toContain(
      "it's",
    );
  });

  it('is nothing in the usual blueprint', () => {
    expect(() => refuseUnmergeable(NEW_FILE, BLUEPRINT)).not.toThrow();
  });
});
