import { beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { breakPractice, FAULTS } from '../../src/practice-tenant/index.ts';
import { type CommandBench, commandBench } from '../support/command.ts';
import { addSetup, configText, type SetupShape } from '../support/fleet.ts';

let bench: CommandBench;
let target: { readonly clientAppId: string | null; readonly serverAppId: string | null };

beforeEach(() => {
  bench = commandBench();
  setUp({});
});

function setUp(shape: SetupShape): void {
  const blueprint = addSetup(bench.tenant.state, bench.chance, 1, shape);
  bench.files.set('entra-mcp.yaml', configText(blueprint));
  target = { clientAppId: blueprint.clientApp.appId, serverAppId: blueprint.serverApi.appId };
}

const live = async () => (await bench.runJson('verify', '--practice')) as Report;
const take = (...flags: readonly string[]) =>
  bench.run('show', '--snapshot', 'shot.json', '--practice', ...flags);
const fromSnapshot = async () => (await bench.runJson('verify', '--snapshot', 'shot.json')) as Report;

/** What a report says of the tenant; who looked and when differ, and the commands name what was looked at. */
const judged = ({ exitCode, target: of, summary, checks, credentials }: Report) => ({
  exitCode,
  of,
  summary,
  checks: checks?.map(({ fix, message, ...one }) => ({ ...one, by: fix?.by })),
  credentials,
});
const statuses = ({ checks = [] }: Report) => checks.map(({ id, status }) => `${id} ${status}`);
const withoutTimes = (text: string) => text.replace(/"(startedAt|durationMs)": .*/g, '');

/** All but the one that needs a certificate. */
const CONFIGURATION_FAULTS = FAULTS.filter(
  ({ id, breaks }) => breaks === 'configuration' && id !== 'thumbprint-mismatch',
).map(({ id }) => id);

describe('verify --snapshot', () => {
  it.each(CONFIGURATION_FAULTS)('finds what verify finds in the tenant: %s', async (fault) => {
    breakPractice(bench.tenant.state, fault, target, bench.chance);
    await take();
    expect(judged(await fromSnapshot())).toEqual(judged(await live()));
  });

  it.each(CONFIGURATION_FAULTS)('finds the same when ids are masked: %s', async (fault) => {
    breakPractice(bench.tenant.state, fault, target, bench.chance);
    await take('--redact', 'ids');
    expect(statuses(await fromSnapshot())).toEqual(statuses(await live()));
  });

  it('stays inconclusive where the tenant could not be read', async () => {
    breakPractice(bench.tenant.state, 'reads-forbidden', target, bench.chance);
    await take();
    expect((await fromSnapshot()).exitCode).toBe(3);
  });

  it('sends no request', async () => {
    await take();
    bench.offline();
    expect((await bench.run('verify', '--snapshot', 'shot.json')).exitCode).toBe(0);
  });

  it('prints the same bytes when asked again, apart from times', async () => {
    await take();
    const [once, again] = [
      await bench.run('verify', '--snapshot', 'shot.json', '--json'),
      await bench.run('verify', '--snapshot', 'shot.json', '--json'),
    ];
    expect(withoutTimes(again.out)).toBe(withoutTimes(once.out));
  });

  it('needs no configuration file beside it', async () => {
    await take();
    bench.files.delete('entra-mcp.yaml');
    expect((await fromSnapshot()).exitCode).toBe(0);
  });

  it('says which file is missing', async () => {
    const { exitCode, err } = await bench.run('verify', '--snapshot', 'gone.json');
    expect([exitCode, err.includes('gone.json')]).toEqual([2, true]);
  });
});

describe('show --snapshot', () => {
  it('judges a federated credential as verify does', async () => {
    setUp({ credential: 'federated' });
    await take();
    expect(judged(await fromSnapshot())).toEqual(judged(await live()));
  });

  it('leaves no id of the tenant in the file with --redact ids', async () => {
    await take('--redact', 'ids');
    const { state } = bench.tenant;
    const ids = [
      state.tenant.id,
      ...state.applications.flatMap(({ id, appId, displayName }) =>
        displayName.startsWith('MCP') ? [id, appId] : [],
      ),
      ...state.grants.map(({ id }) => id),
    ];
    const text = bench.files.get('shot.json') ?? '';
    expect(ids.filter((id) => text.includes(id))).toEqual([]);
  });

  it('leaves nothing of a federated credential or a custom scheme with --redact ids, and judges them alike', async () => {
    setUp({ credential: 'federated' });
    const acme = (text = '') =>
      text
        .replaceAll('system:serviceaccount:mcp:server', 'repo:acmecorp/secret:ref:refs/heads/main')
        .replaceAll('https://token.example.com', 'https://idp.acmecorp.dev/x')
        .replaceAll('http://127.0.0.1:53100/callback', 'com.acmecorp.app://cb');
    bench.files.set('entra-mcp.yaml', acme(bench.files.get('entra-mcp.yaml')));
    Object.assign(bench.tenant.state, JSON.parse(acme(JSON.stringify(bench.tenant.state))));
    await take('--redact', 'ids');
    expect(bench.files.get('shot.json')).not.toMatch(/acme/i);
    const report = await fromSnapshot();
    expect([report.exitCode, statuses(report)]).toEqual([0, statuses(await live())]);
  });

  it('prints the snapshot itself with - as its file', async () => {
    const { out } = await bench.run('show', '--snapshot', '-', '--practice');
    expect(JSON.parse(out)).toMatchObject({ format: 'entra-mcp-setup/snapshot', formatVersion: 1 });
  });
});
