import { describe, expect, test } from 'vitest';
import { MCP_CLIENT_NAMES } from '../../src/mcp-clients/clients.ts';
import { MCP_URL, openDesk, setUpDesk } from '../support/desk.ts';

describe('client-config of a client that listens elsewhere', () => {
  test('prints the command that adds its address and keeps the others', async () => {
    const desk = await setUpDesk();
    const redirectUris = () => desk.tenant.state.applications[1]?.publicClient.redirectUris ?? [];
    const before = redirectUris();
    const { err } = await desk.run('client-config vscode --practice');
    const command = /entra-mcp-setup (apply .*--client .*)/.exec(err)?.[1] ?? '';
    expect((await desk.run(`${command} --practice`)).exitCode).toBe(0);
    expect(redirectUris()).toEqual(expect.arrayContaining([...before, 'http://127.0.0.1:33418']));
    expect(desk.disk.text('entra-mcp.yaml')).toMatch(/clients:\s*(?:\[\s*|- )vscode/);
    expect((await desk.run('client-config vscode --practice')).err).not.toContain('To add it:');
  });

  test('names the file that could not be read', async () => {
    const desk = await setUpDesk();
    desk.disk.put('mine.json', 'nonsense');
    const { exitCode, err } = await desk.run('client-config claude-code --practice --output mine.json');
    expect([exitCode, err.includes('mine.json:1'), err.includes('.mcp.json')]).toEqual([2, true, false]);
  });
});

describe('client-config and what is known of a client', () => {
  const say = async (commandLine: string) =>
    (await setUpDesk()).run(`client-config ${commandLine} --practice`);

  test('lists every client with where it is known from', async () => {
    const { out, exitCode, log } = await say('list');
    expect([exitCode, log.length]).toEqual([0, 0]);
    for (const words of [...MCP_CLIENT_NAMES, 'https://vscode.dev/redirect', 'openai/codex#30460'])
      expect(out).toContain(words);
  });

  test('says where the file belongs', async () => {
    expect((await say('vscode')).err).toContain('.vscode/mcp.json');
  });

  test('warns of a resource that is no App ID URI, with the command that mends it', async () => {
    const { err } = await say('vscode');
    expect(err).toMatch(/AADSTS9010010/);
    expect(err).toContain(`--additional-app-id-uri ${MCP_URL}`);
  });

  test('does not warn of it where the client leaves resource out, or the blueprint has it', async () => {
    expect((await say('mcp-remote')).err).not.toContain('9010010');
    const desk = await setUpDesk();
    const { err } = await desk.run(`client-config vscode --practice --additional-app-id-uri ${MCP_URL}`);
    expect(err).not.toContain('9010010');
  });

  test('warns of consent that is forced', async () => {
    expect((await say('inspector')).err).toMatch(/AADSTS90094/);
    expect((await say('cursor')).err).not.toMatch(/AADSTS90094/);
  });

  test('refuses a client that wants a secret until that is asked for', async () => {
    const refused = await say('copilot-studio');
    expect([refused.exitCode, refused.out]).toEqual([2, '']);
    expect(refused.err).toContain('--allow-client-secret');
    const allowed = await say('copilot-studio --allow-client-secret');
    expect(allowed.exitCode).toBe(0);
    expect(allowed.err).toContain('az ad app credential reset');
  });

  test('asks for the address of a client that has its own', async () => {
    const { err } = await say('chatgpt');
    expect(err).toContain('Callback URL');
    expect(err).toMatch(/apply .*--redirect-uri '<callback address of ChatGPT>'/);
  });

  test('--self adds this tool, of this very set-up, and needs no blueprint', async () => {
    const desk = await openDesk();
    const { exitCode, out } = await desk.run('client-config vscode --self --practice');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out).servers['entra-mcp-setup']).toEqual({
      type: 'stdio',
      command: 'npx',
      args: ['entra-mcp-setup', 'mcp', '--practice'],
    });
  });
});

describe('client-config', () => {
  test.each(['vscode', 'claude-code', 'cursor', 'inspector'])(
    '%s names the server and the client app',
    async (client) => {
      const desk = await setUpDesk();
      const { exitCode, out, log } = await desk.run(`client-config ${client} --practice`);
      expect([exitCode, log.length]).toEqual([0, 0]);
      expect(out).toContain(MCP_URL);
    },
  );

  test('--output edits the client’s own file and keeps what is in it', async () => {
    const desk = await setUpDesk();
    desk.disk.put('mcp.json', '{\n  // mine\n  "servers": { "other": { "url": "https://other" } }\n}\n');
    const { exitCode } = await desk.run('client-config vscode --practice --output mcp.json');
    expect(exitCode).toBe(0);
    expect(desk.disk.text('mcp.json')).toMatch(/\/\/ mine[\s\S]*https:\/\/other/);
    expect(desk.disk.text('mcp.json')).toContain(MCP_URL);
  });

  test('refuses a client it does not know, with a suggestion', async () => {
    const { exitCode, err } = await (await setUpDesk()).run('client-config vscod --practice');
    expect(exitCode).toBe(2);
    expect(err).toContain('vscode');
  });

  test('wants the apps to exist', async () => {
    const { exitCode } = await (await openDesk()).run(`client-config vscode --practice --mcp-url ${MCP_URL}`);
    expect(exitCode).toBe(2);
  });
});
