import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { editClientConfig, renderClientConfig, selfConfig } from '../../src/emit/client-config.ts';
import { MCP_CLIENT_NAMES, MCP_CLIENTS, type McpClientName } from '../../src/mcp-clients/clients.ts';
import { BLUEPRINT, SETTINGS, thrownBy } from './fixtures.ts';

const request = (client: McpClientName, blueprint = BLUEPRINT) => ({
  client,
  blueprint,
  clientAppId: SETTINGS.clientAppId,
  serverAppId: SETTINGS.serverAppId,
});
const FULL_SCOPE = 'api://33333333-3333-4333-8333-333333333333/access';
const URL_ = 'https://mcp.contoso.com/mcp';

describe('the snippet', () => {
  it.each([
    [
      'vscode',
      {
        servers: { 'mcp-server-api': { type: 'http', url: URL_, oauth: { clientId: SETTINGS.clientAppId } } },
      },
    ],
    [
      'claude-code',
      {
        mcpServers: {
          'mcp-server-api': {
            type: 'http',
            url: URL_,
            oauth: { clientId: SETTINGS.clientAppId, callbackPort: 8080, scopes: FULL_SCOPE },
          },
        },
      },
    ],
    [
      'cursor',
      {
        mcpServers: {
          'mcp-server-api': { url: URL_, auth: { CLIENT_ID: SETTINGS.clientAppId, scopes: [FULL_SCOPE] } },
        },
      },
    ],
    [
      'copilot-cli',
      {
        mcpServers: {
          'mcp-server-api': {
            type: 'http',
            url: URL_,
            oauthClientId: SETTINGS.clientAppId,
            oauthPublicClient: true,
            auth: { redirectPort: 33418 },
            tools: ['*'],
          },
        },
      },
    ],
    [
      'mcp-remote',
      {
        mcpServers: {
          'mcp-server-api': {
            command: 'npx',
            args: [
              'mcp-remote',
              URL_,
              '3334',
              '--static-oauth-client-info',
              `{"client_id":"${SETTINGS.clientAppId}"}`,
              '--static-oauth-client-metadata',
              `{"scope":"${FULL_SCOPE}"}`,
              '--disable-resource-parameter',
            ],
          },
        },
      },
    ],
  ] as const)('has the shape that %s reads', (client, content) => {
    expect(JSON.parse(renderClientConfig(request(client)).snippet)).toEqual(content);
  });

  it('is a table of TOML for Codex', () => {
    const { snippet } = renderClientConfig(request('codex'));
    expect(snippet).toBe(
      `[mcp_servers.mcp-server-api]
url = "${URL_}"
scopes = ["${FULL_SCOPE}"]

[mcp_servers.mcp-server-api.oauth]
client_id = "${SETTINGS.clientAppId}"
callback_port = 5555
callback_url = "http://127.0.0.1:5555/callback/fmKHp7bXu5jO"
`,
    );
  });

  it('is a mapping of YAML for LibreChat', () => {
    const { mcpServers } = parseYaml(renderClientConfig(request('librechat')).snippet);
    expect(mcpServers['mcp-server-api']).toMatchObject({
      type: 'streamable-http',
      url: URL_,
      oauth: {
        client_id: SETTINGS.clientAppId,
        scope: FULL_SCOPE,
        token_url: 'https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token',
      },
    });
  });

  it.each(['inspector', 'claude', 'chatgpt', 'copilot-studio'] as const)(
    'gives the values to type for %s, which keeps no file',
    (client) => {
      const { places, snippet } = renderClientConfig(request(client));
      expect(places).toEqual([]);
      expect(snippet).toContain(SETTINGS.clientAppId);
      expect(snippet).toContain(URL_);
    },
  );

  it.each(MCP_CLIENT_NAMES)('leaves no gap open for %s', (client) => {
    const { snippet, notes, places } = renderClientConfig(request(client));
    expect([snippet, ...notes, ...places].join(' ')).not.toMatch(/\{\w+\}/);
  });

  it('connects to the address that clients use', () => {
    const gateway = { ...BLUEPRINT.gateway, clientUrl: 'https://gateway.contoso.com/mcp' };
    const { snippet } = renderClientConfig(request('cursor', { ...BLUEPRINT, gateway }));
    expect(JSON.parse(snippet).mcpServers['mcp-server-api'].url).toBe('https://gateway.contoso.com/mcp');
  });

  it('says where the file lies on each system', () => {
    expect(renderClientConfig(request('mcp-remote')).places).toEqual([
      '~/Library/Application Support/Claude/claude_desktop_config.json (macOS)',
      '~/.config/Claude/claude_desktop_config.json (Linux)',
      '%APPDATA%\\Claude\\claude_desktop_config.json (Windows)',
    ]);
    expect(renderClientConfig(request('cursor')).places).toEqual([
      '.cursor/mcp.json',
      '~/.cursor/mcp.json (all projects)',
    ]);
  });
});

