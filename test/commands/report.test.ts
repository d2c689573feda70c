import { beforeEach, describe, expect, it } from 'vitest';
import { breakPractice } from '../../src/practice-tenant/index.ts';
import { type CommandBench, commandBench } from '../support/command.ts';
import { addSetup, configText } from '../support/fleet.ts';

let bench: CommandBench;

beforeEach(async () => {
  bench = commandBench();
  const blueprint = addSetup(bench.tenant.state, bench.chance, 1);
  bench.files.set('entra-mcp.yaml', configText(blueprint));
  const { clientApp, serverApi } = blueprint;
  breakPractice(
    bench.tenant.state,
    'v1-tokens',
    { clientAppId: clientApp.appId, serverAppId: serverApi.appId },
    bench.chance,
  );
  bench.files.set('result.json', (await bench.run('verify', '--practice', '--json')).out);
});

describe('report', () => {
  it('repeats a saved result as JSON', async () => {
    const { out } = await bench.run('report', 'result.json', '--json');
    expect(JSON.parse(out)).toEqual(JSON.parse(bench.files.get('result.json') ?? ''));
  });

  it('exits as the result says', async () => {
    expect((await bench.run('report', 'result.json')).exitCode).toBe(1);
  });

  it.each(['junit', 'sarif', 'github', 'markdown', 'html', 'text'])(
    'tells the failed check as %s',
    async (format) => {
      const { out } = await bench.run('report', 'result.json', '--format', format);
      expect(out).toContain('server-api.token-version');
    },
  );

  it('writes further files with --report', async () => {
    await bench.run('report', 'result.json', '--report', 'html=page.html', '--report', 'junit=tests.xml');
    expect([bench.files.get('page.html')?.slice(0, 9), bench.files.get('tests.xml')?.slice(0, 5)]).toEqual([
      '<!doctype',
      '<?xml',
    ]);
  });

  it('gives each SARIF rule a command that shows the remedy', async () => {
    const { out } = await bench.run('report', 'result.json', '--format', 'sarif');
    const [, ...words] =
      /entra-mcp-setup (verify) --config <your entra-mcp.yaml> (--only server-api\.token-version)` shows the remedy/.exec(
        out,
      ) ?? [];
    const shown = await bench.run(...words.join(' ').split(' '), '--practice');
    expect([shown.exitCode, shown.out.includes('entra-mcp-setup apply')]).toEqual([1, true]);
  });

  it('needs no network', async () => {
    bench.offline();
    expect((await bench.run('report', 'result.json', '--json')).exitCode).toBe(1);
  });

  it.each([
    ['missing.json', null],
    ['damaged.json', '{"schemaVersion":"1.0","command":7}'],
    ['newer.json', '{"schemaVersion":"2.0"}'],
    ['cut.json', '{"schemaVersion":'],
  ])('refuses %s with its name', async (path, text) => {
    if (text !== null) bench.files.set(path, text);
    const { exitCode, err } = await bench.run('report', path);
    expect([exitCode, err.includes(path)]).toEqual([2, true]);
  });
});
