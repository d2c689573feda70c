import { describe, expect, test } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import type { Transport } from '../../src/ports.ts';
import { APPLY, MCP_URL, openDesk, setUpDesk, writesIn } from '../support/desk.ts';
import { commandsIn, wordsOf } from '../support/printed.ts';
import { atWrite } from './trouble.ts';

const OTHER_TENANT = '11111111-2222-4333-8444-555555555555';

/** Answers so many writes and nothing any more. */
function goneAfterWrites(count: number, reason: SetupError) {
  let isGone = false;
  const onWrite = atWrite(count, async (request, inner) => {
    const response = await inner(request);
    isGone = true;
    return response;
  });
  const between = (inner: Transport): Transport => {
    const counted = onWrite(inner);
    return (request) => (isGone ? Promise.reject(reason) : counted(request));
  };
  return { between };
}

describe('apply in the wrong tenant', () => {
  test.each([
    ['by id', OTHER_TENANT],
    ['by domain', 'fabrikam.com'],
  ])('%s exits with 4 before any write', async (_how, tenant) => {
    const desk = await openDesk();
    const { exitCode, log } = await desk.run(`${APPLY} --tenant ${tenant}`);
    expect([exitCode, writesIn(log)]).toEqual([4, []]);
  });

  test.each([
    ['the id asked for', OTHER_TENANT],
    ['the domain asked for', 'fabrikam.com'],
  ])('compares the token with %s, wherever the sign-in page led', async (_what, tenant) => {
    const desk = await openDesk();
    const between =
      (inner: Transport): Transport =>
      async (request) =>
        inner(new Request(request.url.replace(`/${tenant}/`, '/contoso.com/'), request));
    const { exitCode, log, document } = await desk.run(`${APPLY} --tenant ${tenant} --json`, { between });
    expect([exitCode, document.errors?.[0]?.code, writesIn(log)]).toEqual([4, 'WRONG_TENANT', []]);
  });
});

describe('apply where Entra is slow or busy', () => {
  test.each(['slow-replication', 'throttled', 'upsert-refused'])('%s only takes longer', async (fault) => {
    const desk = await openDesk();
    desk.break(fault);
    const { exitCode } = await desk.run(APPLY);
    expect([exitCode, desk.tenant.state.applications.length]).toEqual([0, 2]);
  });

  test('a throttled run says that it waits, what for and how long', async () => {
    const desk = await openDesk();
    desk.break('throttled');
    const { err } = await desk.run(APPLY);
    expect(err).toMatch(/asks to slow down/);
  });

  test('throttling past --max-wait exits with 7', async () => {
    const between =
      (inner: Transport): Transport =>
      async (request) =>
        new URL(request.url).host === 'graph.microsoft.com'
          ? new Response('{"error":{"code":"TooManyRequests"}}', {
              status: 429,
              headers: { 'retry-after': '600' },
            })
          : inner(request);
    const { exitCode } = await (await openDesk()).run(`${APPLY} --max-wait 1m`, { between });
    expect(exitCode).toBe(7);
  });

  test('a network that is gone exits with 7', async () => {
    const between = (): Transport => async () => {
      throw new SetupError('UNAVAILABLE', 'login.microsoftonline.com was not found.');
    };
    const { exitCode } = await (await openDesk()).run(APPLY, { between });
    expect(exitCode).toBe(7);
  });

  test('a network that is gone half way lists what was done and exits with 6', async () => {
    const lost = new SetupError('UNAVAILABLE', 'graph.microsoft.com was not found.');
    const { exitCode, document } = await (await openDesk()).run(`${APPLY} --json`, goneAfterWrites(3, lost));
    expect([exitCode, document.applied?.done.length]).toEqual([6, 3]);
  });
});

