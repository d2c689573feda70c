import { expect, test } from 'vitest';
import { setUpDesk } from '../support/desk.ts';
import type { ScriptedAnswer } from '../ui/scripted-asker.ts';

const SETUP = 'setup --practice --auth device-code';
const TABLE: ScriptedAnswer = { ask: 'Set it up like this?', do: 'default' };
const APPLY: ScriptedAnswer = { ask: 'What do you want to do with this plan?', choose: 'Apply' };
const CONSENT = 'Type Contoso Practice to grant it';

async function grown() {
  const desk = await setUpDesk();
  const text = desk.disk.text('entra-mcp.yaml');
  expect(text).toContain('grantAdminConsent: true');
  desk.disk.put('entra-mcp.yaml', `${text.trimEnd()}\ngraphPermissions: [Files.ReadWrite.All]\n`);
  const granted = () => desk.tenant.state.grants.map(({ scope }) => scope).join(' ');
  return { desk, granted };
}

test('setup asks for consent again, by name, where the permissions grew after a consent that the file keeps', async () => {
  const { desk, granted } = await grown();
  const script: readonly ScriptedAnswer[] = [TABLE, APPLY, { ask: CONSENT, type: 'Contoso Practice' }];
  const { err } = await desk.run(SETUP, { script });
  expect(err).toContain('Files.ReadWrite.All');
  expect(granted()).toContain('Files.ReadWrite.All');
});

test('setup grants nothing that grew where the person leaves it', async () => {
  const { desk, granted } = await grown();
  const script: readonly ScriptedAnswer[] = [TABLE, APPLY, { ask: CONSENT, do: 'default' }];
  await desk.run(SETUP, { script });
  expect(granted()).not.toContain('Files.ReadWrite.All');
});

test('setup asks nothing about consent where all of it is there, and keeps the answer of the file', async () => {
  const desk = await setUpDesk();
  const script: readonly ScriptedAnswer[] = [
    TABLE,
    { ask: 'Nothing has to be changed', do: 'default' },
    { ask: 'Do more now?', do: 'default' },
  ];
  const { exitCode } = await desk.run(SETUP, { script });
  expect(exitCode).toBe(0);
  expect(desk.disk.text('entra-mcp.yaml')).toContain('grantAdminConsent: true');
});
