import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { APPLY, graphRequests, MCP_URL, openDesk, setUpDesk, writesIn } from '../support/desk.ts';

const FILES = ['.env', 'entra-mcp-summary.md', 'entra-mcp.yaml'];
const AGAIN = 'apply --practice --yes --json';

describe('apply in an empty folder', () => {
  test('sets both apps up and exits with 0', async () => {
    const desk = await openDesk();
    const { exitCode, document } = await desk.run(`${APPLY} --json`);
    expect([exitCode, document.summary?.fail, document.applied?.done.length]).toEqual([0, 0, 9]);
  });

  test('writes the blueprint, the settings and the summary, and nothing else', async () => {
    const desk = await setUpDesk();
    expect([...desk.disk.content.keys()].sort()).toEqual(FILES);
  });

  test('keeps the settings private', async () => {
    const desk = await setUpDesk();
    expect(desk.disk.content.get('.env')?.mode).toBe(0o600);
  });

  test('puts both app ids into the blueprint', async () => {
    const desk = await setUpDesk();
    const ids = desk.tenant.state.applications.map(({ appId }) => appId);
    expect(ids.filter((id) => desk.disk.text('entra-mcp.yaml').includes(id))).toEqual(ids);
  });

  test('writes the secret that the tenant issued', async () => {
    const desk = await setUpDesk();
    const { AZURE_CLIENT_SECRET } = parseEnv(desk.disk.text('.env'));
    expect([...desk.secrets.values]).toEqual([AZURE_CLIENT_SECRET]);
  });

  test('takes at most 20 requests, sign-in included', async () => {
    const { log } = await (await openDesk()).run(APPLY);
    expect(log.length).toBeLessThanOrEqual(20);
  });

  test('reads with at most three requests before it writes', async () => {
    const { log } = await (await openDesk()).run(APPLY);
    const requests = graphRequests(log);
    expect(requests.findIndex(({ url }) => !url.endsWith('/$batch'))).toBeLessThanOrEqual(3);
  });

  test('names the credential, its end and its file, but not its value', async () => {
    const { document } = await (await openDesk()).run(`${APPLY} --json`);
    expect(document.applied?.credentials).toEqual([
      {
        keyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        displayName: 'MCP Server Secret',
        endDateTime: '2028-11-23T10:00:00Z',
        writtenTo: '.env',
      },
    ]);
  });
});

