import { describe, expect, test } from 'vitest';
import { APPLY, openDesk, setUpDesk, writesIn } from '../support/desk.ts';

const ABSENT = '99999999-9999-4999-8999-999999999999';
const PLAN = 'plan --practice --json';
const APPLY_AGAIN = 'apply --practice --yes --json';

async function setUpIds() {
  const desk = await setUpDesk();
  const [server, client] = desk.tenant.state.applications.map(({ appId }) => appId);
  return { desk, server: server ?? '', client: client ?? '' };
}

describe('apps that are named', () => {
  test.each(['--server-app-id', '--client-app-id'])(
    '%s of no app in the tenant is refused before anything is written',
    async (flag) => {
      const { exitCode, log, document } = await (await openDesk()).run(`${APPLY} --json ${flag} ${ABSENT}`);
      expect([exitCode, writesIn(log)]).toEqual([2, []]);
      expect(document.errors?.[0]?.title).toContain(ABSENT);
    },
  );

  test.each([PLAN, APPLY_AGAIN])('one app for both parts is refused by %s', async (command) => {
    const { desk, server } = await setUpIds();
    const { exitCode, log } = await desk.run(
      `${command} --server-app-id ${server} --client-app-id ${server}`,
    );
    expect([exitCode, writesIn(log)]).toEqual([2, []]);
  });

  test('two apps in each other’s place are refused', async () => {
    const { desk, server, client } = await setUpIds();
    const swapped = `--server-app-id ${client} --client-app-id ${server}`;
    const { exitCode, log, document } = await desk.run(`${APPLY_AGAIN} ${swapped}`);
    expect([exitCode, writesIn(log), document.errors?.[0]?.title]).toEqual([
      2,
      [],
      'The two apps are mixed up.',
    ]);
  });
});

describe('an app id in the blueprint that is not the tenant’s', () => {
  async function misspelled() {
    const { desk, server } = await setUpIds();
    desk.disk.put('entra-mcp.yaml', desk.disk.text('entra-mcp.yaml').replaceAll(server, ABSENT));
    return { desk, server };
  }

  test('fails the check of the app, naming the one that was set up', async () => {
    const { desk, server } = await misspelled();
    const { exitCode, document } = await desk.run('verify --practice --json');
    const failed = document.checks?.filter(({ status }) => status === 'fail');
    expect([exitCode, failed?.map(({ id, actual }) => [id, actual])]).toEqual([
      1,
      [['server-api.exists', server]],
    ]);
  });

  test('is put right by apply', async () => {
    const { desk, server } = await misspelled();
    const { exitCode } = await desk.run(APPLY_AGAIN);
    expect([exitCode, desk.disk.text('entra-mcp.yaml').includes(server)]).toEqual([0, true]);
  });
});

describe('a permission that Microsoft Graph does not have', () => {
  const TYPO = '--graph-permissions Files.Read,Nope.Read';

  test.each([
    ['plan --practice --json --mcp-url https://mcp.example.com/mcp', 2],
    ['plan --practice --json --detailed-exitcode --mcp-url https://mcp.example.com/mcp', 1],
    [`${APPLY} --json`, 2],
  ])('is refused by %s', async (command, code) => {
    const desk = await openDesk();
    const { exitCode, log, document } = await desk.run(`${command} ${TYPO}`);
    expect([exitCode, writesIn(log), document.errors?.[0]?.code]).toEqual([code, [], 'CONFIG_INVALID']);
    expect(Object.keys(desk.disk.snapshot())).toEqual([]);
  });
});

describe('a page of somebody else', () => {
  const NOTES = '# my notes\n';

  test('is not replaced, and the tenant is left alone', async () => {
    const desk = await openDesk();
    desk.disk.put('entra-mcp-summary.md', NOTES);
    const { exitCode, log } = await desk.run(APPLY);
    expect([exitCode, writesIn(log), desk.disk.text('entra-mcp-summary.md')]).toEqual([2, [], NOTES]);
  });

  test('is replaced with --overwrite', async () => {
    const desk = await openDesk();
    desk.disk.put('entra-mcp-summary.md', NOTES);
    const { exitCode } = await desk.run(`${APPLY} --overwrite`);
    expect([exitCode, desk.disk.text('entra-mcp-summary.md')]).toEqual([
      0,
      expect.stringMatching(/^# Configuration summary: /),
    ]);
  });
});

test('the settings beside the blueprint that is named are found', async () => {
  const desk = await openDesk();
  await desk.run(`${APPLY} --out-dir there`);
  const { exitCode } = await desk.run('test --practice --json --config there/entra-mcp.yaml');
  expect(exitCode).toBe(0);
});

test('the settings of somebody else are named by a variable, which Node leaves alone', async () => {
  const desk = await openDesk();
  await desk.run(`${APPLY} --out-dir there`);
  const settings = desk.disk.text('there/.env');
  desk.disk.put(
    'customer.env',
    settings.replace(/(?<=AZURE_CLIENT_SECRET=).*/, 'wrong~value.0000000000000000000000000000'),
  );
  const env = { ENTRA_MCP_SETUP_ENV_FILE: 'customer.env' };
  const { exitCode } = await desk.run('test --practice --json --config there/entra-mcp.yaml', { env });
  expect(exitCode).toBe(1);
});

test.each([
  ['plan', PLAN],
  ['apply', APPLY_AGAIN],
])('object ids in place of app ids are looked up by %s, and said', async (_name, command) => {
  const { desk } = await setUpIds();
  const [server, client] = desk.tenant.state.applications;
  const { exitCode, err, document } = await desk.run(
    `${command} --server-app-id ${server?.id} --client-app-id ${client?.id}`,
  );
  expect(exitCode).toBe(0);
  expect(err).toContain(`${server?.id} is an object id. The app id of that app is ${server?.appId}`);
  expect(document).toMatchObject({ target: { clientApp: { appId: client?.appId } } });
});

test.each([
  ['plan', 'plan --practice --json --config entra-mcp.yaml', 'entra-mcp.yaml'],
  ['plan of several', 'plan --practice --json entra-mcp.yaml other.yaml', 'other.yaml'],
  ['apply', APPLY_AGAIN, 'entra-mcp.yaml'],
])(
  'an object id that the file gives in place of an app id is looked up by %s',
  async (_name, command, file) => {
    const { desk } = await setUpIds();
    const [server] = desk.tenant.state.applications;
    const text = desk.disk.text('entra-mcp.yaml').replace(server?.appId ?? '', server?.id ?? '');
    desk.disk.put(file, text);
    const { exitCode, err, document } = await desk.run(command);
    expect([exitCode, desk.tenant.state.applications.length]).toEqual([0, 2]);
    expect(err).toContain(`${server?.id} is an object id. The app id of that app is ${server?.appId}`);
    expect(JSON.stringify(document)).not.toContain('create-application');
  },
);

test('an address that a flag gives without its scheme is completed, and said', async () => {
  const { err, document } = await (await openDesk()).run(
    'plan --practice --json --mcp-url mcp.contoso.com/mcp --gateway-callback gateway.contoso.com/callback',
  );
  expect(err).toContain('--mcp-url mcp.contoso.com/mcp is read as https://mcp.contoso.com/mcp.');
  expect(JSON.stringify(document)).toContain('https://gateway.contoso.com/callback');
});