describe('apply when the sign-in is in the way', () => {
  test.each([
    ['device-code-blocked', '53003'],
    ['declined-sign-in', null],
  ])('%s exits with 4', async (fault, aadsts) => {
    const desk = await openDesk();
    desk.break(fault);
    const { exitCode, document } = await desk.run(`${APPLY} --json`);
    expect(exitCode).toBe(4);
    if (aadsts !== null) expect(document.errors?.[0]?.aadsts).toBe(aadsts);
  });

  test('names the next method when the tenant blocks one', async () => {
    const desk = await openDesk();
    desk.break('device-code-blocked');
    const { document } = await desk.run(`${APPLY} --json`);
    expect(document.errors?.[0]?.nextSteps[0]).toContain('--auth browser');
  });

  test('offers the browser beside a code that only the page refuses, and again when it expires', async () => {
    const desk = await openDesk();
    desk.break('blocked-on-the-page');
    // The clock of a desk stands still, so the code has expired before it is asked about.
    desk.tenant.state.behaviour.deviceCodeLifetime = -1;
    const { exitCode, err, document } = await desk.run(`${APPLY} --json`);
    const [first = '', ...others] = document.errors?.[0]?.nextSteps ?? [];
    expect([exitCode, document.errors?.[0]?.code]).toEqual([4, 'SIGN_IN_EXPIRED']);
    expect(others.join(' ')).toContain('53003 or 530035');
    const [beside = ''] = commandsIn(err);
    expect(first).toContain(beside);
    expect((await desk.run(wordsOf(beside).slice(1))).exitCode).toBe(0);
  });

  test('goes on with that method', async () => {
    const desk = await openDesk();
    desk.break('device-code-blocked');
    const { exitCode } = await desk.run(`${APPLY} --auth browser`);
    expect(exitCode).toBe(0);
  });
});

