import { describe, expect, test } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import { EVIL_URI, registerAs, trap } from '../support/attack.ts';
import {
  APPLY,
  type Desk,
  loseIds,
  MCP_URL,
  openDesk,
  type Run,
  setUpDesk,
  writesIn,
} from '../support/desk.ts';

const MARKER = 'a1b2c3d4-known-to-somebody';
const BLUEPRINT_TEXT = [
  'version: 1',
  `marker: ${MARKER}`,
  `gateway: { mcpServerEndpoint: ${MCP_URL} }`,
  'grantAdminConsent: true',
  '',
].join('\n');

const appIdsIn = ({ tenant }: Desk) => tenant.state.applications.map(({ appId }) => appId);
const told = ({ out, err }: Run) => out + err;

describe('an app that a member registered under the marker of the blueprint', () => {
  async function trapped() {
    const desk = await openDesk();
    for (const path of ['entra-mcp.yaml', 'other.yaml']) desk.disk.put(path, BLUEPRINT_TEXT);
    return { desk, ids: trap(desk, MARKER) };
  }

  test.each([
    'apply --practice --yes --grant-admin-consent',
    'plan --practice',
    'verify --practice',
    'verify entra-mcp.yaml other.yaml --practice',
    'rotate --practice',
    'remove --practice --delete-apps --yes',
    'env --practice',
    'show --practice',
  ])('is not adopted by %s, which names both ids and what is foreign on them', async (command) => {
    const { desk, ids } = await trapped();
    const run = await desk.run(command);
    expect([run.exitCode, writesIn(run.log), desk.tenant.state.grants]).toEqual([2, [], []]);
    for (const part of [
      ids.client,
      ids.server,
      EVIL_URI,
      'dev@contoso.com',
      '--client-app-id',
      '--server-app-id',
    ])
      expect(told(run)).toContain(part);
  });

  test('is left beside with --new, and given no consent', async () => {
    const { desk, ids } = await trapped();
    const { exitCode } = await desk.run('apply --practice --yes --new');
    const { grants, servicePrincipals } = desk.tenant.state;
    const theirs = servicePrincipals.filter(({ appId }) => [ids.client, ids.server].includes(appId));
    const given = grants.filter(({ clientId, resourceId }) =>
      theirs.some(({ id }) => id === clientId || id === resourceId),
    );
    expect([exitCode, given, appIdsIn(desk).length]).toEqual([0, [], 4]);
    expect(desk.disk.text('entra-mcp.yaml')).not.toContain(MARKER);
  });

  test('is used where it is named', async () => {
    const { desk, ids } = await trapped();
    const named = `--client-app-id ${ids.client} --server-app-id ${ids.server}`;
    const { exitCode } = await desk.run(`apply --practice --yes ${named}`);
    expect([exitCode, appIdsIn(desk)]).toEqual([0, [ids.client, ids.server]]);
  });
});

describe('apps of the same name, where the blueprint knows none', () => {
  test('are refused when they bear the sign of some set-up, the ids and --new named', async () => {
    const desk = await openDesk();
    const ids = trap(desk, 'of-nobody-knows-whom');
    const run = await desk.run(APPLY);
    expect([run.exitCode, writesIn(run.log)]).toEqual([2, []]);
    for (const part of [ids.client, ids.server, '--new']) expect(told(run)).toContain(part);
  });

  test('are left beside with a word when they bear none', async () => {
    const desk = await openDesk();
    const ids = trap(desk, null);
    const before = JSON.stringify(desk.tenant.state.applications);
    const run = await desk.run(APPLY);
    expect([run.exitCode, appIdsIn(desk).length]).toEqual([0, 4]);
    expect(JSON.stringify(desk.tenant.state.applications.slice(0, 2))).toBe(before);
    expect(run.err).toContain(`--client-app-id ${ids.client}`);
  });

  test('that are shown cannot write to the terminal', async () => {
    const desk = await openDesk();
    registerAs(desk, {
      displayName: 'MCP Client App',
      uniqueName: 'entra-mcp-setup-client-x',
      publicClient: { redirectUris: ['https://evil.example/\x1b[2Jx'] },
    });
    const run = await desk.run(APPLY);
    expect([run.exitCode, told(run).includes('\x1b')]).toEqual([2, false]);
  });
});