describe('the redirect URIs of a client', () => {
  it.each(MCP_CLIENTS.filter(({ redirectUris }) => redirectUris.length > 0))(
    'are missing for $name until the blueprint names it',
    ({ name }) => {
      const missing = (blueprint: typeof BLUEPRINT) =>
        renderClientConfig(request(name, blueprint)).redirectUris.filter(({ isRegistered }) => !isRegistered);
      expect(missing(BLUEPRINT).length).toBeGreaterThan(0);
      const clientApp = { ...BLUEPRINT.clientApp, clients: [name] };
      expect(missing({ ...BLUEPRINT, clientApp })).toEqual([]);
    },
  );

  it('use the port of localhost that is registered', () => {
    const clientApp = { ...BLUEPRINT.clientApp, redirectUris: ['http://localhost:4711/callback'] };
    const { snippet, redirectUris } = renderClientConfig(request('claude-code', { ...BLUEPRINT, clientApp }));
    expect(JSON.parse(snippet).mcpServers['mcp-server-api'].oauth.callbackPort).toBe(4711);
    expect(redirectUris).toEqual([{ uri: 'http://localhost:8080/callback', isRegistered: true }]);
  });
});

describe('this tool as a server that the client starts', () => {
  const args = ['entra-mcp-setup', 'mcp'];

  it.each([
    ['vscode', { servers: { 'entra-mcp-setup': { type: 'stdio', command: 'npx', args } } }],
    ['cursor', { mcpServers: { 'entra-mcp-setup': { command: 'npx', args } } }],
    ['opencode', { mcp: { 'entra-mcp-setup': { type: 'local', command: ['npx', ...args], enabled: true } } }],
  ] as const)('has the shape that %s reads', (client, content) => {
    expect(JSON.parse(selfConfig({ client, args }, null, null))).toEqual(content);
  });

  it('stands beside what is there', () => {
    const existing = '{ "servers": { "other": { "type": "stdio" } } }';
    const { servers } = parse(selfConfig({ client: 'vscode', args }, existing, 'mcp.json'));
    expect(Object.keys(servers)).toEqual(['other', 'entra-mcp-setup']);
  });

  it('is refused for a client that starts no program here', async () => {
    expect(await thrownBy(() => selfConfig({ client: 'chatgpt', args }, null, null))).toMatchObject({
      code: 'USAGE',
    });
  });
});

describe('editing a file of mine', () => {
  const mine =
    '{\n\t// mine\n\t"servers": {\n\t\t"other": { "type": "stdio" },\n\t\t"mcp-server-api": { "url": "old", "headers": { "x": "1" } }, // here\n\t},\n}\n';

  it('keeps comments, other servers and what else my entry holds', () => {
    const edited = editClientConfig(request('vscode'), mine, '.vscode/mcp.json');
    expect(edited).toContain('// mine');
    expect(edited).toContain('// here');
    expect(parse(edited).servers).toEqual({
      other: { type: 'stdio' },
      'mcp-server-api': {
        url: 'https://mcp.contoso.com/mcp',
        headers: { x: '1' },
        type: 'http',
        oauth: { clientId: SETTINGS.clientAppId },
      },
    });
  });

  it('changes nothing the second time', () => {
    const once = editClientConfig(request('vscode'), mine, '.vscode/mcp.json');
    expect(editClientConfig(request('vscode'), once, '.vscode/mcp.json')).toBe(once);
  });

  it('refuses a file that is no JSON, with the line', async () => {
    const error = await thrownBy(() =>
      editClientConfig(request('vscode'), '{\n  "servers": {\n  oops\n}', '.vscode/mcp.json'),
    );
    expect(error).toMatchObject({
      code: 'FILE_INVALID',
      message: expect.stringContaining('.vscode/mcp.json:3:'),
    });
  });

  it('refuses a file that holds a list', async () => {
    expect(await thrownBy(() => editClientConfig(request('cursor'), '[]', 'mcp.json'))).toMatchObject({
      code: 'FILE_INVALID',
    });
  });

  it('keeps comments and other servers of a YAML file', () => {
    const existing = 'version: 1.2 # mine\nmcpServers:\n  other:\n    url: https://other # theirs\n';
    const edited = editClientConfig(request('librechat'), existing, 'librechat.yaml');
    expect(edited).toContain('# mine');
    expect(edited).toContain('# theirs');
    expect(Object.keys(parseYaml(edited).mcpServers)).toEqual(['other', 'mcp-server-api']);
  });

  it('appends to a TOML file, and refuses to write an entry twice', async () => {
    const existing = 'model = "x"\n';
    const edited = editClientConfig(request('codex'), existing, 'config.toml');
    expect(edited.startsWith(`${existing}\n[mcp_servers.mcp-server-api]`)).toBe(true);
    expect(await thrownBy(() => editClientConfig(request('codex'), edited, 'config.toml'))).toMatchObject({
      code: 'USAGE',
    });
  });

  it('refuses a file of YAML that is none, and a client without a file', async () => {
    expect(await thrownBy(() => editClientConfig(request('librechat'), '- a\n', 'x.yaml'))).toMatchObject({
      code: 'FILE_INVALID',
    });
    expect(await thrownBy(() => editClientConfig(request('inspector'), null, 'x.json'))).toMatchObject({
      code: 'USAGE',
    });
  });
});
