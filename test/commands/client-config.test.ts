import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { MCP_CLIENT_NAMES } from '../../src/mcp-clients/clients.ts';
import { setUpDesk } from '../support/desk.ts';

async function told(commandLine: string): Promise<Report> {
  return (await (await setUpDesk()).run(`client-config ${commandLine} --practice --json`)).document;
}

describe('client-config --json', () => {
  it.each(MCP_CLIENT_NAMES)('carries what %s is told, and where that goes', async (client) => {
    const desk = await setUpDesk();
    const flags = client === 'copilot-studio' ? ' --allow-client-secret' : '';
    const { out, err } = await desk.run(`client-config ${client}${flags} --practice`);
    const { clientConfig } = await told(`${client}${flags}`);
    expect(clientConfig?.client).toBe(client);
    expect(clientConfig?.snippet).toContain('https://mcp.contoso.com/mcp');
    expect(clientConfig?.files.length === 0).toBe(clientConfig?.key === null);
    for (const { path } of clientConfig?.files ?? []) expect(err).toContain(path);
    expect(clientConfig?.sources.length).toBeGreaterThan(0);
    if (clientConfig?.key !== null) expect(out.length).toBe(clientConfig?.snippet.length);
  });

  it('says what is to be registered, with the command', async () => {
    const { clientConfig } = await told('vscode');
    expect(clientConfig?.redirectUris).toEqual([
      { uri: 'http://127.0.0.1:33418', isRegistered: false },
      { uri: 'https://vscode.dev/redirect', isRegistered: false },
    ]);
    expect(clientConfig?.advice[0]?.command).toMatch(
      /^entra-mcp-setup apply .*--practice.* --yes --client vscode$/,
    );
    expect(clientConfig?.files[0]).toEqual({ path: '.vscode/mcp.json', system: 'all', scope: 'project' });
    expect(clientConfig?.files.slice(1).map(({ system, scope }) => `${system} ${scope}`)).toEqual([
      'macos user',
      'linux user',
      'windows user',
    ]);
  });

  it('carries the file that it wrote, as it is now', async () => {
    const desk = await setUpDesk();
    const { document } = await desk.run('client-config cursor --practice --json --output mcp.json');
    expect(document.clientConfig?.snippet).toBe(await desk.disk.files.readText('mcp.json'));
    expect(document.applied?.files).toEqual(['mcp.json']);
  });

  it('carries the entry of this very tool', async () => {
    const { clientConfig } = await told('vscode --self');
    expect(JSON.parse(clientConfig?.snippet ?? '').servers['entra-mcp-setup'].args).toContain('mcp');
  });

  it('lists every client with its sources', async () => {
    const { mcpClients } = await told('list');
    expect(mcpClients?.map(({ client }) => client)).toEqual(MCP_CLIENT_NAMES);
    expect(mcpClients?.every(({ sources }) => sources.length > 0)).toBe(true);
  });

  it('names the bridge for a client that is in no table', async () => {
    const { err, exitCode } = await (await setUpDesk()).run('client-config windsurf --practice');
    expect(exitCode).toBe(2);
    expect(err).toMatch(/client-config .*mcp-remote/);
  });
});
