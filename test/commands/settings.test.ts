import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ENV_PRESETS } from '../../src/core/validation/env.ts';
import { APPLY, MCP_URL, openDesk, setUpDesk, writesIn } from '../support/desk.ts';

const secretOf = (text: string) => parseEnv(text).AZURE_CLIENT_SECRET;

describe('env', () => {
  test('changes nothing where the file says it all', async () => {
    const desk = await setUpDesk();
    const before = desk.disk.snapshot();
    const { exitCode, log } = await desk.run('env --practice');
    expect([exitCode, writesIn(log), desk.disk.snapshot()]).toEqual([0, [], before]);
  });

  test('mends a line and keeps the secret', async () => {
    const desk = await setUpDesk();
    const before = desk.disk.text('.env');
    desk.disk.put('.env', before.replace(/^MCP_CLIENT_ID=.*$/m, 'MCP_CLIENT_ID=wrong'), 0o600);
    await desk.run('env --practice');
    expect(desk.disk.text('.env')).toBe(before);
  });

  test('--output - prints every setting, the secret as dots, and writes nothing', async () => {
    const desk = await setUpDesk();
    const before = desk.disk.snapshot();
    const { out } = await desk.run('env --practice --output -');
    expect(Object.keys(parseEnv(out))).toContain('AZURE_TENANT_ID');
    expect(out).not.toContain(secretOf(before['.env'] ?? ''));
    expect(desk.disk.snapshot()).toEqual(before);
  });

  test('--output FILE writes another file and leaves .env alone', async () => {
    const desk = await setUpDesk();
    const before = desk.disk.text('.env');
    const { exitCode } = await desk.run('env --practice --output other.env');
    expect([exitCode, desk.disk.text('.env')]).toEqual([0, before]);
    expect(parseEnv(desk.disk.text('other.env')).MCP_CLIENT_ID).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('knows the secret that .env holds, and prints it as dots', async () => {
    const desk = await setUpDesk();
    const { out } = await desk.run('env --practice --output -');
    await desk.run('env --practice --output other.env');
    expect(secretOf(out)).toMatch(/^\W+$/);
    expect(desk.disk.text('other.env')).toMatch(/^# AZURE_CLIENT_SECRET=.*kept in \.env/m);
  });

  test.each(ENV_PRESETS)('--env-preset %s names the server and hides its secret', async (preset) => {
    const desk = await setUpDesk();
    const serverId = desk.tenant.state.applications[0]?.appId;
    const { exitCode, out } = await desk.run(`env --practice --output - --env-preset ${preset}`);
    expect([exitCode, out.includes(String(serverId))]).toEqual([0, true]);
  });

  test.each(ENV_PRESETS)('--env-preset %s puts a new secret where its reader looks', async (preset) => {
    const desk = await openDesk();
    const { exitCode } = await desk.run(`${APPLY} --env-preset ${preset}`);
    const [secret = ''] = desk.secrets.values;
    expect([exitCode, Object.values(parseEnv(desk.disk.text('.env'))).includes(secret)]).toEqual([0, true]);
  });

  test('refuses a preset that does not exist, and names those that do', async () => {
    const { exitCode, err, log } = await (await setUpDesk()).run('env --practice --env-preset nope');
    expect([exitCode, log.length]).toEqual([2, 0]);
    expect(err).toContain('azure');
  });

  test('says why a preset was withdrawn, on the command line and in the file', async () => {
    const desk = await setUpDesk();
    const flag = await desk.run('env --practice --env-preset lokka');
    desk.disk.put('entra-mcp.yaml', `${desk.disk.text('entra-mcp.yaml')}env: { preset: lokka }\n`);
    const file = await desk.run('env --practice');
    expect([flag.exitCode, flag.log.length, file.exitCode, file.log.length]).toEqual([2, 0, 2, 0]);
    for (const { err } of [flag, file]) expect(err).toContain('signs in as itself');
  });

  test('refuses a preset whose server cannot sign in so, before anything is contacted', async () => {
    const desk = await openDesk();
    const { exitCode, err, log } = await desk.run(
      `${APPLY} --env-preset ms365-mcp --create-certificate --credential certificate`,
    );
    expect([exitCode, log.length]).toEqual([2, 0]);
    expect(err).toContain('--env-preset azure');
  });

  test('makes the .pfx that a server on .NET reads, and still proves the chain with the certificate', async () => {
    const desk = await openDesk();
    const { exitCode } = await desk.run(
      `${APPLY} --env-preset aspnet --credential certificate --create-certificate`,
    );
    const { AzureAd__ClientCredentials__0__CertificateDiskPath: path = '' } = parseEnv(
      desk.disk.text('.env'),
    );
    expect([exitCode, path.endsWith('mcp-server-certificate.pem.pfx')]).toEqual([0, true]);
    expect(desk.disk.content.get('mcp-server-certificate.pem.pfx')?.mode).toBe(0o600);
    expect((await desk.run('test --practice')).exitCode).toBe(0);
  });

  test('proposes the scope that the server wants, and keeps it in the blueprint', async () => {
    const desk = await openDesk();
    await desk.run(`${APPLY} --env-preset aspnet`);
    expect(desk.disk.text('entra-mcp.yaml')).toContain('Mcp.Tools.ReadWrite');
    expect((await desk.run('verify --practice')).exitCode).toBe(0);
  });

  test('finds the secret that stands in the file under other names', async () => {
    const desk = await setUpDesk();
    const secret = secretOf(desk.disk.text('.env'));
    const { exitCode } = await desk.run('env --practice --env-preset entra');
    expect([exitCode, parseEnv(desk.disk.text('.env')).ENTRA_CLIENT_SECRET]).toEqual([0, secret]);
  });

  test('says which scope is missing where the server wants another than the app has', async () => {
    const { err } = await (await setUpDesk()).run('env --practice --env-preset ms365-mcp');
    expect(err).toContain('entra-mcp-setup apply');
    expect(err).toContain('access_as_user');
  });

  test('says what is missing where the apps do not exist', async () => {
    const { exitCode, err } = await (await openDesk()).run(`env --practice --mcp-url ${MCP_URL}`);
    expect(exitCode).toBe(2);
    expect(err).toContain('entra-mcp-setup setup');
  });
});

describe('answers', () => {
  const NAMED = (name: string) => `${APPLY} --server-name ${name}`;
  const nameOf = (desk: Awaited<ReturnType<typeof openDesk>>) =>
    desk.tenant.state.applications[0]?.displayName;

  test('a flag wins over a variable, a variable over the file', async () => {
    const file = `version: 1\nserverApi:\n  displayName: From-file\n`;
    const env = { ENTRA_MCP_SETUP_SERVER_NAME: 'From-variable' };
    const names = [];
    for (const [commandLine, options] of [
      [NAMED('From-flag'), { env }],
      [APPLY, { env }],
      [APPLY, {}],
    ] as const) {
      const desk = await openDesk();
      desk.disk.put('entra-mcp.yaml', file);
      await desk.run(commandLine, options);
      names.push(nameOf(desk));
    }
    expect(names).toEqual(['From-flag', 'From-variable', 'From-file']);
  });

  test('all can come from variables', async () => {
    const env = {
      ENTRA_MCP_SETUP_MCP_URL: MCP_URL,
      ENTRA_MCP_SETUP_GRANT_ADMIN_CONSENT: 'true',
      ENTRA_MCP_SETUP_GRAPH_PERMISSIONS: 'Files.Read,User.Read',
    };
    const { exitCode, document } = await (await openDesk()).run('apply --practice --yes --json', { env });
    expect([exitCode, document.summary?.fail]).toEqual([0, 0]);
  });

  test('all wrong values are listed at once, before signing in', async () => {
    const { exitCode, err, log } = await (await openDesk()).run(
      'apply --practice --yes --mcp-url ftp://x --secret-months 300 --client-app-id nobody --redirect-uri nowhere',
      { env: { ENTRA_MCP_SETUP_GRAPH_PERMISSIONS: 'Files Read' } },
    );
    expect([exitCode, log.length]).toEqual([2, 0]);
    for (const name of [
      '--mcp-url',
      '--secret-months',
      '--client-app-id',
      '--redirect-uri',
      'ENTRA_MCP_SETUP_GRAPH_PERMISSIONS',
    ]) {
      expect(err).toContain(name);
    }
  });

  test('all missing ones are listed at once, each with its flag, variable and key', async () => {
    const { exitCode, document, log } = await (await openDesk()).run('apply --yes --no-input --json');
    const title = document.errors?.[0]?.title ?? '';
    expect([exitCode, document.errors?.[0]?.code, log.length]).toEqual([2, 'MISSING_ANSWERS', 0]);
    for (const words of [
      '--tenant',
      'ENTRA_MCP_SETUP_TENANT',
      'config: tenant',
      '--mcp-url',
      'ENTRA_MCP_SETUP_MCP_URL',
      'config: gateway.mcpServerEndpoint',
    ]) {
      expect(title).toContain(words);
    }
  });

  test.each([
    ['--graph-permission Files.Read', '--graph-permissions'],
    ['--scop access', '--scope'],
  ])('an unknown flag %s is refused with a suggestion', async (flag, meant) => {
    const { exitCode, err, log } = await (await openDesk()).run(`${APPLY} ${flag}`);
    expect([exitCode, log.length]).toEqual([2, 0]);
    expect(err).toContain(meant);
  });

  test('an unknown command is refused with a suggestion', async () => {
    const { exitCode, err } = await (await openDesk()).run('aply');
    expect(exitCode).toBe(2);
    expect(err).toContain('apply');
  });

  test.each([
    ['an unknown key', 'version: 1\nclientApp:\n  redirectURIs: []\n', /entra-mcp\.yaml:3:3.*redirectUris/s],
    ['a wrong value', 'version: 1\nserverApi:\n  scope: 7\n', /entra-mcp\.yaml:3:10/],
    ['broken YAML', 'version: 1\nclientApp: [\n', /entra-mcp\.yaml:\d+:\d+/],
    ['a newer version', 'version: 2\n', /entra-mcp\.yaml:1:10/],
  ])('%s in the file is told with line and column', async (_what, text, expected) => {
    const desk = await openDesk();
    desk.disk.put('entra-mcp.yaml', text);
    const { exitCode, err, log } = await desk.run(APPLY);
    expect([exitCode, log.length]).toEqual([2, 0]);
    expect(err).toMatch(expected);
  });

  test('a --config that is not there is refused', async () => {
    const { exitCode, err } = await (await openDesk()).run(`${APPLY} --config other.yaml`);
    expect(exitCode).toBe(2);
    expect(err).toContain('other.yaml');
  });

  test('the --config file is updated in place, comments kept', async () => {
    const desk = await openDesk();
    desk.disk.put('envs/prod.yaml', '# ours\nversion: 1 # the first\ngrantAdminConsent: true\n');
    const { exitCode } = await desk.run(
      `apply --practice --yes --config envs/prod.yaml --mcp-url ${MCP_URL}`,
    );
    const text = desk.disk.text('envs/prod.yaml');
    expect([exitCode, /^# ours\nversion: 1 # the first\n/.test(text), text.includes('appId:')]).toEqual([
      0,
      true,
      true,
    ]);
    expect(desk.disk.content.has('entra-mcp.yaml')).toBe(false);
  });

  test('--out-dir takes all files', async () => {
    const desk = await openDesk();
    await desk.run(`${APPLY} --out-dir out`);
    expect([...desk.disk.content.keys()].sort()).toEqual([
      'out/.env',
      'out/entra-mcp-summary.md',
      'out/entra-mcp.yaml',
    ]);
  });

  test('the last of a repeated flag wins', async () => {
    const desk = await openDesk();
    await desk.run(`${NAMED('First')} --server-name Last`);
    expect(nameOf(desk)).toBe('Last');
  });

  test('common flags may stand before the command', async () => {
    const { exitCode } = await (await setUpDesk()).run('--practice --json verify');
    expect(exitCode).toBe(0);
  });
});
