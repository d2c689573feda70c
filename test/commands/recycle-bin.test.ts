import { describe, expect, it, test } from 'vitest';
import { APPLY, type Desk, loseIds, openDesk, setUpDesk, writesIn } from '../support/desk.ts';
import { wordsOf } from '../support/printed.ts';

const DELETE = 'remove --practice --delete-apps --yes';
const PURGE = 'remove --practice --purge --yes';
const idsIn = (apps: Desk['tenant']['state']['applications']) => apps.map(({ appId }) => appId).sort();
const living = ({ tenant: { state } }: Desk) => idsIn(state.applications);
const binned = ({ tenant: { state } }: Desk) => idsIn(state.deletedApplications);

/** Both apps deleted, and a blueprint that knows them by their marker alone, as after a run that was killed. */
async function heldNames(): Promise<Desk> {
  const desk = await setUpDesk();
  loseIds(desk);
  await desk.run(DELETE);
  return desk;
}

describe('apply where the recycle bin holds the name of an app', () => {
  test('changes nothing, exits with 5 and names the app', async () => {
    const desk = await heldNames();
    const { exitCode, err } = await desk.run(APPLY);
    expect([exitCode, living(desk)]).toEqual([5, []]);
    expect(binned(desk).filter((appId) => err.includes(appId)).length).toBeGreaterThan(0);
  });

  test.each(['--restore', '--purge', '--new'])(
    'prints a command with %s, and following it for each app sets everything up',
    async (flag) => {
      const desk = await heldNames();
      const codes: number[] = [];
      for (let turn = 0; turn < 4 && codes.at(-1) !== 0; turn += 1) {
        const { exitCode, document } = await desk.run(`${APPLY} --json`);
        codes.push(exitCode);
        const steps = document.errors?.[0]?.nextSteps ?? [];
        const [command] = steps.flatMap(
          (step) => new RegExp(`entra-mcp-setup .*${flag}.*$`).exec(step) ?? [],
        );
        if (command !== undefined)
          expect((await desk.run(wordsOf(command).slice(1))).exitCode).toBeLessThan(2);
      }
      expect([codes[0], codes.at(-1), living(desk).length]).toEqual([5, 0, 2]);
    },
  );
});

describe('apply --restore', () => {
  test('brings back the apps that the blueprint names, and their ids stay', async () => {
    const desk = await setUpDesk();
    const before = living(desk);
    const principals = () => desk.tenant.state.servicePrincipals.map(({ id }) => id).sort();
    const beforeThem = principals();
    await desk.run(DELETE);
    const { exitCode } = await desk.run(`${APPLY} --restore`);
    expect([exitCode, living(desk), binned(desk)]).toEqual([0, before, []]);
    expect(principals()).toEqual(beforeThem);
    expect((await desk.run('verify --practice')).exitCode).toBe(0);
  });

  test('brings back the one that is missing, also where the directory is slow', async () => {
    const desk = await setUpDesk();
    const before = living(desk);
    desk.break('name-in-recycle-bin', 'slow-replication');
    const { exitCode } = await desk.run(`${APPLY} --restore`);
    expect([exitCode, living(desk), binned(desk)]).toEqual([0, before, []]);
  });

  test('restores nothing where nothing is missing', async () => {
    const desk = await setUpDesk();
    const { exitCode, log } = await desk.run(`${APPLY} --restore`);
    expect([exitCode, writesIn(log)]).toEqual([0, []]);
  });

  test('is refused where nothing waits there', async () => {
    const desk = await setUpDesk();
    await desk.run(`${DELETE} --purge`);
    const { exitCode, log } = await desk.run(`${APPLY} --restore`);
    expect([exitCode, writesIn(log)]).toEqual([2, []]);
  });

  test('exits with 5 for an account that may not', async () => {
    const desk = await setUpDesk();
    await desk.run(DELETE);
    desk.tenant.state.signedInUser = 'reader@contoso.com';
    expect((await desk.run(`${APPLY} --restore`)).exitCode).toBe(5);
  });

  test('does not go with a saved plan, which is carried out as it is', async () => {
    const desk = await setUpDesk();
    await desk.run('plan --practice --out plan.json');
    expect((await desk.run('apply plan.json --practice --restore')).exitCode).toBe(2);
  });
});

describe('a set-up whose server app was deleted', () => {
  test('is set up anew by apply', async () => {
    const desk = await setUpDesk();
    desk.break('name-in-recycle-bin');
    expect((await desk.run('verify --practice')).exitCode).toBe(1);
    expect((await desk.run(APPLY)).exitCode).toBe(0);
    expect((await desk.run('verify --practice')).exitCode).toBe(0);
  });
});

describe('remove --purge alone', () => {
  test('takes what was deleted before, and leaves what lives', async () => {
    const desk = await setUpDesk();
    desk.break('name-in-recycle-bin');
    const [client] = living(desk);
    const { exitCode } = await desk.run(PURGE);
    expect([exitCode, living(desk), binned(desk)]).toEqual([0, [client], []]);
  });

  test('shows it first, with the command that names it', async () => {
    const desk = await setUpDesk();
    await desk.run(DELETE);
    const { out, log } = await desk.run('remove --practice --purge');
    expect(writesIn(log)).toEqual([]);
    const command = /entra-mcp-setup remove .*$/m.exec(out)?.[0] ?? '';
    expect(binned(desk).every((appId) => command.includes(appId))).toBe(true);
    await desk.run(wordsOf(command).slice(1));
    expect(binned(desk)).toEqual([]);
  });

  test('says so where nothing waits there', async () => {
    const { exitCode, out, log } = await (await setUpDesk()).run(PURGE);
    expect([exitCode, writesIn(log)]).toEqual([0, []]);
    expect(out).toContain('Nothing of this set-up waits in the recycle bin');
  });
});

describe('verify of a set-up whose app was deleted', () => {
  it('proposes to restore it, with a command that does', async () => {
    const desk = await setUpDesk();
    const blueprint = desk.disk.text('entra-mcp.yaml');
    await desk.run(DELETE);
    desk.disk.put('entra-mcp.yaml', blueprint);
    const { document } = await desk.run('verify --practice --json');
    const missing = (document.checks ?? []).filter(({ id }) => id.endsWith('.exists'));
    expect(missing.map(({ status, fix }) => [status, fix?.command])).toEqual([
      ['fail', 'entra-mcp-setup apply --config entra-mcp.yaml --practice --yes --restore'],
      ['fail', 'entra-mcp-setup apply --config entra-mcp.yaml --practice --yes --restore'],
    ]);
    expect(missing[0]?.message).toMatch(/waits in the recycle bin\.$/);
    await desk.run('apply --practice --yes --restore --grant-admin-consent');
    expect((await desk.run('verify --practice')).exitCode).toBe(0);
  });

  it('proposes a new one where nothing waits, at the cost of one request', async () => {
    const desk = await openDesk();
    const { document, log } = await desk.run(
      'verify --practice --mcp-url https://mcp.contoso.com/mcp --json --client-app-id 11111111-2222-4333-8444-555555555555',
    );
    const [client] = (document.checks ?? []).filter(({ id }) => id === 'client-app.exists');
    expect(client?.fix?.command).not.toContain('--restore');
    expect(log.filter(({ url }) => url.includes('/deletedItems/')).length).toBe(1);
  });
});
