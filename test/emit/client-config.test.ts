import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import {
  type ClientConfigRequest,
  clientConfig,
  editClientConfig,
  MCP_CLIENTS,
} from '../../src/emit/client-config.ts';
import { BLUEPRINT, SETTINGS, thrownBy } from './fixtures.ts';

const REQUEST: ClientConfigRequest = {
  blueprint: BLUEPRINT,
  clientAppId: SETTINGS.clientAppId,
  serverAppId: SETTINGS.serverAppId,
  name: null,
  url: null,
};
const FULL_SCOPE = 'api://33333333-3333-4333-8333-333333333333/access';

describe('the snippet', () => {
  it.each([
    [
      'vscode',
      {
        servers: {
          'mcp-server-api': {
            type: 'http',
            url: 'https://mcp.contoso.com/mcp',
            oauth: { clientId: SETTINGS.clientAppId },
          },
        },
      },
    ],
    [
      'claude-code',
      {
        mcpServers: {
          'mcp-server-api': {
            type: 'http',
            url: 'https://mcp.contoso.com/mcp',
            oauth: { clientId: SETTINGS.clientAppId, callbackPort: 8080, scopes: FULL_SCOPE },
          },
        },
      },
    ],
    [
      'cursor',
      {
        mcpServers: {
          'mcp-server-api': {
            url: 'https://mcp.contoso.com/mcp',
            auth: { CLIENT_ID: SETTINGS.clientAppId, scopes: [FULL_SCOPE] },
          },
        },
      },
    ],
  ] as const)('has the shape that %s reads', (client, content) => {
    expect(JSON.parse(clientConfig(client, REQUEST).snippet)).toEqual(content);
  });

  it('gives the values to type for the inspector', () => {
    const { file, snippet } = clientConfig('inspector', REQUEST);
    expect(file).toBeNull();
    expect(snippet).toContain(SETTINGS.clientAppId);
    expect(snippet).toContain(FULL_SCOPE);
  });

  it('connects to another address and name when told to', () => {
    const { snippet } = clientConfig('cursor', {
      ...REQUEST,
      name: 'files',
      url: 'https://gateway.contoso.com/mcp',
    });
    expect(JSON.parse(snippet).mcpServers.files.url).toBe('https://gateway.contoso.com/mcp');
  });

  it('tells which redirect URIs a client needs that are not registered', () => {
    const missing = MCP_CLIENTS.map((client) =>
      clientConfig(client, REQUEST)
        .redirectUris.filter(({ isRegistered }) => !isRegistered)
        .map(({ uri }) => uri),
    );
    expect(missing).toEqual([
      ['http://127.0.0.1:33418', 'https://vscode.dev/redirect'],
      ['http://localhost:8080/callback'],
      ['cursor://anysphere.cursor-mcp/oauth/callback'],
      ['http://localhost:6274/oauth/callback', 'http://localhost:6274/oauth/callback/debug'],
    ]);
  });

  it('uses the port of localhost that is registered', () => {
    const clientApp = { ...BLUEPRINT.clientApp, redirectUris: ['http://localhost:4711/callback'] };
    const { snippet, redirectUris } = clientConfig('claude-code', {
      ...REQUEST,
      blueprint: { ...BLUEPRINT, clientApp },
    });
    expect(JSON.parse(snippet).mcpServers['mcp-server-api'].oauth.callbackPort).toBe(4711);
    expect(redirectUris).toEqual([{ uri: 'http://localhost:4711/callback', isRegistered: true }]);
  });
});

describe('editing a file of mine', () => {
  const mine =
    '{\n\t// mine\n\t"servers": {\n\t\t"other": { "type": "stdio" },\n\t\t"mcp-server-api": { "url": "old", "headers": { "x": "1" } }, // here\n\t},\n}\n';

  it('keeps comments, other servers and what else my entry holds', () => {
    const edited = editClientConfig('vscode', mine, REQUEST);
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
    const once = editClientConfig('vscode', mine, REQUEST);
    expect(editClientConfig('vscode', once, REQUEST)).toBe(once);
  });

  it('refuses a file that is no JSON, with the line', async () => {
    const error = await thrownBy(() => editClientConfig('vscode', '{\n  "servers": {\n  oops\n}', REQUEST));
    expect(error).toMatchObject({
      code: 'FILE_INVALID',
      message: expect.stringContaining('.vscode/mcp.json:3:'),
    });
  });

  it('refuses a file that holds a list', async () => {
    expect(await thrownBy(() => editClientConfig('cursor', '[]', REQUEST))).toMatchObject({
      code: 'FILE_INVALID',
    });
  });
});
