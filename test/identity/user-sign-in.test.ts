import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import type { DeviceCodePrompt } from '../../src/identity/sign-in.ts';
import {
  type BrowserSignInRequest,
  signInUserByBrowser,
  signInUserByDeviceCode,
} from '../../src/identity/token-service.ts';
import { fakeLoopback } from './fake-loopback.ts';
import { fakePorts, fastClock } from './fake-ports.ts';
import { refusalOf } from './refusal-of.ts';
import { APP, jwt, LOGIN, recorded, TENANT, TOKEN_URL, USER_CLAIMS } from './samples.ts';
import { tokenService } from './token-service.ts';

const service = tokenService();

const SCOPE = `api://${APP}/access`;
const FIRST = 'http://127.0.0.1:53100/callback';
const BACKUP = 'http://127.0.0.1:53101/callback';
const LIMITS = { maxWait: 60_000, timeLimit: 300_000 };
const REQUEST: BrowserSignInRequest = {
  endpoint: { cloud: 'public', tenant: TENANT },
  clientId: APP,
  scopes: [SCOPE],
  claims: null,
  redirectUris: [FIRST, BACKUP],
  prompt: null,
};
const TOKEN = jwt({ ...USER_CLAIMS, aud: APP, scp: 'access', ver: '2.0' });
const GRANTED = {
  request: `POST ${TOKEN_URL}`,
  body: { access_token: TOKEN, expires_in: 3600, scope: SCOPE },
};
const comesBack = (page: URLSearchParams) => ({ code: 'the-code', state: page.get('state') ?? '' });
const patientClock = () => ({ ...fastClock(), sleep: () => new Promise<never>(() => {}) });
const browserPorts = (fake: Pick<ReturnType<typeof fakeLoopback>, 'loopback' | 'browser'>) =>
  fakePorts({ loopback: fake.loopback, browser: fake.browser, clock: patientClock() });

