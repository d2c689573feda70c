import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { CHECK_IDS } from '../../src/core/check.ts';
import { asId, type KeyId } from '../../src/core/ids.ts';
import type { Registrations } from '../../src/core/registrations.ts';
import type { PracticeState } from '../../src/practice-tenant/state.ts';
import { permissionRows } from '../../src/report/inventory/rows.ts';
import { addSetup, configText } from '../support/fleet.ts';
import { type InventoryBench, inventoryBench, type Shown } from './inventory-bench.ts';

let bench: InventoryBench;
let state: PracticeState;

beforeEach(() => {
  bench = inventoryBench();
  state = bench.tenant.state;
});

const principalOf = (app: 'server' | 'client', shown: Registrations): string =>
  (app === 'server' ? shown.serverApi : shown.clientApp)?.servicePrincipal?.objectId ?? '';

/** A tenant in which somebody granted an application permission and one person consented alone. */
async function overGranted(): Promise<Shown> {
  const { registrations } = await bench.showJson('a/entra-mcp.yaml');
  const graph = state.servicePrincipals.find(({ appId }) => appId.startsWith('00000003'))?.id ?? '';
  const role = '01d4889c-1287-42c6-ac1f-5d1e02578ef6';
  const [user] = state.users;
  const serverId = principalOf('server', registrations);
  Object.assign(state, {
    appRoleAssignments: [
      ...state.appRoleAssignments,
      {
        id: 'role-assignment',
        appRoleId: role,
        createdDateTime: '2025-03-04T05:06:07Z',
        principalId: serverId,
        resourceId: graph,
      },
    ],
    grants: [
      ...state.grants,
      {
        id: 'single-consent',
        clientId: serverId,
        resourceId: graph,
        scope: 'Sites.Read.All',
        consentType: 'Principal',
        principalId: user?.id ?? '',
      },
    ],
  });
  state.revision += 1;
  return bench.showJson('a/entra-mcp.yaml');
}

