import { expect, test } from 'vitest';
import { launchFor } from '../../src/cli/launch.ts';
import { serverCredential } from '../../src/commands/files/server-credential.ts';
import { gatherInputs } from '../../src/commands/run/inputs.ts';
import type { ServerCredentialFlags } from '../../src/commands/run/shared-options.ts';
import { memoryDisk } from '../support/desk-disk.ts';
import { bareOutside } from '../support/desk-outside.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { fakeTerminal } from '../ui/fake-terminal.ts';

const OURS = '11111111-1111-4111-8111-111111111111';
const THEIRS = '22222222-2222-4222-8222-222222222222';
const env = (clientId: string, secret: string) =>
  `AZURE_CLIENT_ID=${clientId}\nAZURE_CLIENT_SECRET=${secret}\n`;

/** The secret that is found for `sub/x.yaml`, of which the server is OURS. */
async function foundFor(
  files: Readonly<Record<string, string>>,
  flags: ServerCredentialFlags = {},
  serverApi = `serverApi: { appId: ${OURS} }`,
) {
  const disk = memoryDisk();
  disk.put('sub/x.yaml', `version: 1\ntenant: contoso.com\n${serverApi}\n`);
  for (const [path, text] of Object.entries(files)) disk.put(path, text, 0o600);
  const given = { answers: {}, config: 'sub/x.yaml', ...flags };
  const outside = { ...bareOutside(disk, fakeTerminal()), launch: launchFor(given, {}) };
  const found = await serverCredential(outside, given, await gatherInputs(given, outside), BLUEPRINT);
  return found?.source ?? null;
}

test('the secret of another set-up, whose .env is in the folder at hand, is left alone', async () => {
  expect(await foundFor({ '.env': env(THEIRS, 'theirs') })).toBeNull();
  expect(await foundFor({ '.env': 'AZURE_CLIENT_SECRET=nobodys\n' })).toBeNull();
});

test('a blueprint whose server has no app id yet takes no .env of the folder at hand', async () => {
  expect(await foundFor({ '.env': 'AZURE_CLIENT_SECRET=nobodys\n' }, {}, '')).toBeNull();
});

test('the .env beside the blueprint comes first', async () => {
  expect(await foundFor({ '.env': env(OURS, 'a'), 'sub/.env': env(OURS, 'b') })).toBe('sub/.env');
});

test('the .env in the folder at hand is taken where it names this server', async () => {
  expect(await foundFor({ '.env': env(OURS.toUpperCase(), 'ours') })).toBe('.env');
});

test('a file that was named is taken as it is', async () => {
  expect(await foundFor({ 'other.env': env(THEIRS, 'named') }, { envFile: 'other.env' })).toBe('other.env');
});
