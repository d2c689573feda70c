import { expect, test } from 'vitest';
import { setUpDesk } from '../support/desk.ts';

const ASK = 'diagnose AADSTS7000215 --practice --json';

/** How long the command took by the clock that moves when somebody sleeps, in seconds. */
async function secondsFor(value: (secret: string) => string, more = ''): Promise<number> {
  const desk = await setUpDesk();
  const [secret = ''] = desk.secrets.values;
  desk.disk.put('.env.secret', value(secret), 0o600);
  const made = desk.clock.now().toISOString();
  for (const { passwords } of desk.tenant.state.applications)
    for (const one of passwords) Object.assign(one, { startDateTime: made });
  const before = desk.clock.now().getTime();
  await desk.run(`${ASK} --secret-file .env.secret ${more}`.trim());
  return (desk.clock.now().getTime() - before) / 1000;
}

test('a value with the shape of an id is not waited for, though the secret is young', async () => {
  expect(await secondsFor(() => '8a6a8b0e-1111-4222-8333-444455556666')).toBeLessThan(5);
});

test('nor is one that begins like no secret of the app', async () => {
  expect(await secondsFor(() => 'zzz8Q~not-of-this-app-at-all-0123456789')).toBeLessThan(5);
});

test('a young secret that may not have arrived is waited for, 25 s at most', async () => {
  const waited = await secondsFor((secret) => `${secret.slice(0, 3)}8Q~altered-on-the-way-0123456789ab`);
  expect(waited).toBeGreaterThanOrEqual(5);
  expect(waited).toBeLessThanOrEqual(30);
});

test('--max-wait says how long instead', async () => {
  const altered = (secret: string) => `${secret.slice(0, 3)}8Q~altered-on-the-way-0123456789ab`;
  expect(await secondsFor(altered, '--max-wait 60s')).toBeGreaterThan(30);
});
