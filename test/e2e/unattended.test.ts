import { describe } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { ALL_FILES, APPLY, MCP_URL, SET_UP, summaryOf, test } from './journey.ts';

const BROWSER = ['--practice', '--auth', 'browser'];
const reportOf = (out: string) => JSON.parse(out) as Report;

describe.concurrent('without a terminal', () => {
  test('apply does the whole job', async ({ place, expect }) => {
    await place.tenant();
    const { code, out } = await place.run([...APPLY, '--json']);
    expect([code, reportOf(out).ok]).toEqual([0, true]);
    expect(await place.files()).toEqual(ALL_FILES);
    expect(summaryOf(await place.state())).toEqual(SET_UP);
  });

  test('apply run again changes nothing', async ({ ready, expect }) => {
    const seen = async () => {
      const { applications, servicePrincipals, grants } = await ready.state();
      const files = await Promise.all(['.env', 'entra-mcp.yaml', 'entra-mcp-summary.md'].map(ready.file));
      return { applications, servicePrincipals, grants, files, names: await ready.files() };
    };
    const before = await seen();
    const { code, out } = await ready.run([...APPLY, '--json']);
    expect([code, reportOf(out).applied]).toEqual([
      0,
      { done: [], stoppedAt: null, credentials: [], files: [] },
    ]);
    expect(await seen()).toEqual(before);
  });

  test('apply wants --yes', async ({ place, expect }) => {
    await place.tenant();
    const { code, err } = await place.run(APPLY.filter((word) => word !== '--yes'));
    expect([code, err.includes('--yes'), (await place.state()).applications]).toEqual([2, true, []]);
  });

  test('setup lists every missing answer at once', async ({ place, expect }) => {
    const { code, out, err } = await place.run(['setup']);
    expect([code, out]).toEqual([2, '']);
    for (const way of ['--tenant', 'ENTRA_MCP_SETUP_TENANT', '--mcp-url', 'gateway.mcpServerEndpoint']) {
      expect(err).toContain(way);
    }
  });

  test('nothing but its name shows help and exits with 2', async ({ place, expect }) => {
    const { code, out, err } = await place.run([]);
    expect([code, out, err.includes('Usage: entra-mcp-setup')]).toEqual([2, '', true]);
  });

  test('results go to standard output, talk does not', async ({ ready, expect }) => {
    const { out } = await ready.run(['verify', ...BROWSER, '--json']);
    expect(reportOf(out).command).toBe('verify');
  });

  test('a reader that has seen enough is no error', async ({ ready, expect }) => {
    const { code, err } = await ready.shell(
      '"$TOOL" verify --practice --auth browser -v | head -1; exit $' + '{PIPESTATUS[0]}',
    );
    expect([code, /EPIPE| at /.test(err)]).toEqual([0, false]);
  });

  test('--redact ids masks what is said as well as the result', async ({ ready, expect }) => {
    for (const command of ['verify', 'plan', 'rotate', 'remove']) {
      const { code, out, err } = await ready.run([command, ...BROWSER, '--redact', 'ids', '-v']);
      expect([code, (out + err).match(/[\da-f]{8}-[\da-f]{4}|contoso\.onmicrosoft|admin@/i)]).toEqual([
        0,
        null,
      ]);
    }
  });

  test('an order to the runner of a CI job is said broken apart', async ({ ready, expect }) => {
    const order = '##vso[task.complete]x ##[group]y';
    const { out, err } = await ready.run(['verify', ...BROWSER, '--client-app-id', order]);
    expect([out + err].join().includes('##vso [task.complete]x ## [group]y')).toBe(true);
    const { out: json } = await ready.run(['verify', ...BROWSER, '--client-app-id', order, '--json']);
    expect([json.includes('##'), JSON.stringify(JSON.parse(json)).includes(order)]).toEqual([false, true]);
  });

  test('a proxy of a kind that is not supported is named', async ({ place, expect }) => {
    const env = { HTTPS_PROXY: 'socks5://me:hidden@px:1080', AZURE_CLIENT_ID: 'x', AZURE_CLIENT_SECRET: 'x' };
    const { code, err } = await place.run(['verify', '--tenant', 'contoso.com', '--mcp-url', MCP_URL], {
      env,
    });
    expect([code, err.includes('HTTPS_PROXY'), err.includes('hidden')]).toEqual([2, true, false]);
    expect((await place.run(['checks'], { env })).code).toBe(0);
  });

  test('a pipe is read where a shell hands it over, and not waited for elsewhere', async ({
    place,
    expect,
  }) => {
    expect((await place.shell('"$TOOL" diagnose --file <(echo AADSTS65001)')).code).toBe(1);
    expect((await place.shell('mkfifo pipe; "$TOOL" diagnose --file pipe')).code).toBe(2);
    expect((await place.shell('"$TOOL" verify --practice --config pipe')).code).toBe(2);
  });

  test('two runs at once make one secret, and one is told of the other', async ({ place, expect }) => {
    await place.tenant((state) => {
      state.behaviour.deviceCodeInterval = 1;
    });
    const [one, other] = await Promise.all([place.run(APPLY), place.run(APPLY)]);
    const told = [one, other].filter(({ code }) => code === 7);
    expect([one.code, other.code].toSorted()).toEqual([0, 7]);
    expect(told.map(({ err }) => err.includes('Another run (pid '))).toEqual([true]);
    expect(summaryOf(await place.state())).toEqual(SET_UP);
    expect(await place.files()).toEqual(ALL_FILES);
  });

  test('works where there is no home', async ({ ready, expect }) => {
    const { code } = await ready.run(['verify', ...BROWSER], { env: { HOME: undefined } });
    expect(code).toBe(0);
  });

  test('an account that may not consent does the rest and hands over', async ({ place, expect }) => {
    await place.tenant();
    await place.breaks('no-consent-role');
    const { code, out } = await place.run([...APPLY, '--json']);
    expect([code, reportOf(out).errors?.[0]?.code]).toEqual([5, 'FORBIDDEN']);
    expect(await place.files()).toEqual(['0600 .env', '0644 entra-mcp-handoff.md', ...ALL_FILES.slice(1)]);
    expect(summaryOf(await place.state())).toEqual({ ...SET_UP, grants: [] });
    await place.run(['practice', 'mend']);
    expect((await place.run(APPLY)).code).toBe(0);
    expect(summaryOf(await place.state())).toEqual(SET_UP);
  });

  test('rotate replaces the secret, and the old one goes when told', async ({ ready, expect }) => {
    const before = await ready.file('.env');
    expect((await ready.run(['rotate', ...BROWSER])).code).toBe(0);
    expect([summaryOf(await ready.state()).secrets, (await ready.file('.env')) === before]).toEqual([
      2,
      false,
    ]);
    expect((await ready.run(['rotate', ...BROWSER, '--retire', '--yes'])).code).toBe(0);
    expect(summaryOf(await ready.state())).toEqual(SET_UP);
  });
});
