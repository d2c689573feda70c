import { beforeEach, describe, expect, it } from 'vitest';
import type { PracticeState } from '../../src/practice-tenant/state.ts';
import { type InventoryBench, inventoryBench } from './inventory-bench.ts';

/** A user who consented alone. */
const ANN = '77777777-7777-4777-8777-777777777777';

let bench: InventoryBench;
let state: PracticeState;

beforeEach(() => {
  bench = inventoryBench();
  state = bench.tenant.state;
});

describe('the inventory of many set-ups', () => {
  it('takes one sign-in a tenant', async () => {
    const { results } = await bench.showJson('a/entra-mcp.yaml', 'b/entra-mcp.yaml');
    const tokens = bench.tenant.log.filter(({ url }) => url.includes('/oauth2/v2.0/token')).length;
    expect([results.map(({ config }) => config), tokens]).toEqual([
      ['a/entra-mcp.yaml', 'b/entra-mcp.yaml'],
      1,
    ]);
  });

  it('asks once who a person is, whom several apps have the consent of', async () => {
    const [some] = state.users;
    const user = some && { ...some, id: ANN, userPrincipalName: 'ann@contoso.com' };
    const apps = state.applications.flatMap(({ appId, publicClient }) =>
      publicClient.redirectUris.length > 0
        ? state.servicePrincipals.filter((one) => one.appId === appId)
        : [],
    );
    const grants = apps.map(({ id }) => ({
      id: `of-one-${id}`,
      clientId: id,
      resourceId: apps[0]?.id ?? '',
      scope: 'access',
      consentType: 'Principal' as const,
      principalId: ANN,
    }));
    Object.assign(state, {
      users: [...state.users, user],
      grants: [...grants, ...state.grants],
      revision: state.revision + 1,
    });
    let asked = 0;
    bench.watch = async (request) => {
      const text = request.url.endsWith('/$batch') ? await request.clone().text() : '';
      asked += text.split('"/users/').length - 1;
    };
    const { results } = await bench.showJson('a/entra-mcp.yaml', 'b/entra-mcp.yaml');
    const named = results.filter((report) => JSON.stringify(report).includes('ann@contoso.com'));
    expect([grants.length, named.length, asked]).toEqual([2, 2, 1]);
  });

  it('shows the others where one is wrong', async () => {
    bench.files.set('c.yaml', 'version: 1\nnonsense: true\n');
    const { exitCode, results } = await bench.showJson('a/entra-mcp.yaml', 'c.yaml');
    expect([
      exitCode,
      results.map(({ registrations, errors = [] }) => [registrations !== undefined, errors.length]),
    ]).toEqual([
      2,
      [
        [true, 0],
        [false, 1],
      ],
    ]);
  });

  it('prints each as text below its name', async () => {
    const { out } = await bench.run('show', '--practice', 'a/entra-mcp.yaml', 'b/entra-mcp.yaml');
    expect(out.match(/^[ab]\/entra-mcp\.yaml$|^MCP (?:Server API|Client App)$/gm)?.length).toBe(6);
  });

  it('is refused as one snapshot', async () => {
    const { exitCode, err } = await bench.run(
      'show',
      '--practice',
      '*/entra-mcp.yaml',
      '--snapshot',
      's.json',
    );
    expect([exitCode, err]).toEqual([2, expect.stringContaining('several are named')]);
  });
});

describe('a snapshot as input', () => {
  beforeEach(async () => {
    await bench.run('show', '--practice', '--config', 'a/entra-mcp.yaml', '--snapshot', 'a.json');
    bench.offline();
  });

  it('is shown without any sign-in, with the day it was taken', async () => {
    const { exitCode, source, registrations, identity } = await bench.showJson('a.json');
    expect([exitCode, source.kind, source.takenAt, registrations.serverApi?.roles, identity]).toEqual([
      0,
      'snapshot',
      '2026-11-23T10:00:00.000Z',
      [],
      undefined,
    ]);
  });

  it('leads every command of a fix to the blueprint of the reader', async () => {
    const { checks = [] } = await bench.showJson('a.json');
    const commands = checks.flatMap(({ fix }) => fix?.command ?? []);
    expect([
      commands.length > 0,
      commands.filter((one) => !one.includes('--config <your entra-mcp.yaml>')),
    ]).toEqual([true, []]);
  });

  it('is one of several', async () => {
    bench.files.set('b.json', bench.files.get('a.json') ?? '');
    const { exitCode, results } = await bench.showJson('*.json');
    expect([exitCode, results.map(({ config }) => config)]).toEqual([0, ['a.json', 'b.json']]);
  });

  it('that is damaged does not keep the others from being shown', async () => {
    bench.files.set(
      'b.json',
      (bench.files.get('a.json') ?? '').replace('"formatVersion": 1', '"formatVersion": 99'),
    );
    const { exitCode, results } = await bench.showJson('*.json');
    expect([exitCode, results.map(({ exitCode: code }) => code)]).toEqual([2, [0, 2]]);
  });
});