describe('the inventory of one set-up', () => {
  it('names application permissions with the day they were granted, and single consents with the person', async () => {
    const { registrations } = await overGranted();
    const rows = permissionRows(registrations).filter(({ app }) => app === 'server');
    expect(
      rows.map(({ permission, grantedTo, since, isAsked }) => [permission, grantedTo, since, isAsked]),
    ).toEqual([
      ['Files.Read.All', 'the app itself', '2025-03-04T05:06:07Z', false],
      ['Files.Read', 'everybody', null, true],
      ['Sites.Read.All', state.users[0]?.userPrincipalName, null, false],
    ]);
  });

  const consentsOf = async (count: number) => {
    const { registrations } = await bench.showJson('a/entra-mcp.yaml');
    const single = Array.from({ length: count }, (_, index) => ({
      id: `single-${index}`,
      clientId: principalOf('client', registrations),
      resourceId: principalOf('server', registrations),
      scope: 'access',
      consentType: 'Principal' as const,
      principalId: `user-${index}`,
    }));
    Object.assign(state, { grants: [...single, ...state.grants], revision: state.revision + 1 });
    return (await bench.showJson('a/entra-mcp.yaml')).registrations;
  };

  it('names every single consent, page by page', async () => {
    const { clientApp, unreadable } = await consentsOf(230);
    expect(clientApp?.grants.map(({ for: whom }) => whom).sort()).toEqual([
      ...Array.from({ length: 1 }, () => 'everybody'),
      ...Array.from({ length: 230 }, () => 'one user'),
    ]);
    expect(unreadable).toEqual([]);
  });

  it('says so where it stops before the last single consent', async () => {
    const { clientApp, unreadable } = await consentsOf(2_050);
    expect(clientApp?.grants.filter(({ for: whom }) => whom === 'one user')).toHaveLength(2_000);
    expect(unreadable).toMatchObject([{ facet: 'clientGrants', detail: expect.stringContaining('2,000') }]);
  });

  it('says in words what each permission allows, as its API does', async () => {
    const { registrations } = await overGranted();
    const says = permissionRows(registrations).map(
      ({ permission, says: words }) => `${permission}: ${words}`,
    );
    expect(says).toContain('Files.Read.All: Files.Read.All as itself');
  });

  it('never says that nothing is granted where nobody could look', async () => {
    bench.tamper = async (response) => {
      const text = await response.clone().text();
      if (!text.includes('appRoleAssignments')) return response;
      const { responses } = JSON.parse(text) as { responses: { body: Record<string, string> }[] };
      const refused = responses.map((part) =>
        String(part.body['@odata.context']).includes('appRoleAssignments') && 'value' in part.body
          ? { ...part, status: 403, body: { error: { code: 'Authorization_RequestDenied', message: 'No.' } } }
          : part,
      );
      return new Response(JSON.stringify({ responses: refused }), response);
    };
    const { registrations } = await bench.showJson('a/entra-mcp.yaml');
    expect([
      registrations.serverApi?.roles,
      registrations.unreadable.find(({ facet }) => facet === 'serverRoles')?.permission,
    ]).toEqual([null, 'Application.Read.All']);
    const page = (await bench.run('show', '--practice', 'a/entra-mcp.yaml', '--format', 'html')).out;
    expect(page).toContain('What else is granted could not be read.');
  });

  it('says which bytes were held against the tenant', async () => {
    const { source } = await bench.showJson('a/entra-mcp.yaml');
    const sha256 = createHash('sha256')
      .update(bench.files.get('a/entra-mcp.yaml') ?? '')
      .digest('hex');
    expect(source).toEqual({ kind: 'blueprint', file: 'a/entra-mcp.yaml', sha256, commit: null });
  });

  it('carries evidence for every check that passed and is no advice', async () => {
    const { checks = [] } = await bench.showJson('a/entra-mcp.yaml');
    const bare = checks.filter(({ status, evidence }) => status === 'pass' && evidence.length === 0);
    expect(bare.map(({ id }) => id)).toEqual([]);
    expect(checks.length).toBe(CHECK_IDS.filter((id) => !id.startsWith('endpoint.')).length);
  });

  it('ends with 0 though a check fails, since showing is not judging', async () => {
    const app = state.applications.find(({ displayName }) => displayName.includes('Client'));
    Object.assign(app ?? {}, { isFallbackPublicClient: false });
    state.revision += 1;
    const { exitCode, summary } = await bench.showJson('a/entra-mcp.yaml');
    expect([exitCode, (summary?.fail ?? 0) > 0]).toEqual([0, true]);
  });

  it('only reads', async () => {
    const methods = new Set<string>();
    bench.watch = async (request) => {
      if (!request.url.includes('graph.microsoft.com')) return;
      const body = request.url.endsWith('/$batch') ? await request.json() : null;
      const parts = (body as { requests: { method: string }[] } | null)?.requests ?? [request];
      for (const { method } of parts) methods.add(method);
    };
    await bench.showJson('a/entra-mcp.yaml');
    expect([...methods]).toEqual(['GET']);
  });
});