describe('apply for the second time', () => {
  test('changes nothing in the tenant', async () => {
    const { log, exitCode } = await (await setUpDesk()).run(AGAIN);
    expect([exitCode, writesIn(log)]).toEqual([0, []]);
  });

  test('leaves every file as it is, byte for byte', async () => {
    const desk = await setUpDesk();
    const before = desk.disk.snapshot();
    await desk.run(AGAIN);
    expect(desk.disk.snapshot()).toEqual(before);
  });

  test('judges with at most two requests one after the other', async () => {
    const { log } = await (await setUpDesk()).run(AGAIN);
    expect(graphRequests(log).length).toBeLessThanOrEqual(2);
  });

  test('says that nothing was done', async () => {
    const { document } = await (await setUpDesk()).run(AGAIN);
    expect([document.applied?.done, document.applied?.files]).toEqual([[], []]);
  });

  test('finds both apps again when the blueprint is lost', async () => {
    const desk = await setUpDesk();
    desk.disk.content.delete('entra-mcp.yaml');
    const { log } = await desk.run(APPLY);
    expect([writesIn(log), desk.tenant.state.applications.length]).toEqual([[], 2]);
  });

  test('leaves a secret alone whose value nobody here knows', async () => {
    const desk = await setUpDesk();
    desk.disk.content.delete('.env');
    const { log, err } = await desk.run(AGAIN);
    expect(writesIn(log)).toEqual([]);
    expect(desk.disk.text('.env')).toMatch(/^# AZURE_CLIENT_SECRET=/m);
    expect(err).toContain('rotate');
  });

  test('mends what was broken by hand', async () => {
    const desk = await setUpDesk();
    desk.break('redirect-on-wrong-platform', 'missing-consent', 'v1-tokens');
    const { exitCode, document } = await desk.run(AGAIN);
    expect([exitCode, document.applied?.done.length]).toEqual([0, 3]);
  });

  test('keeps what others added to the apps', async () => {
    const desk = await setUpDesk();
    const client = desk.tenant.state.applications.find(({ displayName }) => displayName === 'MCP Client App');
    const uris = [...(client?.publicClient.redirectUris ?? []), 'http://localhost:9999/theirs'];
    Object.assign(client ?? {}, { publicClient: { redirectUris: uris.slice(1) } });
    desk.tenant.state.revision += 1;
    await desk.run(AGAIN);
    const after = desk.tenant.state.applications.find(({ appId }) => appId === client?.appId);
    expect([...(after?.publicClient.redirectUris ?? [])].sort()).toEqual(uris.sort());
  });
});

describe('apply without --grant-admin-consent', () => {
  const WITHOUT = `apply --practice --yes --mcp-url ${MCP_URL} --json`;

  test('does everything else and exits with 1', async () => {
    const { exitCode, document } = await (await openDesk()).run(WITHOUT);
    expect([exitCode, document.applied?.done.length]).toEqual([1, 6]);
  });

  test('fails the consent checks and names the flag', async () => {
    const { document } = await (await openDesk()).run(WITHOUT);
    const failed = (document.checks ?? []).filter(({ status }) => status === 'fail');
    expect(failed.map(({ id }) => id)).toEqual(['client-app.admin-consent', 'server-api.graph-consent']);
    expect(
      failed.every(({ fix }) => `${fix?.summary} ${fix?.command}`.includes('--grant-admin-consent')),
    ).toBe(true);
  });

  test('asks nobody to confirm what was not confirmed', async () => {
    const { exitCode, log } = await (await openDesk()).run(APPLY.replace(' --yes', ''));
    expect([exitCode, log]).toEqual([2, []]);
  });
});

describe('apply by an account that may not consent', () => {
  async function refused() {
    const desk = await openDesk();
    desk.break('no-consent-role');
    return { desk, run: await desk.run(`${APPLY} --json`) };
  }

  test('does everything else and exits with 5', async () => {
    const { run } = await refused();
    expect([run.exitCode, run.document.applied?.done.length]).toEqual([5, 6]);
  });

  test('calls no refused consent done, and advises nothing that would be refused again', async () => {
    const { run } = await refused();
    expect(run.err).toMatch(/^Grant .*: refused, left to an administrator$/m);
    expect(run.err).not.toMatch(/^Grant .*: done$/m);
    const failed = run.document.checks?.filter(({ status }) => status === 'fail') ?? [];
    expect(failed.map(({ fix }) => fix?.by)).toEqual(['admin', 'admin']);
  });

  test('writes the hand-off with both grants, the consent page and the command', async () => {
    const { desk } = await refused();
    const handoff = desk.disk.text('entra-mcp-handoff.md');
    const [server, client] = desk.tenant.state.applications;
    for (const words of [
      client?.appId,
      server?.appId,
      'Files.Read',
      '/adminconsent?',
      'apply --practice --config entra-mcp.yaml --grant-admin-consent',
    ]) {
      expect(handoff).toContain(words);
    }
  });

  test('tells the person, in the blueprint and at the end, where the hand-off is', async () => {
    const { run } = await refused();
    expect(run.document.applied?.files).toContain('entra-mcp-handoff.md');
    expect(run.document.errors?.[0]?.nextSteps.join('\n')).toContain('entra-mcp-handoff.md');
  });

  test('verify confirms once an administrator has applied the same blueprint', async () => {
    const { desk } = await refused();
    const before = await desk.run('verify --practice');
    desk.tenant.state.signedInUser = 'admin@contoso.com';
    await desk.run('apply --practice --yes --grant-admin-consent');
    const after = await desk.run('verify --practice');
    expect([before.exitCode, after.exitCode]).toEqual([1, 0]);
  });
});

describe('apply with an Application ID URI of its own', () => {
  test.each(['api://mcp-server', 'https://contoso.com/mcp', 'api://contoso.com/mcp'])(
    '%s is exposed',
    async (uri) => {
      const desk = await openDesk();
      const { exitCode } = await desk.run(`${APPLY} --app-id-uri ${uri}`);
      const [server] = desk.tenant.state.applications;
      const beside = uri.startsWith('https://') ? [`api://${server?.appId}`] : [];
      expect([exitCode, server?.identifierUris]).toEqual([0, [uri, ...beside]]);
    },
  );

  test('of a domain that is not the tenant’s is refused before the first write', async () => {
    const { exitCode, log, err } = await (await openDesk()).run(
      `${APPLY} --app-id-uri https://fabrikam.com/mcp`,
    );
    expect([exitCode, writesIn(log)]).toEqual([5, []]);
    expect(err).toContain('fabrikam.com');
  });

  test.each([
    'api://44444444-4444-4444-8444-444444444444',
    'api://44444444-4444-4444-8444-444444444444/files',
    'api://MCP-Server',
    'api://mcp-server/',
    'https://contoso.com/mcp/',
  ])('that no tenant takes is refused before the first write, with what works: %s', async (uri) => {
    const { exitCode, log, err } = await (await openDesk()).run(`${APPLY} --app-id-uri ${uri}`);
    expect([exitCode, writesIn(log)]).toEqual([2, []]);
    expect(err).toMatch(/api:\/\/\{appId\}|lower case|ends with/);
  });

  test('is exposed on an app that was made by hand and receives v1 tokens, since those change first', async () => {
    const desk = await setUpDesk();
    desk.break('v1-tokens', 'no-identifier-uri');
    const { exitCode } = await desk.run(`${APPLY} --app-id-uri api://mcp-server`);
    expect([exitCode, desk.tenant.state.applications[0]?.identifierUris]).toEqual([0, ['api://mcp-server']]);
  });

  test('where a policy allows only the default: known from the policy, refused before the first write', async () => {
    const desk = await openDesk();
    desk.break('identifier-uri-policy');
    const own = '--sign-in-client 14d82eec-204b-4c2f-b7e8-296a70dab67e';
    const { exitCode, log } = await desk.run(`${APPLY} --app-id-uri api://mcp-server ${own}`);
    expect([exitCode, writesIn(log)]).toEqual([5, []]);
  });

  test('where a policy allows only the default: met on the way, and the default is named', async () => {
    const desk = await openDesk();
    desk.break('identifier-uri-policy');
    const { exitCode, document } = await desk.run(`${APPLY} --app-id-uri api://mcp-server --json`);
    expect([exitCode, document.applied?.stoppedAt]).toEqual([
      6,
      'Add the Application ID URI api://mcp-server',
    ]);
    expect(document.errors?.[0]?.nextSteps.join('\n')).toContain('api://{appId}');
  });
});
