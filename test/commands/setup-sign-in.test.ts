import { expect, test } from 'vitest';
import { openDesk } from '../support/desk.ts';
import type { ScriptedAnswer } from '../ui/scripted-asker.ts';

test('setup leads on to the device code where no browser opens', async () => {
  const desk = await openDesk();
  const script: readonly ScriptedAnswer[] = [
    { ask: 'How do you want to sign in?', choose: 'Browser on this computer' },
    { ask: 'How do you want to sign in?', do: 'default' },
    { ask: 'Public URL of the MCP server', throw: new Error('seen') },
  ];
  const browser = { open: async () => false };
  const { err } = await desk.run('setup --practice', { script, browser });
  expect(err).toContain('No browser could be opened on this computer.');
  expect(err).toMatch(/Try Device code instead[\s\S]*granted by itself/);
  expect(err).toContain('seen');
});
