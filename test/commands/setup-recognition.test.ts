import { expect, test } from 'vitest';
import { EVIL_URI, trap } from '../support/attack.ts';
import { type Desk, loseIds, MCP_URL, openDesk, setUpDesk } from '../support/desk.ts';
import type { ScriptedAnswer } from '../ui/scripted-asker.ts';

const GIVEN = `--mcp-url ${MCP_URL} --graph-permissions Files.Read --redirect-uri http://127.0.0.1:53100/callback`;
const SETUP = `setup --practice --auth device-code --secret-months 24 --credential secret --app-id-uri api://{appId} ${GIVEN}`;
const MARKER = 'a1b2c3d4-known-to-somebody';
const appIdsIn = ({ tenant }: Desk) => tenant.state.applications.map(({ appId }) => appId);

const enter = (ask: string): ScriptedAnswer => ({ ask, do: 'default' });
const choose = (ask: string, label: string): ScriptedAnswer => ({ ask, choose: label });

const CLIENTS = enter('Which MCP clients do people use?');
const TABLE = enter('Set it up like this?');
const MAKE_BOTH = [
  choose('Which app is MCP Server API?', 'Create a new one'),
  choose('Which app is MCP Client App?', 'Create a new one'),
  CLIENTS,
  TABLE,
];
const APPLY = [
  choose('What do you want to do with this plan?', 'Apply'),
  { ask: 'Type Contoso Practice to grant it', type: 'Contoso Practice' },
];

async function trapped(): Promise<Desk> {
  const desk = await openDesk();
  desk.disk.put('entra-mcp.yaml', `version: 1\nmarker: ${MARKER}\n`);
  trap(desk, MARKER);
  return desk;
}

test('setup shows who owns an app of its marker and what is foreign on it before it asks whether to use it', async () => {
  const desk = await trapped();
  const script = [
    choose('Which app is MCP Server API?', 'Create a new one'),
    choose('Which app is MCP Client App?', 'Use MCP Client App'),
    { ask: 'Use this app as MCP Client App?', throw: new Error('seen') },
  ];
  const { err } = await desk.run(SETUP, { script });
  const screen = err.replaceAll(/\s+/g, ' ');
  for (const part of ['created today', 'dev@contoso.com', EVIL_URI]) expect(screen).toContain(part);
});

test.each([
  ['chosen', SETUP, MAKE_BOTH],
  ['said with --new', `${SETUP} --new`, MAKE_BOTH.filter((one) => 'do' in one)],
])('setup makes others beside them under another marker where that is %s', async (_how, command, making) => {
  const desk = await trapped();
  const theirs = appIdsIn(desk);
  const { exitCode } = await desk.run(command, {
    script: [...making, ...APPLY, enter('Do more now?')],
  });
  expect([exitCode, appIdsIn(desk).length]).toEqual([0, 4]);
  const text = desk.disk.text('entra-mcp.yaml');
  for (const appId of [...theirs, MARKER]) expect(text).not.toContain(appId);
  const marker = /^marker: (\S+)$/m.exec(text)?.[1];
  const named = desk.tenant.state.applications.filter(({ uniqueName }) => uniqueName?.endsWith(`${marker}`));
  expect(named).toHaveLength(2);
});

test('setup offers what bears its marker and nothing foreign, as a killed run leaves it, and asks no more', async () => {
  const desk = await setUpDesk();
  loseIds(desk);
  const before = appIdsIn(desk);
  const script = [
    enter('Which app is MCP Server API?'),
    enter('Which app is MCP Client App?'),
    CLIENTS,
    TABLE,
    { ask: /What (do you want to do with this plan|next)\?/, throw: new Error('seen') },
  ];
  const { err } = await desk.run(SETUP, { script });
  expect(err).toContain('seen');
  expect(appIdsIn(desk)).toEqual(before);
});

test('setup takes an object id, pasted where an app id belongs, for the app that bears it', async () => {
  const desk = await setUpDesk();
  const app = desk.tenant.state.applications.find(({ displayName }) => displayName === 'MCP Server API');
  desk.disk.content.clear();
  const script = [
    choose('Which app is MCP Server API?', 'Enter an app id'),
    { ask: 'Application (client) id of MCP Server API', type: app?.id ?? '' },
    { ask: 'Use this app as MCP Server API?', throw: new Error('seen') },
  ];
  const { err } = await desk.run(SETUP, { script });
  const screen = err.replaceAll(/\s+/g, ' ');
  expect(screen).toContain(`${app?.id} is an object id. The app id of that app is ${app?.appId}.`);
});

test('setup says of a federated credential that is not described yet that its subject is asked for later', async () => {
  const desk = await setUpDesk();
  desk.disk.content.clear();
  const script = [
    choose('Which app is MCP Server API?', 'Use MCP Server API'),
    { ask: 'Use this app as MCP Server API?', throw: new Error('seen') },
  ];
  const { err } = await desk.run(
    SETUP.replace('--secret-months 24 --credential secret', '--credential federated'),
    { script },
  );
  expect(err.replaceAll(/\s+/g, ' ')).toContain(
    'Add the federated credential mcp-server for a subject that is asked for later',
  );
});
