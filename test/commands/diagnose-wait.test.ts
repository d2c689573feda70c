import { describe, expect, test, vi } from 'vitest';
import type { Transport } from '../../src/ports.ts';
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

/** Every answer of the tenant takes this long by the clock of the desk. */
const slow =
  (desk: Awaited<ReturnType<typeof setUpDesk>>, milliseconds: number) =>
  (inner: Transport): Transport =>
  async (request, reach) => {
    await desk.clock.sleep(milliseconds);
    return inner(request, reach);
  };

describe('a tenant that answers slowly', () => {
  const COMMANDS = [
    'diagnose AADSTS65001 --practice',
    'diagnose AADSTS7000215 --practice',
    'diagnose --practice --sign-ins',
    'diagnose --practice --user ada@contoso.onmicrosoft.com',
    'diagnose --symptom obo-fails --practice',
  ];

  test.each(COMMANDS.flatMap((line) => [2_500, 15_000].map((pause) => [line, pause] as const)))(
    '%s is waited for 30 s in all where each answer takes %d ms',
    async (line, pause) => {
      const desk = await setUpDesk();
      const before = desk.clock.now().getTime();
      const { document } = await desk.run(`${line} --json`, { between: slow(desk, pause) });
      expect((desk.clock.now().getTime() - before) / 1000).toBeLessThanOrEqual(30);
      const isLate = document.errors?.[0]?.title.includes('30 s') === true;
      expect(isLate).toBe(pause > 10_000);
    },
  );

  test('what was read by then is still told: the text is explained, nothing is proved', async () => {
    const desk = await setUpDesk();
    const { document } = await desk.run(`${COMMANDS[0]} --json`, { between: slow(desk, 15_000) });
    expect(document.diagnosis?.[0]?.code).toBe('65001');
    expect(document.diagnosis?.[0]?.causes.some(({ verdict }) => verdict === 'proved')).toBe(false);
  });

  test.each(['--max-wait 10m', '--timeout 2m'])('%s asks for more, and gets it', async (more) => {
    const desk = await setUpDesk();
    const before = desk.clock.now().getTime();
    const { document } = await desk.run(`${COMMANDS[0]} ${more} --json`, { between: slow(desk, 15_000) });
    expect((desk.clock.now().getTime() - before) / 1000).toBeGreaterThan(30);
    expect(document.errors).toBeUndefined();
  });
});

test('a tenant that throttles without end is waited for 30 s in all', async () => {
  const desk = await setUpDesk();
  desk.break('throttled');
  const before = desk.clock.now().getTime();
  await desk.run(ASK, {
    between: (inner) => async (request, reach) =>
      request.url.includes('graph.microsoft.com')
        ? new Response('{"error":{"code":"TooManyRequests","message":"x"}}', {
            status: 429,
            headers: { 'Retry-After': '7' },
          })
        : inner(request, reach),
  });
  expect((desk.clock.now().getTime() - before) / 1000).toBeLessThanOrEqual(30);
});

describe('Microsoft Graph that never answers, after a good sign-in', () => {
  test.each([
    'diagnose AADSTS65001 --practice',
    'diagnose AADSTS7000215 --practice',
    'diagnose --practice --sign-ins',
    'diagnose --practice --user ada@contoso.onmicrosoft.com',
    'diagnose --symptom obo-fails --practice',
  ])('%s ends when 30 s are over, and the answer says so', async (line) => {
    const alarms: { readonly milliseconds: number; readonly ring: () => void }[] = [];
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
      const alarm = new AbortController();
      alarms.push({ milliseconds, ring: () => alarm.abort() });
      return alarm.signal;
    });
    const asked: string[] = [];
    const desk = await setUpDesk();
    const { document, exitCode } = await desk
      .run(`${line} --json`, {
        between: (inner) => async (request, reach) => {
          if (!request.url.includes('graph.microsoft.com')) return inner(request, reach);
          asked.push(request.url);
          for (const { milliseconds, ring } of alarms) if (milliseconds === 30_000) setImmediate(ring);
          return new Promise<Response>(() => undefined);
        },
      })
      .finally(() => timeout.mockRestore());
    expect(asked).not.toEqual([]);
    expect(document.errors?.[0]?.title).toContain('30 s');
    expect(exitCode).toBe(3);
  });
});