describe('two teams with the same names and address', () => {
  async function teams() {
    const desk = await setUpDesk();
    const first = desk.disk.snapshot();
    desk.disk.content.clear();
    return { desk, first, ids: appIdsIn(desk) };
  }

  test('keep apart: the second is told of the first, and makes its own only when it says so', async () => {
    const { desk, ids } = await teams();
    expect((await desk.run(APPLY)).exitCode).toBe(2);
    const { exitCode } = await desk.run(`${APPLY} --new`);
    expect([exitCode, appIdsIn(desk).length]).toEqual([0, 4]);
    for (const appId of ids) expect(desk.disk.text('entra-mcp.yaml')).not.toContain(appId);
  });

  test('delete each their own', async () => {
    const { desk, ids } = await teams();
    await desk.run(`${APPLY} --new`);
    const { exitCode } = await desk.run('remove --practice --delete-apps --yes');
    expect([exitCode, appIdsIn(desk)]).toEqual([0, ids]);
  });

  test('draw another marker each', async () => {
    const { desk, first } = await teams();
    await desk.run(`${APPLY} --new`);
    const markers = [JSON.stringify(first), desk.disk.text('entra-mcp.yaml')].map(
      (text) => /marker: ([\w-]+)/.exec(text)?.[1],
    );
    expect(new Set(markers).size).toBe(2);
    expect(markers).not.toContain(undefined);
  });
});

describe('a run that is killed', () => {
  const isWrite = ({ method, url }: Request) =>
    new URL(url).host === 'graph.microsoft.com' && method !== 'GET' && !url.endsWith('/$batch');

  /** The tenant carries out the k-th write, and the run hears no more. */
  async function killedAfter(write: number): Promise<{ readonly desk: Desk; readonly writes: number }> {
    const desk = await openDesk();
    let writes = 0;
    await desk.run(APPLY, {
      between: (inner) => async (request) => {
        const counts = isWrite(request);
        if (writes >= write) throw new SetupError('INTERRUPTED', 'Killed by the test.');
        const response = await inner(request);
        if (counts) writes += 1;
        if (writes >= write) throw new SetupError('INTERRUPTED', 'Killed by the test.');
        return response;
      },
    });
    return { desk, writes };
  }

  test('has its marker on disk before its first write', async () => {
    const desk = await openDesk();
    const seen: string[] = [];
    await desk.run(APPLY, {
      between: (inner) => (request) => {
        if (isWrite(request) && seen.length === 0) seen.push(desk.disk.text('entra-mcp.yaml'), request.url);
        return inner(request);
      },
    });
    const marker = /^marker: (\S+)$/m.exec(seen[0] ?? '')?.[1];
    expect(marker).toMatch(/^[0-9a-f-]{36}$/);
    expect(seen[1]).toContain(marker);
  });

  test('finds its own again, after any of its writes', async () => {
    const { writes } = await killedAfter(Number.POSITIVE_INFINITY);
    for (let write = 1; write <= writes; write += 1) {
      const { desk } = await killedAfter(write);
      await desk.run(APPLY);
      const again = await desk.run('verify --practice');
      expect([write, again.exitCode, appIdsIn(desk).length]).toEqual([write, 0, 2]);
    }
  });
});

test('an app in place of one that was deleted gets another unique name, since that one stays taken', async () => {
  const desk = await setUpDesk();
  const before = desk.tenant.state.applications.map(({ uniqueName }) => uniqueName);
  await desk.run('remove --practice --delete-apps --yes');
  const { exitCode } = await desk.run(APPLY);
  const after = desk.tenant.state.applications.map(({ uniqueName }) => uniqueName);
  expect([exitCode, after.filter((name) => before.includes(name))]).toEqual([0, []]);
});

describe('a blueprint of before there were markers', () => {
  const OLD = /^marker: .*\n|^ *(keyIds:|- [0-9a-f-]{36}).*\n/gm;

  test('knows its apps by their ids', async () => {
    const desk = await setUpDesk();
    desk.disk.put('entra-mcp.yaml', desk.disk.text('entra-mcp.yaml').replaceAll(OLD, ''));
    const runs = [await desk.run('verify --practice'), await desk.run('apply --practice --yes')];
    expect([runs.map(({ exitCode }) => exitCode), appIdsIn(desk).length]).toEqual([[0, 0], 2]);
    expect(desk.disk.text('entra-mcp.yaml')).not.toContain('marker');
  });

  test('whose ids are gone is told of them and takes none', async () => {
    const desk = await setUpDesk();
    loseIds(desk);
    desk.disk.put('entra-mcp.yaml', desk.disk.text('entra-mcp.yaml').replaceAll(OLD, ''));
    const run = await desk.run('apply --practice --yes');
    expect([run.exitCode, writesIn(run.log)]).toEqual([2, []]);
    for (const appId of appIdsIn(desk)) expect(told(run)).toContain(appId);
  });
});
