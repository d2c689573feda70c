import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { almostEmptyBlueprint, type ByHand, followTheGuide } from '../support/by-hand.ts';
import { openDesk, type Run, setUpDesk } from '../support/desk.ts';

const VERIFY = 'verify --practice --json';

async function verified(byHand: ByHand = {}): Promise<Run> {
  const desk = await openDesk();
  desk.disk.put('entra-mcp.yaml', almostEmptyBlueprint(followTheGuide(desk, byHand)));
  return desk.run(VERIFY);
}

const idsOf = ({ document }: { readonly document: Report }, status: string): readonly string[] =>
  (document.checks ?? []).filter((check) => check.status === status).map(({ id }) => id);
const checkIn = ({ document }: Run, id: string) => document.checks?.find((check) => check.id === id);

describe('a tenant made by hand exactly from the guide', () => {
  test('passes with an almost empty blueprint once the token version is set', async () => {
    const run = await verified({ tokenVersion: 2 });
    expect([run.exitCode, idsOf(run, 'fail'), idsOf(run, 'unknown')]).toEqual([0, [], []]);
    expect(idsOf(run, 'warn')).toEqual([
      'client-app.backup-redirect-uris',
      'client-app.sign-in-consent',
      'server-api.credentials-beyond-blueprint',
    ]);
  });

  test('fails in the token version alone, which the guide leaves empty, and says why it matters', async () => {
    const run = await verified();
    expect([run.exitCode, idsOf(run, 'fail')]).toEqual([1, ['server-api.token-version']]);
    expect(checkIn(run, 'server-api.token-version')?.message).toMatch(/v2 issuer.*refuse/);
  });

  test('shows the whole grant, not only what was wanted', async () => {
    const run = await verified({ tokenVersion: 2 });
    expect(checkIn(run, 'server-api.graph-consent')).toMatchObject({
      status: 'pass',
      expected: ['Files.Read'],
      actual: ['User.Read', 'Files.Read'],
    });
  });

  test('with application permissions in place of delegated ones is told so by name', async () => {
    const role = { id: '01d4889c-1287-42c6-ac1f-5d1e02578ef6', type: 'Role' as const };
    const requiredResourceAccess = [
      { resourceAppId: '00000003-0000-0000-c000-000000000000', resourceAccess: [role] },
    ];
    const run = await verified({ tokenVersion: 2, server: { requiredResourceAccess } });
    expect(idsOf(run, 'fail')).toEqual(['server-api.graph-permissions']);
    expect(checkIn(run, 'server-api.graph-permissions')?.message).toContain(
      'application permission, Files.Read.All',
    );
  });
});

describe('one app registration named for both roles', () => {
  test('is one finding, and nothing that follows from it is judged', async () => {
    const desk = await openDesk();
    const { server } = followTheGuide(desk);
    desk.disk.put('entra-mcp.yaml', almostEmptyBlueprint({ client: server, server }));
    const run = await desk.run(VERIFY);
    expect([run.exitCode, idsOf(run, 'fail'), idsOf(run, 'warn')]).toEqual([1, ['server-api.exists'], []]);
    expect(checkIn(run, 'server-api.exists')?.message).toContain(server);
    expect(new Set(document(run).map(({ status }) => status))).toEqual(new Set(['fail', 'skip', 'manual']));
  });
});

test('the fault one-app-for-both is found by verify, refused by apply, and mended', async () => {
  const desk = await setUpDesk();
  expect((await desk.run('practice break one-app-for-both --practice')).exitCode).toBe(0);
  const broken = await desk.run(VERIFY);
  expect([broken.exitCode, idsOf(broken, 'fail')]).toEqual([1, ['server-api.exists']]);
  expect((await desk.run('apply --practice --yes')).exitCode).toBe(2);
  expect((await desk.run('practice mend one-app-for-both --practice')).exitCode).toBe(0);
  expect((await desk.run(VERIFY)).exitCode).toBe(0);
});

const document = ({ document: { checks = [] } }: Run) => checks;

describe('a client that the API pre-authorises', () => {
  test('is asked for no consent, and none is planned for it', async () => {
    const desk = await setUpDesk();
    const [server, client] = desk.tenant.state.applications;
    const { grants } = desk.tenant.state;
    const ids = server?.api.oauth2PermissionScopes.map(({ id }) => id) ?? [];
    const trusted = { appId: client?.appId ?? '', delegatedPermissionIds: ids };
    Object.assign(desk.tenant.state, {
      applications: desk.tenant.state.applications.map((one) =>
        one === server ? { ...one, api: { ...one.api, preAuthorizedApplications: [trusted] } } : one,
      ),
      grants: grants.filter(({ scope }) => scope !== 'access'),
      revision: desk.tenant.state.revision + 1,
    });
    const run = await desk.run(VERIFY);
    expect([run.exitCode, idsOf(run, 'fail'), idsOf(run, 'warn')]).toEqual([0, [], []]);
    expect(checkIn(run, 'client-app.admin-consent')?.message).toContain('needs no consent');
    expect((await desk.run('plan --practice --json')).document.plan?.changes).toEqual([]);
  });
});

describe('the keys of the seam', () => {
  test('are carried out by apply, and nothing is left for a second run', async () => {
    const desk = await openDesk();
    const { exitCode } = await desk.run([
      'apply',
      ...'--practice --yes --grant-admin-consent --mcp-url https://mcp.contoso.com/mcp'.split(' '),
      ...'--client vscode,cursor --pre-authorize vscode'.split(' '),
      ...'--additional-app-id-uri https://contoso.com/mcp --additional-app-id-uri api://contoso.com/more'.split(
        ' ',
      ),
      ...'--backup-redirect-uri http://127.0.0.1:9000/callback'.split(' '),
      ...'--gateway-callback http://localhost:8000/auth/callback'.split(' '),
      ...'--client-url https://gateway.contoso.com/mcp'.split(' '),
    ]);
    const [server, client] = desk.tenant.state.applications;
    expect([exitCode, server?.identifierUris]).toEqual([
      0,
      [`api://${server?.appId}`, 'https://contoso.com/mcp', 'api://contoso.com/more'],
    ]);
    expect(server?.web.redirectUris).toEqual(['http://localhost:8000/auth/callback']);
    expect(server?.api.preAuthorizedApplications.map(({ appId }) => appId)).toEqual([
      'aebc6443-996d-45c2-90f0-388ff96faa56',
    ]);
    expect(client?.publicClient.redirectUris).toEqual(
      expect.arrayContaining([
        'http://127.0.0.1:53100/callback',
        'http://127.0.0.1:33418',
        'http://localhost:8787/callback',
        'http://127.0.0.1:9000/callback',
      ]),
    );
    expect(client?.publicClient.redirectUris).not.toContain('http://127.0.0.1:53101/callback');
    const blueprint = desk.disk.text('entra-mcp.yaml');
    expect(blueprint).toMatch(/clients:\s+- vscode\s+- cursor/);
    const again = await desk.run('plan --practice --json');
    expect([again.exitCode, again.document.plan?.changes]).toEqual([0, []]);
    expect((await desk.run(VERIFY)).exitCode).toBe(0);
  });
});