describe('apply where files are in the way', () => {
  test('an --out-dir that cannot be written exits with 2 before signing in', async () => {
    const desk = await openDesk();
    desk.disk.whyNot = (path) => (path.startsWith('out/') ? 'permission denied' : null);
    const { exitCode, log, err } = await desk.run(`${APPLY} --out-dir out`);
    expect([exitCode, log.length]).toEqual([2, 0]);
    expect(err).toContain('permission denied');
  });

  test('a .env that cannot be written after the secret exists takes the secret back and names it', async () => {
    const desk = await openDesk();
    desk.disk.whyNot = (path, asked) =>
      path === '.env' && asked === 'now' ? 'no space is left on the device' : null;
    const { exitCode, document, log } = await desk.run(`${APPLY} --json`);
    const [server] = desk.tenant.state.applications;
    expect([exitCode, server?.passwords]).toEqual([6, []]);
    expect(writesIn(log).at(-1)).toMatch(/removePassword$/);
    expect(document.errors?.[0]?.title).toMatch(
      /MCP Server Secret \(key id [0-9a-f-]{36}\).*withdrawn.*no space/,
    );
  });

  test('goes on when there is space again', async () => {
    const desk = await openDesk();
    desk.disk.whyNot = (path, asked) =>
      path === '.env' && asked === 'now' ? 'no space is left on the device' : null;
    await desk.run(APPLY);
    desk.disk.whyNot = () => null;
    const { exitCode } = await desk.run(APPLY);
    expect([exitCode, desk.tenant.state.applications[0]?.passwords.length]).toEqual([0, 1]);
  });

  test('a summary that cannot be written lists what was done and exits with 6', async () => {
    const desk = await openDesk();
    desk.disk.whyNot = (path, asked) =>
      path === 'entra-mcp-summary.md' && asked === 'now' ? 'no space is left on the device' : null;
    const { exitCode, document } = await desk.run(`${APPLY} --json`);
    expect([exitCode, document.applied?.done.length, document.applied?.stoppedAt]).toEqual([
      6,
      9,
      'Write the files',
    ]);
  });

  test('a .env of somebody else is merged into', async () => {
    const desk = await openDesk();
    desk.disk.put('.env', '# mine\nPORT=8080\nAZURE_TENANT_ID=old\nLOG=debug\n');
    await desk.run(APPLY);
    const text = desk.disk.text('.env');
    expect(text).toMatch(/^# mine\nPORT=8080\nAZURE_TENANT_ID=[0-9a-f-]{36}\n[\s\S]*\nLOG=debug\n$/);
    expect(desk.disk.content.get('.env')?.mode).toBe(0o600);
  });

  test('what stood in a merged .env is kept beside it, private', async () => {
    const desk = await openDesk();
    desk.disk.put('.env', 'PORT=8080\n');
    await desk.run(APPLY);
    const backups = [...desk.disk.content].filter(([path]) => path.startsWith('.env.bak-'));
    expect(backups.map(([, file]) => file)).toEqual(
      expect.arrayContaining([{ text: 'PORT=8080\n', mode: 0o600 }]),
    );
  });

  const FOREIGN = 'Dear diary,\ntoday I wrote no settings.\n';

  test('a .env that is no settings file is refused before signing in, and stays', async () => {
    const desk = await openDesk();
    desk.disk.put('.env', FOREIGN);
    const { exitCode, log } = await desk.run(APPLY);
    expect([exitCode, log.length, desk.disk.text('.env')]).toEqual([2, 0, FOREIGN]);
  });

  test('a .env that is no settings file is replaced with --overwrite, and kept beside it', async () => {
    const desk = await openDesk();
    desk.disk.put('.env', FOREIGN);
    const { exitCode } = await desk.run(`${APPLY} --overwrite`);
    const texts = [...desk.disk.content.values()].map(({ text }) => text);
    expect([exitCode, desk.disk.text('.env').includes('diary'), texts.includes(FOREIGN)]).toEqual([
      0,
      false,
      true,
    ]);
  });

  test('warns when git would commit the .env, with the lines for .gitignore', async () => {
    const desk = await openDesk();
    desk.disk.git = 'unignored';
    const { err } = await desk.run(APPLY);
    expect(err).toContain('.gitignore');
  });
});

test('copies of .env that git would commit are named, though .env itself is ignored', async () => {
  const desk = await openDesk();
  const gitStatus = async (path: string) =>
    path.includes('.bak-') ? ('unignored' as const) : ('ignored' as const);
  Object.assign(desk.disk.files, { gitStatus });
  const { err } = await desk.run(APPLY);
  expect(err.replace(/\s+/g, ' ')).toContain('Git would commit .env.bak-*: add .env.bak-* to .gitignore.');
});

describe('apply beside an app of the same name that is not ours', () => {
  test('creates its own, leaves the other alone and warns', async () => {
    const desk = await setUpDesk();
    for (const app of desk.tenant.state.applications) Object.assign(app, { uniqueName: null, tags: [] });
    desk.tenant.state.revision += 1;
    const before = structuredClone(desk.tenant.state.applications);
    desk.disk.content.clear();
    const { exitCode, document } = await desk.run(`${APPLY} --json`);
    expect([exitCode, desk.tenant.state.applications.length]).toEqual([0, 4]);
    expect(desk.tenant.state.applications.slice(0, 2)).toEqual(before);
    expect(document.summary?.warn).toBeGreaterThan(0);
  });

  test('adds what is missing to it when its id is given', async () => {
    const desk = await setUpDesk();
    for (const app of desk.tenant.state.applications) Object.assign(app, { uniqueName: null, tags: [] });
    desk.tenant.state.revision += 1;
    const [server, client] = desk.tenant.state.applications;
    desk.disk.content.clear();
    desk.break('missing-consent');
    const { exitCode, document } = await desk.run(
      `${APPLY} --client-app-id ${client?.appId} --server-app-id ${server?.appId} --mcp-url ${MCP_URL} --json`,
    );
    expect([exitCode, desk.tenant.state.applications.length, document.applied?.done.length]).toEqual([
      0, 2, 1,
    ]);
  });
});
