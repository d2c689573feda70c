import { describe, expect, it } from 'vitest';
import { redirectUriProblem } from '../../src/core/validation/redirect-uri.ts';
import {
  appIdOf,
  clientRow,
  clientsDue,
  clientsSending,
  isMcpClient,
  MCP_CLIENT_NAMES,
  MCP_CLIENTS,
  redirectUrisOf,
} from '../../src/mcp-clients/clients.ts';
import { RELEASED } from './released.ts';

const SERVER = 'https://mcp.contoso.com/mcp';

describe('the table of MCP clients', () => {
  it('holds every client that people are promised, once', () => {
    const promised = [
      'vscode',
      'claude-code',
      'claude',
      'cursor',
      'inspector',
      'mcp-remote',
      'chatgpt',
      'copilot-cli',
      'copilot-studio',
      'codex',
      'gemini-cli',
      'opencode',
    ];
    expect(promised.filter((name) => !isMcpClient(name))).toEqual([]);
    expect(new Set(MCP_CLIENT_NAMES).size).toBe(MCP_CLIENT_NAMES.length);
  });

  it('holds no row that had to be looked at again by the day it is vouched for', () => {
    expect(clientsDue(RELEASED).map(({ name }) => name)).toEqual([]);
  });

  it('tells the rows that are due on a day', () => {
    const [first] = MCP_CLIENTS.toSorted((a, b) => (a.lookAgain < b.lookAgain ? -1 : 1));
    expect(clientsDue(first?.lookAgain ?? '').map(({ name }) => name)).toContain(first?.name);
    expect(clientsDue('2026-01-01')).toEqual([]);
  });

  it.each(MCP_CLIENTS)('says where $name is known from, and when it was looked up', (row) => {
    const source = /^(?:https:\/\/\S+|[\w.-]+\/[\w.-]+#\d+)$/;
    const day = /^\d{4}-\d\d-\d\d$/;
    expect(row.sources.length).toBeGreaterThan(0);
    expect(row.sources.filter((one) => !source.test(one))).toEqual([]);
    expect([row.lookedUp, row.lookAgain].every((one) => day.test(one))).toBe(true);
    expect(row.lookedUp < row.lookAgain).toBe(true);
  });

  it.each(MCP_CLIENTS)('gives $name addresses that Entra takes, or says where its own is found', (row) => {
    const uris = redirectUrisOf(clientNamed(row.name), SERVER);
    expect(uris.flatMap((uri) => redirectUriProblem(uri) ?? [])).toEqual([]);
    expect(uris.filter((uri) => uri.includes('{'))).toEqual([]);
    expect(uris.length > 0).toBe(row.ownAddress === null);
    expect(row.ownShape === null).toBe(row.ownAddress === null);
  });

  it.each(MCP_CLIENTS)('names a secret for $name only where its platform wants one', (row) => {
    expect(row.platform === 'web').toBe(row.secret === 'needed');
  });
});

describe('the redirect URIs of a client', () => {
  it.each([
    ['vscode', ['http://127.0.0.1:33418', 'https://vscode.dev/redirect']],
    ['claude-code', ['http://localhost:8080/callback']],
    ['claude', ['https://claude.ai/api/mcp/auth_callback', 'https://claude.com/api/mcp/auth_callback']],
    ['inspector', ['http://localhost:6274/oauth/callback', 'http://127.0.0.1:6276/oauth/callback']],
    ['copilot-cli', ['http://127.0.0.1:33418/']],
    ['gemini-cli', ['http://localhost:7777/oauth/callback']],
    ['opencode', ['http://127.0.0.1:19876/mcp/oauth/callback']],
    ['chatgpt', []],
  ] as const)('are those that %s sends', (name, uris) => {
    expect(redirectUrisOf(name, SERVER)).toEqual(uris);
  });

  it('follow the address of the server where Codex derives them from it', () => {
    const [here] = redirectUrisOf('codex', SERVER);
    const [there] = redirectUrisOf('codex', `${SERVER}2`);
    expect(here).toMatch(/^http:\/\/127\.0\.0\.1:5555\/callback\/[\w-]{12}$/);
    expect(here).not.toBe(there);
  });
});

describe('an app id of its own', () => {
  it('has Visual Studio Code alone', () => {
    expect(MCP_CLIENT_NAMES.filter((name) => appIdOf(name) !== null)).toEqual(['vscode']);
    expect(appIdOf('vscode')).toBe('aebc6443-996d-45c2-90f0-388ff96faa56');
  });
});

describe('recognising a client by what it sends', () => {
  it.each([
    ['http://127.0.0.1:33418/', ['vscode', 'copilot-cli']],
    ['https://vscode.dev/redirect', ['vscode']],
    ['http://localhost:55340/callback', ['claude-code']],
    ['http://localhost:8787/callback', ['cursor']],
    ['http://localhost:9696/oauth/callback', ['kiro', 'mcp-remote']],
    ['http://127.0.0.1:5555/callback/AbCdEf-12_34', ['codex']],
    ['http://127.0.0.1:53100/callback', []],
    ['https://claude.ai/api/mcp/auth_callback', ['claude']],
    ['https://evil.example/api/mcp/auth_callback', []],
    ['https://chatgpt.com/connector/oauth/OUbdUMlL15Ct', ['chatgpt']],
    ['https://chatgpt.com.evil.example/connector/oauth/OUbdUMlL15Ct', []],
    ['https://chatgpt.com/connector/oauth/a/b', []],
    ['https://global.consent.azure-apim.net/redirect/contoso-5ffiles', ['copilot-studio']],
    ['https://chat.contoso.com/api/mcp/files/oauth/callback', ['librechat']],
  ])('takes %s for %j', (uri, names) => {
    expect(clientsSending(uri)).toEqual(names);
  });
});

/** Names of the table are names of clients. */
function clientNamed(name: string) {
  if (!isMcpClient(name)) throw new Error(`${name} is no client`);
  expect(clientRow(name).name).toBe(name);
  return name;
}
