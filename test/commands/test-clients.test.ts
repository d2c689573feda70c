import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { MCP_CLIENT_NAMES, MCP_CLIENTS } from '../../src/mcp-clients/clients.ts';
import type { Transport } from '../../src/ports.ts';
import { APPLY, type Desk, openDesk, setUpDesk } from '../support/desk.ts';

const SERVER = 'https://mcp.contoso.com/mcp';

async function ask(desk: Desk, clients: string, between?: (transport: Transport) => Transport) {
  const argv = ['test', '--practice', '--json', `--clients=${clients}`];
  const { exitCode, document, log } = await desk.run(argv, between ? { between } : {});
  return { exitCode, clients: (document as Report).clients ?? [], log };
}

/** Adds an App ID URI, as somebody may by hand. */
function addIdentifierUri({ tenant }: Desk, uri: string): void {
  const server = tenant.state.applications.find(({ displayName }) => displayName === 'MCP Server API');
  if (server === undefined) throw new Error('There is no server app.');
  Object.assign(server, { identifierUris: [...server.identifierUris, uri] });
}

describe('test --clients', () => {
  test('tells the redirect URI that is not registered, with the command that registers it', async () => {
    const desk = await setUpDesk();
    const { exitCode, clients } = await ask(desk, 'mcp-remote');
    expect([exitCode, clients[0]]).toEqual([
      1,
      expect.objectContaining({
        client: 'mcp-remote',
        verdict: 'refused',
        code: '50011',
        redirectUri: 'http://localhost:3334/oauth/callback',
        resource: null,
      }),
    ]);
    const [, command = ''] = /entra-mcp-setup (.*)/.exec(clients[0]?.fix?.command ?? '') ?? [];
    expect((await desk.run(command)).exitCode).toBe(0);
    expect(await ask(desk, 'mcp-remote')).toMatchObject({ exitCode: 0, clients: [{ verdict: 'starts' }] });
  });

  test('names commands that mend, for every client whose address is known', async () => {
    const desk = await setUpDesk();
    const names = MCP_CLIENTS.filter(({ ownAddress }) => ownAddress === null).map(({ name }) => name);
    const commands: string[] = [];
    for (let answer = await ask(desk, names.join(',')); answer.exitCode !== 0; ) {
      const refused = answer.clients.find(({ verdict }) => verdict === 'refused');
      const command = refused?.fix?.command ?? '';
      expect(commands, command).not.toContain(command);
      commands.push(command);
      expect((await desk.run(command.split(' ').slice(1))).exitCode, command).toBe(0);
      answer = await ask(desk, names.join(','));
    }
    // At most one to register each client, since some share an address, and one for the resource that most send.
    expect(commands.length).toBeLessThanOrEqual(names.length + 1);
    expect(commands.filter((command) => command.includes('--additional-app-id-uri')).length).toBe(1);
  });

  test('keeps the clients that are there when it names the command', async () => {
    const desk = await setUpDesk('--client cursor');
    const { clients } = await ask(desk, 'vscode');
    expect(clients[0]?.fix?.command).toContain('--client cursor,vscode');
  });

  test('names all that were asked about, so that no pasted command takes another’s clients away', async () => {
    const desk = await setUpDesk('--client cursor');
    const { clients } = await ask(desk, 'vscode,cursor,mcp-remote,chatgpt,librechat');
    const refused = clients.filter(({ code }) => code === '50011').map(({ fix }) => fix?.command ?? '');
    expect(refused.length).toBe(2);
    for (const command of refused)
      expect(command).toMatch(/--client cursor,(vscode,mcp-remote|mcp-remote,vscode)\b/);
    const addresses = clients
      .filter(({ fix }) => fix?.command?.includes('--redirect-uri'))
      .map(({ fix }) => fix?.command);
    expect(addresses.length).toBe(2);
    for (const command of addresses) {
      expect(command).toContain('<callback address of ChatGPT>');
      expect(command).toContain('<callback address of LibreChat>');
    }
  });

  test('keeps to the one client where every client of the table was asked about, and says what to add', async () => {
    const { document } = await (await setUpDesk()).run('test --practice --json --clients');
    const refused = (document as Report).clients?.filter(({ code }) => code === '50011') ?? [];
    expect(refused.length).toBeGreaterThan(1);
    for (const { fix } of refused) {
      expect(fix?.command).toMatch(/--client [\w-]+$/);
      expect(fix?.summary).toContain('--client names all that people use');
    }
  });

  test.each([
    ['chatgpt', 'https://chatgpt.com/connector/oauth/AbC_1-2'],
    ['librechat', 'https://chat.contoso.com/api/mcp/files/oauth/callback'],
    ['copilot-studio', 'https://global.consent.azure-apim.net/redirect/contoso-5ffiles'],
  ])('asks for %s with the address of its connector once that is registered', async (client, uri) => {
    const desk = await setUpDesk(`--additional-app-id-uri ${SERVER} --redirect-uri ${uri}`);
    expect((await ask(desk, client)).clients[0]).toMatchObject({ verdict: 'starts', redirectUri: uri });
    const another = uri.replace(/[\w-]+(\/oauth\/callback)?$/, 'another$1');
    const { document } = await desk.run(
      `test --practice --json --clients ${client} --redirect-uri ${another}`,
    );
    expect((document as Report).clients?.[0]).toMatchObject({ verdict: 'refused', code: '50011' });
  });

  test('says of each client whose address it cannot know why, and where that is known from', async () => {
    const { clients } = await ask(await setUpDesk(), 'chatgpt,copilot-studio,librechat');
    expect(
      clients.map(({ verdict, message }) => [verdict, /address of its own.*\(.*[#/].*\)/.test(message)]),
    ).toEqual(Array(3).fill(['inconclusive', true]));
  });

  test('tells the resource that is no App ID URI, and starts once it is one', async () => {
    const desk = await setUpDesk('--client vscode');
    const { clients } = await ask(desk, 'vscode');
    expect(clients[0]).toMatchObject({ code: '9010010', resource: SERVER });
    expect(clients[0]?.fix).toMatchObject({
      by: 'us',
      command: expect.stringContaining(`--additional-app-id-uri ${SERVER}`),
    });
    addIdentifierUri(desk, SERVER);
    expect(await ask(desk, 'vscode')).toMatchObject({ exitCode: 0, clients: [{ verdict: 'starts' }] });
  });

  test('tells of a slash that nobody can register', async () => {
    const desk = await openDesk();
    await desk.run(`${APPLY} --client claude-code,copilot-cli --mcp-url https://mcp.contoso.com`);
    addIdentifierUri(desk, 'https://mcp.contoso.com');
    const { exitCode, clients } = await ask(desk, 'claude-code,copilot-cli');
    expect(exitCode).toBe(1);
    expect(clients.map(({ client, verdict, resource }) => [client, verdict, resource])).toEqual([
      ['claude-code', 'refused', 'https://mcp.contoso.com/'],
      ['copilot-cli', 'starts', 'https://mcp.contoso.com'],
    ]);
    expect(clients[0]?.message).toContain('Without the slash');
    expect(clients[0]?.fix).toMatchObject({ by: 'you', summary: expect.stringContaining('slash') });
  });

  test('tells of a scope that is not there', async () => {
    const desk = await setUpDesk('--client mcp-remote');
    desk.break('wrong-scope');
    expect((await ask(desk, 'mcp-remote')).clients[0]).toMatchObject({
      code: '650053',
      fix: { command: expect.stringContaining('entra-mcp-setup apply') },
    });
  });

  test('asks about every client of the table, at most twice each, and signs nobody in', async () => {
    const desk = await setUpDesk();
    const { document, log, exitCode } = await desk.run('test --practice --json --clients');
    const { clients = [] } = document as Report;
    expect([exitCode, clients.map(({ client }) => client)]).toEqual([1, MCP_CLIENT_NAMES]);
    expect(log.every(({ method, url }) => method === 'GET' && url.includes('/authorize?'))).toBe(true);
    const own = MCP_CLIENTS.filter(({ ownAddress }) => ownAddress !== null).map(({ name }) => name);
    expect(clients.filter(({ verdict }) => verdict === 'inconclusive').map(({ client }) => client)).toEqual(
      own,
    );
    expect(log.length).toBeLessThanOrEqual(2 * (clients.length - own.length));
  });

  test('never takes an answer that it does not understand for a start', async () => {
    const desk = await setUpDesk('--client mcp-remote');
    const portal: Transport = async () => new Response('<h1>Hotel</h1>', { status: 200 });
    const { exitCode, clients, log } = await ask(desk, 'mcp-remote', () => portal);
    expect([exitCode, clients[0]?.verdict, clients[0]?.code, log.length]).toEqual([
      3,
      'inconclusive',
      null,
      0,
    ]);
  });

  test('asks without a page where the page says nothing', async () => {
    const desk = await setUpDesk('--client mcp-remote');
    const { clients } = await ask(
      desk,
      'mcp-remote',
      (inner) => async (request) =>
        new URL(request.url).searchParams.get('prompt') === 'none' ? inner(request) : new Response('Hm.'),
    );
    expect(clients[0]).toMatchObject({ verdict: 'starts', code: null });
  });

  test('refuses a client that is not known, before anything is contacted', async () => {
    const { exitCode, err, log } = await (await setUpDesk()).run('test --practice --clients vscoed');
    expect([exitCode, log.length]).toEqual([2, 0]);
    expect(err).toContain('vscode');
  });

  test('shows people what was sent and what mends it', async () => {
    const { out } = await (await setUpDesk()).run('test --practice --clients vscode');
    for (const words of ['FAIL', 'vscode', 'AADSTS50011', 'http://127.0.0.1:33418/', '--client vscode'])
      expect(out).toContain(words);
  });

  test.each(['markdown', 'junit', 'sarif', 'html', 'github'])('is part of the format %s', async (format) => {
    const { out, exitCode } = await (await setUpDesk()).run(
      `test --practice --clients vscode --format ${format}`,
    );
    expect([exitCode, out.includes('AADSTS50011')]).toEqual([1, true]);
  });
});
