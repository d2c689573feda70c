import { describe, expect, test } from 'vitest';
import { APPLY, type Desk, loseIds, setUpDesk, writesIn } from '../support/desk.ts';

const REMOVE = 'remove --practice';
const DELETE = 'remove --practice --delete-apps --yes';
const namesOf = ({ tenant }: Desk) => tenant.state.applications.map(({ displayName }) => displayName);

const HOSTILE = 'A\x1b]0;owned\x07\x1b[2J\x9b31m\u202eapp';
const UNSAFE = /(?!\n)\p{Cc}|\u202e/u;

/** The apps as somebody made them by hand: no marker of ours, named by id in the blueprint. */
async function adopted(): Promise<Desk> {
  const desk = await setUpDesk();
  for (const app of desk.tenant.state.applications) Object.assign(app, { uniqueName: null, tags: [] });
  desk.tenant.state.revision += 1;
  return desk;
}

describe('remove', () => {
  test('only shows what would be deleted', async () => {
    const desk = await setUpDesk();
    const { exitCode, out, log } = await desk.run(REMOVE);
    expect([exitCode, writesIn(log), namesOf(desk).length]).toEqual([0, [], 2]);
    expect(out).toMatch(/MCP Client App[\s\S]*MCP Server API|MCP Server API[\s\S]*MCP Client App/);
    expect(out).toContain('--delete-apps');
  });

  test('wants --yes beside --delete-apps', async () => {
    const { exitCode, log } = await (await setUpDesk()).run('remove --practice --delete-apps');
    expect([exitCode, log.length]).toEqual([2, 0]);
  });

  test('--delete-apps deletes both apps', async () => {
    const desk = await setUpDesk();
    const { exitCode } = await desk.run(DELETE);
    expect([exitCode, namesOf(desk)]).toEqual([0, []]);
  });

  test('deletes apps that the blueprint names, also after its answers were changed', async () => {
    const desk = await setUpDesk();
    await desk.run(`${APPLY} --client-name Other --server-name Another --config entra-mcp.yaml`);
    await desk.run(DELETE);
    expect(namesOf(desk)).toEqual([]);
  });

  test('deletes apps of before there were markers, which the blueprint names', async () => {
    const desk = await setUpDesk();
    desk.disk.put('entra-mcp.yaml', desk.disk.text('entra-mcp.yaml').replace(/^marker: .*\n/m, ''));
    await desk.run(DELETE);
    expect(namesOf(desk)).toEqual([]);
  });

  describe('where the apps were made by another set-up and adopted', () => {
    const adoptedFromOthers = async (): Promise<Desk> => {
      const desk = await setUpDesk();
      const [server, client] = desk.tenant.state.applications.map(({ appId }) => appId);
      desk.disk.content.clear();
      await desk.run(`${APPLY} --client-app-id ${client} --server-app-id ${server}`);
      return desk;
    };

    test('leaves them: that set-up may need them', async () => {
      const desk = await adoptedFromOthers();
      await desk.run(DELETE);
      expect(namesOf(desk).length).toBe(2);
    });

    test('deletes the one that is named by flag', async () => {
      const desk = await adoptedFromOthers();
      const [first] = desk.tenant.state.applications;
      const role = first?.uniqueName?.includes('-client-') ? 'client' : 'server';
      await desk.run(`${DELETE} --${role}-app-id ${first?.appId}`);
      expect(desk.tenant.state.applications.map(({ appId }) => appId)).not.toContain(first?.appId);
    });
  });

  test('leaves apps of another blueprint alone', async () => {
    const desk = await setUpDesk();
    const first = desk.disk.text('entra-mcp.yaml');
    desk.disk.content.delete('entra-mcp.yaml');
    desk.disk.content.delete('.env');
    await desk.run(`${APPLY} --client-name Other --server-name Another`);
    desk.disk.put('entra-mcp.yaml', first);
    await desk.run(DELETE);
    expect(namesOf(desk).sort()).toEqual(['Another', 'Other']);
  });

  test('keeps deleted apps in the recycle bin', async () => {
    const desk = await setUpDesk();
    await desk.run(DELETE);
    expect(desk.tenant.state.deletedApplications.length).toBe(2);
  });

  test('--purge empties the recycle bin of them', async () => {
    const desk = await setUpDesk();
    const { exitCode } = await desk.run(`${DELETE} --purge`);
    expect([exitCode, desk.tenant.state.deletedApplications.length]).toEqual([0, 0]);
  });

  test('--purge also takes apps that were deleted before', async () => {
    const desk = await setUpDesk();
    await desk.run(DELETE);
    const { exitCode } = await desk.run(`${DELETE} --purge`);
    expect([exitCode, desk.tenant.state.deletedApplications.length]).toEqual([0, 0]);
  });

  test('names adopted apps and never deletes them', async () => {
    const desk = await adopted();
    const { exitCode, out, log } = await desk.run(DELETE);
    expect([exitCode, writesIn(log), namesOf(desk).length]).toEqual([0, [], 2]);
    expect(out).toContain('MCP Server API');
  });

  test('shows the names of apps without what a terminal would act on', async () => {
    const desk = await setUpDesk();
    for (const app of desk.tenant.state.applications) Object.assign(app, { displayName: HOSTILE });
    const runs = [await desk.run(REMOVE), await desk.run(DELETE), await desk.run(`${DELETE} --purge`)];
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    for (const { out, err } of runs) expect(out + err).not.toMatch(UNSAFE);
  });

  test('deletes nothing twice', async () => {
    const desk = await setUpDesk();
    await desk.run(DELETE);
    const { exitCode, log } = await desk.run(DELETE);
    expect([exitCode, writesIn(log)]).toEqual([0, []]);
  });

  test('lists in JSON what is done', async () => {
    const { document } = await (await setUpDesk()).run(`${DELETE} --json`);
    expect(document.applied?.done.length).toBe(2);
  });

  test('by an account that may not, exits with 5', async () => {
    const desk = await setUpDesk();
    desk.tenant.state.signedInUser = 'reader@contoso.com';
    const { exitCode } = await desk.run(DELETE);
    expect([exitCode, namesOf(desk).length]).toEqual([5, 2]);
  });

  test('then apply sets everything up anew', async () => {
    const desk = await setUpDesk();
    await desk.run(`${DELETE} --purge`);
    const { exitCode } = await desk.run(APPLY);
    expect([exitCode, namesOf(desk).length]).toEqual([0, 2]);
  });

  test('then apply sets everything up anew, though the recycle bin holds the names of before', async () => {
    const desk = await setUpDesk();
    await desk.run(DELETE);
    const { exitCode } = await desk.run(APPLY);
    expect([exitCode, namesOf(desk).length]).toEqual([0, 2]);
  });

  test('then apply under the same marker meets the names that the recycle bin holds, and --new takes another', async () => {
    const desk = await setUpDesk();
    loseIds(desk);
    await desk.run(DELETE);
    const held = await desk.run(`${APPLY} --json`);
    expect([held.exitCode, namesOf(desk)]).toEqual([5, []]);
    const { exitCode } = await desk.run(`${APPLY} --new`);
    expect([exitCode, namesOf(desk).length]).toEqual([0, 2]);
  });
});
