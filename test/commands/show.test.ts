import { beforeEach, describe, expect, it } from 'vitest';
import { breakPractice } from '../../src/practice-tenant/index.ts';
import { type CommandBench, commandBench } from '../support/command.ts';
import { setUpDesk } from '../support/desk.ts';
import { addSetup, configText } from '../support/fleet.ts';

let bench: CommandBench;
let target: { readonly clientAppId: string; readonly serverAppId: string };

beforeEach(() => {
  bench = commandBench();
  const blueprint = addSetup(bench.tenant.state, bench.chance, 1);
  bench.files.set('entra-mcp.yaml', configText(blueprint));
  target = { clientAppId: blueprint.clientApp.appId ?? '', serverAppId: blueprint.serverApi.appId ?? '' };
});

interface Shown {
  readonly exitCode: number;
  readonly registrations: {
    readonly serverApi: Record<string, unknown> | null;
    readonly clientApp: Record<string, unknown> | null;
    readonly unreadable: readonly { readonly facet: string; readonly permission: string | null }[];
  };
}

const showJson = async (...flags: readonly string[]) =>
  (await bench.runJson('show', '--practice', ...flags)) as Shown;

describe('show', () => {
  it('names the permissions and grants of both apps', async () => {
    const { serverApi, clientApp } = (await showJson()).registrations;
    expect([serverApi?.permissions, serverApi?.grants, clientApp?.permissions, clientApp?.grants]).toEqual([
      [{ resource: 'Microsoft Graph', delegated: ['Files.Read'], application: [] }],
      [
        {
          resource: 'Microsoft Graph',
          for: 'everybody',
          scopes: ['Files.Read'],
          principal: null,
          since: null,
        },
      ],
      [{ resource: 'MCP Server API', delegated: ['access'], application: [] }],
      [{ resource: 'MCP Server API', for: 'everybody', scopes: ['access'], principal: null, since: null }],
    ]);
  });

  it('shows when a secret ends and nothing of its value', async () => {
    const { serverApi } = (await showJson()).registrations;
    expect(serverApi?.credentials).toEqual([
      {
        kind: 'secret',
        displayName: 'MCP Server Secret',
        keyId: expect.stringMatching(/-/),
        startDateTime: '2026-11-23T10:00:00Z',
        endDateTime: '2028-10-23T10:00:00Z',
        isKept: false,
        readBy: [],
      },
    ]);
  });

  it('prints every id, URI and owner as text', async () => {
    const { out } = await bench.run('show', '--practice');
    const wanted = [
      target.clientAppId,
      target.serverAppId,
      `api://${target.serverAppId}`,
      'admin@contoso.com',
    ];
    expect(wanted.filter((text) => !out.includes(text))).toEqual([]);
  });

  it('masks ids in text with --redact ids', async () => {
    const { out } = await bench.run('show', '--practice', '--redact', 'ids');
    expect(out).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
  });

  it('shows an app that is not registered as missing, which is no failure to look', async () => {
    bench.files.set(
      'entra-mcp.yaml',
      configText(addSetup(bench.tenant.state, bench.chance, 2))
        .replaceAll(/"appId": "[^"]*"/g, '"appId": "ffffffff-0000-4000-8000-000000000000"')
        .replace('fleet-00000002', 'fleet-00000003'),
    );
    const { exitCode, registrations } = await showJson();
    expect([exitCode, registrations.clientApp, registrations.unreadable]).toEqual([0, null, []]);
  });

  it('is inconclusive where the apps cannot be read, and names the permission', async () => {
    breakPractice(bench.tenant.state, 'reads-forbidden', target, bench.chance);
    const { exitCode, registrations } = await showJson();
    const { permission } = registrations.unreadable.find(({ facet }) => facet === 'clientApplication') ?? {};
    expect([exitCode, permission]).toEqual([3, 'Application.Read.All']);
  });

  it('cannot be made to send control characters to the terminal by a display name', async () => {
    const app = bench.tenant.state.applications.find(({ appId }) => appId === target.clientAppId);
    Object.assign(app ?? {}, { displayName: 'Evil\u001b[2J\nApp' });
    bench.tenant.state.revision += 1;
    expect((await bench.run('show', '--practice')).out).not.toContain('\u001b');
  });

  it('needs only the ids of the apps, no configuration', async () => {
    const bare = commandBench({
      ENTRA_MCP_SETUP_CLIENT_APP_ID: target.clientAppId,
      ENTRA_MCP_SETUP_SERVER_APP_ID: target.serverAppId,
    });
    addSetup(bare.tenant.state, bare.chance, 1);
    const { clientApp } = ((await bare.runJson('show', '--practice')) as Shown).registrations;
    expect(clientApp?.appId).toBe(target.clientAppId);
  });
});

it('says once why parts could not be read, and names them all', async () => {
  const desk = await setUpDesk();
  desk.break('reads-forbidden');
  const { out } = await desk.run('show --practice', { terminal: { columnsOut: null } });
  const reasons = out.split('\n').filter((line) => line.startsWith('Not read: '));
  expect(reasons.length).toBe(new Set(reasons.map((line) => line.replace(/^.*?\. /, ''))).size);
  expect(reasons.join('\n')).toContain('serverApplication');
});