describe('a user who signs in to the client app in the browser', () => {
  test('comes back to the registered URI, letter by letter, in both requests', async () => {
    const pages: URLSearchParams[] = [];
    const fake = fakeLoopback((page) => {
      pages.push(page);
      return comesBack(page);
    });
    service.expectExchanges(GRANTED);
    await signInUserByBrowser(REQUEST, LIMITS, browserPorts(fake));
    expect([pages[0]?.get('redirect_uri'), service.arrived[0]?.fields.redirect_uri]).toEqual([FIRST, FIRST]);
  });

  test('comes back to the backup URI when the first port is taken', async () => {
    const fake = fakeLoopback(comesBack, [FIRST]);
    service.expectExchanges(GRANTED);
    await signInUserByBrowser(REQUEST, LIMITS, browserPorts(fake));
    expect(service.arrived[0]?.fields.redirect_uri).toBe(BACKUP);
  });

  test('is told when all ports are taken', async () => {
    const fake = fakeLoopback(comesBack, [FIRST, BACKUP]);
    const error = await refusalOf(signInUserByBrowser(REQUEST, LIMITS, browserPorts(fake)));
    expect([error.code, error.message.includes(BACKUP)]).toEqual(['UNAVAILABLE', true]);
  });

  test('is told when no URI points to this machine', async () => {
    const elsewhere = { ...REQUEST, redirectUris: ['https://gateway.contoso.com/callback', 'myapp://auth'] };
    const error = await refusalOf(signInUserByBrowser(elsewhere, LIMITS, fakePorts()));
    expect(error.code).toBe('USAGE');
  });

  test('proves with PKCE that the code is for this program', async () => {
    const pages: URLSearchParams[] = [];
    const fake = fakeLoopback((page) => {
      pages.push(page);
      return comesBack(page);
    });
    service.expectExchanges(GRANTED);
    await signInUserByBrowser(REQUEST, LIMITS, browserPorts(fake));
    const verifier = service.arrived[0]?.fields.code_verifier ?? '';
    expect(pages[0]?.get('code_challenge')).toBe(createHash('sha256').update(verifier).digest('base64url'));
  });

  test('gets a token whose claims can be looked at', async () => {
    service.expectExchanges(GRANTED);
    const { outcome } = await signInUserByBrowser(REQUEST, LIMITS, browserPorts(fakeLoopback(comesBack)));
    expect(outcome).toMatchObject({
      outcome: 'token',
      claims: { audience: APP, scopes: ['access'], version: '2.0' },
    });
  });

  test('sees what was sent, without code and verifier', async () => {
    service.expectExchanges(GRANTED);
    const { sent } = await signInUserByBrowser(REQUEST, LIMITS, browserPorts(fakeLoopback(comesBack)));
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${LOGIN}/authorize`,
      `POST ${TOKEN_URL}`,
    ]);
    expect(sent[1]?.fields).toMatchObject({ code: '••••••••', code_verifier: '••••••••', scope: SCOPE });
  });

  test('passes on a claims challenge as it came', async () => {
    const claims = String(recorded('34-token-obo-errors', 4).claims);
    const pages: URLSearchParams[] = [];
    const fake = fakeLoopback((page) => {
      pages.push(page);
      return comesBack(page);
    });
    service.expectExchanges(GRANTED);
    await signInUserByBrowser({ ...REQUEST, claims, prompt: 'select_account' }, LIMITS, browserPorts(fake));
    expect([pages[0]?.get('claims'), pages[0]?.get('prompt')]).toEqual([claims, 'select_account']);
  });

  test('is refused with the number that came by redirect', async () => {
    const body = recorded('36-authorize-redirect-errors', 0);
    const fake = fakeLoopback((page) => ({
      error: 'invalid_client',
      error_description: String(body.error_description),
      state: page.get('state') ?? '',
    }));
    const { outcome } = await signInUserByBrowser(REQUEST, LIMITS, browserPorts(fake));
    expect(outcome).toMatchObject({ outcome: 'refused', status: null, error: { code: '650053' } });
  });

  test('is not waited for for ever', async () => {
    const { loopback, closed } = fakeLoopback(comesBack);
    const ports = fakePorts({ loopback, browser: { open: async () => true }, clock: fastClock() });
    const { outcome } = await signInUserByBrowser(REQUEST, LIMITS, ports);
    expect([outcome, closed]).toEqual([{ outcome: 'no-answer', waitedMilliseconds: 300_000 }, [FIRST]]);
  });

  test('is not taken for somebody else who calls the port', async () => {
    const { loopback, browser, shown } = fakeLoopback(() => ({ code: 'planted', state: 'foreign' }));
    const { outcome } = await signInUserByBrowser(REQUEST, LIMITS, fakePorts({ loopback, browser }));
    expect([outcome.outcome, shown[0]?.status]).toEqual(['no-answer', 400]);
  });

  test('can stop at once by Ctrl-C', async () => {
    const controller = new AbortController();
    const stopped = new SetupError('INTERRUPTED', 'Stopped by Ctrl-C.');
    const { loopback, closed } = fakeLoopback(comesBack);
    const browser = {
      open: async () => {
        controller.abort(stopped);
        return true;
      },
    };
    const ports = fakePorts({ loopback, browser, clock: patientClock(), interrupt: controller.signal });
    expect([await refusalOf(signInUserByBrowser(REQUEST, LIMITS, ports)), closed]).toEqual([
      stopped,
      [FIRST],
    ]);
  });
});

describe('a user who signs in to the client app by device code', () => {
  const START = { request: `POST ${LOGIN}/devicecode`, body: recorded('30-devicecode-start') };
  const poll = (body: unknown) => ({ request: `POST ${TOKEN_URL}`, status: 400, body });
  const PENDING = poll(recorded('31-devicecode-poll-errors', 0));

  test('sees the code, then gets a token for the server', async () => {
    const prompts: DeviceCodePrompt[] = [];
    service.expectExchanges(START, PENDING, GRANTED);
    const ports = fakePorts({ onDeviceCode: (prompt) => prompts.push(prompt) });
    const { outcome } = await signInUserByDeviceCode(REQUEST, LIMITS, ports);
    expect([prompts[0]?.userCode, outcome.outcome]).toEqual(['FRWQDE7YL', 'token']);
  });

  test('is polled for as often as the service asks, slower when told so', async () => {
    const clock = fastClock();
    service.expectExchanges(
      START,
      PENDING,
      poll({ error: 'slow_down', error_description: 'Slower.' }),
      GRANTED,
    );
    await signInUserByDeviceCode(REQUEST, LIMITS, fakePorts({ clock }));
    expect(clock.waits).toEqual([5_000, 5_000, 10_000]);
  });

  test.each([null, 0, -1, ''])('is polled for every 5 seconds where the interval is %j', async (interval) => {
    const clock = fastClock();
    const body = { ...Object(START.body), interval };
    service.expectExchanges({ ...START, body }, PENDING, GRANTED);
    await signInUserByDeviceCode(REQUEST, LIMITS, fakePorts({ clock }));
    expect(clock.waits).toEqual([5_000, 5_000]);
  });

  test('sees what was sent, without the device code', async () => {
    service.expectExchanges(START, GRANTED);
    const { sent } = await signInUserByDeviceCode(REQUEST, LIMITS, fakePorts());
    expect(sent[0]?.fields).toEqual({ client_id: APP, scope: SCOPE });
    expect(sent[1]?.fields.device_code).toBe('••••••••');
  });

  test.each([
    ['expired', recorded('31-devicecode-poll-errors', 1), '70020'],
    ['not allowed for this app', recorded('32-token-client-credential-errors', 3), '7000218'],
  ])('is refused when the code is %s', async (_name, body, code) => {
    service.expectExchanges(START, poll(body));
    const { outcome } = await signInUserByDeviceCode(REQUEST, LIMITS, fakePorts());
    expect(outcome).toMatchObject({ outcome: 'refused', error: { code } });
  });

  test('is refused before there is a code', async () => {
    service.expectExchanges({ ...START, status: 400, body: recorded('33-token-app-or-tenant-not-found', 0) });
    const { outcome } = await signInUserByDeviceCode(REQUEST, LIMITS, fakePorts());
    expect(outcome).toMatchObject({ outcome: 'refused', error: { code: '700016' } });
  });

  test('is not waited for longer than allowed', async () => {
    service.expectExchanges(START, PENDING, PENDING);
    const { outcome } = await signInUserByDeviceCode(REQUEST, { ...LIMITS, timeLimit: 10_000 }, fakePorts());
    expect(outcome).toEqual({ outcome: 'no-answer', waitedMilliseconds: 10_000 });
  });
});