describe('who reads a credential', () => {
  const settings = (appId: string, secret: string): string =>
    `AZURE_CLIENT_ID=${appId}\nAZURE_CLIENT_SECRET=${secret}\n`;
  const readBy = async (): Promise<unknown> =>
    (await bench.showJson('a/entra-mcp.yaml')).registrations.serverApi?.credentials[0]?.readBy;

  it('is the settings file beside the blueprint whose secret begins as Graph shows it', async () => {
    const { registrations } = await bench.showJson('a/entra-mcp.yaml');
    bench.files.set('a/.env', settings(registrations.serverApi?.appId ?? '', 'abc8Q~value'));
    expect(await readBy()).toEqual([{ kind: 'file', where: 'a/.env' }]);
  });

  it.each([
    ['of another server', (own: string) => settings(own.replace(/^.{8}/, 'ffffffff'), 'abc8Q~value')],
    ['with another secret', (own: string) => settings(own, 'xyz8Q~value')],
  ])('is no settings file %s', async (_what, text) => {
    const { registrations } = await bench.showJson('a/entra-mcp.yaml');
    bench.files.set('a/.env', text(registrations.serverApi?.appId ?? 'f'));
    expect(await readBy()).toEqual([]);
  });

  it('is nobody where two secrets begin alike', async () => {
    const { registrations } = await bench.showJson('a/entra-mcp.yaml');
    bench.files.set('a/.env', settings(registrations.serverApi?.appId ?? '', 'abc8Q~value'));
    const app = state.applications.find(({ appId }) => appId === registrations.serverApi?.appId);
    const [password] = app?.passwords ?? [];
    Object.assign(app ?? {}, {
      passwords: [password, { ...password, keyId: 'ffffffff-0000-4000-8000-0000000000ff' }],
    });
    state.revision += 1;
    expect(await readBy()).toEqual([]);
  });

  it.each([
    ['kept in https://kv.vault.azure.net/secrets/mcp', 'https://kv.vault.azure.net/secrets/mcp'],
    ['kept in Azure Key Vault contoso-kv', 'contoso-kv'],
  ])('is the vault of a settings file, which has the newest secret: %s', async (hint, where) => {
    const keyId = 'ffffffff-0000-4000-8000-0000000000ff';
    const setup = addSetup(state, bench.chance, 3, { keyIds: 'kept' });
    const keyIds = [...setup.serverApi.keyIds, asId<KeyId>(keyId)];
    bench.files.set('a/entra-mcp.yaml', configText({ ...setup, serverApi: { ...setup.serverApi, keyIds } }));
    const app = state.applications.find((one) => one.appId === setup.serverApi.appId);
    const [password] = app?.passwords ?? [];
    const newer = { keyId, startDateTime: '2027-02-01T00:00:00Z', endDateTime: '2027-03-01T00:00:00Z' };
    Object.assign(app ?? {}, { passwords: [password, { ...password, ...newer }] });
    state.revision += 1;
    bench.files.set('a/.env', `AZURE_CLIENT_ID=${setup.serverApi.appId}\n# AZURE_CLIENT_SECRET= (${hint})\n`);
    const shown = (await bench.showJson('a/entra-mcp.yaml')).registrations.serverApi?.credentials;
    const vaults = shown?.map(({ readBy = [] }) => readBy.filter(({ kind }) => kind === 'key-vault'));
    expect(vaults).toEqual([[], [{ kind: 'key-vault', where }]]);
  });

  it('is told without a letter of the value', async () => {
    const { registrations } = await bench.showJson('a/entra-mcp.yaml');
    bench.files.set('a/.env', settings(registrations.serverApi?.appId ?? '', 'abc8Q~value'));
    for (const format of ['text', 'html', 'markdown', 'csv', 'json'])
      expect(
        (await bench.run('show', '--practice', 'a/entra-mcp.yaml', '--format', format)).out,
      ).not.toContain('abc8Q');
  });
});

describe('the inventory in every format', () => {
  it.each(['html', 'markdown', 'csv'])(
    'holds every key id, owner, URI and permission: %s',
    async (format) => {
      const { registrations } = await bench.showJson('a/entra-mcp.yaml');
      const { out } = await bench.run('show', '--practice', 'a/entra-mcp.yaml', '--format', format);
      const wanted = [
        registrations.serverApi?.credentials[0]?.keyId ?? '',
        'admin@contoso.com',
        `api://${registrations.serverApi?.appId}`,
        'Files.Read',
        'http://127.0.0.1:53100/callback',
      ];
      expect(wanted.filter((text) => !out.includes(text))).toEqual([]);
    },
  );

  it.each(['html', 'markdown', 'csv', 'text'])(
    'shows no id, name or domain with --redact ids: %s',
    async (format) => {
      const { out } = await bench.run(
        'show',
        '--practice',
        'a/entra-mcp.yaml',
        'b/entra-mcp.yaml',
        '--format',
        format,
        '--redact',
        'ids',
      );
      const graph = /00000003-0000-0000-c000-000000000000/g;
      expect(out.replaceAll(graph, '')).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|@contoso|Contoso Practice/);
    },
  );

  it('is what `report` makes of the saved result', async () => {
    await bench.run(
      'show',
      '--practice',
      'a/entra-mcp.yaml',
      '--report',
      'json=shown.json',
      '--report',
      'csv=a.csv',
    );
    const { exitCode, out } = await bench.run('report', 'shown.json', '--format', 'csv');
    expect([exitCode, out]).toEqual([0, bench.files.get('a.csv')]);
  });
});
