import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { nodeLoopback } from '../../src/adapters/loopback.ts';
import { SetupError } from '../../src/errors.ts';
import { type BrowserPagePrompt, type SignInRequest, signIn } from '../../src/identity/sign-in.ts';
import { fakeLoopback } from './fake-loopback.ts';
import { fakePorts, fastClock } from './fake-ports.ts';
import { refusalOf } from './refusal-of.ts';
import { LOGIN, recorded, TENANT, TOKEN_URL, userTokenReply } from './samples.ts';
import { tokenService } from './token-service.ts';

const service = tokenService();

const REQUEST: SignInRequest = {
  method: 'browser',
  tenant: TENANT,
  cloud: 'public',
  clientId: null,
  permissions: [],
  maxWait: 60_000,
};
const GRANTED = { request: `POST ${TOKEN_URL}`, body: userTokenReply() };

/** A clock on which nobody runs out of patience. */
const patientClock = () => ({ ...fastClock(), sleep: () => new Promise<never>(() => {}) });

describe('signing in on a page in the browser', () => {
  test('it takes one request besides the page', async () => {
    const { loopback, browser } = fakeLoopback((page) => ({
      code: 'code-value',
      state: page.get('state') ?? '',
    }));
    service.expectExchanges(GRANTED);
    await signIn(REQUEST, fakePorts({ loopback, browser, clock: patientClock() }));
    expect(service.arrived[0]?.fields).toMatchObject({
      grant_type: 'authorization_code',
      code: 'code-value',
    });
  });

  test('it proves with PKCE that the one who asked is the one who redeems', async () => {
    const opened: URLSearchParams[] = [];
    const { loopback, browser } = fakeLoopback((page) => {
      opened.push(page);
      return { code: 'code-value', state: page.get('state') ?? '' };
    });
    service.expectExchanges(GRANTED);
    await signIn(REQUEST, fakePorts({ loopback, browser, clock: patientClock() }));
    const verifier = service.arrived[0]?.fields.code_verifier ?? '';
    expect(opened[0]?.get('code_challenge')).toBe(createHash('sha256').update(verifier).digest('base64url'));
  });

  test('it shows the address of the page, opened or not', async () => {
    const pages: BrowserPagePrompt[] = [];
    const { loopback, browser } = fakeLoopback((page) => ({
      code: 'code-value',
      state: page.get('state') ?? '',
    }));
    service.expectExchanges(GRANTED);
    const open = async (url: string) => (await browser.open(url)) && false;
    await signIn(
      REQUEST,
      fakePorts({
        loopback,
        browser: { open },
        clock: patientClock(),
        onBrowserPage: (page) => pages.push(page),
      }),
    );
    expect(pages[0]?.opened).toBe(false);
    expect(pages[0]?.url).toContain(`${LOGIN}/authorize?`);
  });

  test('it says so when the page sends back a refusal', async () => {
    const { loopback, browser } = fakeLoopback((page) => ({
      error: 'access_denied',
      error_description: String(recorded('34-token-obo-errors', 3).error_description),
      state: page.get('state') ?? '',
    }));
    const error = await refusalOf(signIn(REQUEST, fakePorts({ loopback, browser, clock: patientClock() })));
    expect(error).toMatchObject({ code: 'SIGN_IN_BLOCKED', aadsts: '53003' });
  });

  test('it takes no answer to another question', async () => {
    const { loopback, browser, shown } = fakeLoopback(() => ({ code: 'planted', state: 'foreign' }));
    const error = await refusalOf(signIn(REQUEST, fakePorts({ loopback, browser, clock: fastClock() })));
    expect(error.message).toContain('five minutes');
    expect(shown[0]?.status).toBe(400);
  });

  test('it ends at once on Ctrl-C', async () => {
    const controller = new AbortController();
    const stopped = new SetupError('INTERRUPTED', 'Stopped by Ctrl-C.');
    const { loopback } = fakeLoopback(() => ({}));
    const browser = {
      open: async () => {
        controller.abort(stopped);
        return true;
      },
    };
    const ports = fakePorts({ loopback, browser, clock: patientClock(), interrupt: controller.signal });
    expect(await refusalOf(signIn(REQUEST, ports))).toBe(stopped);
  });

  test('it comes back to a port that is really open', async () => {
    const browser = {
      open: async (url: string) => {
        const page = new URL(url).searchParams;
        const back = new URL(page.get('redirect_uri') ?? '');
        back.search = new URLSearchParams({ code: 'code-value', state: page.get('state') ?? '' }).toString();
        setImmediate(callBack, back);
        return true;
      },
    };
    service.expectExchanges(GRANTED);
    await signIn(REQUEST, fakePorts({ loopback: nodeLoopback(), browser, clock: patientClock() }));
    expect(service.arrived[0]?.fields.redirect_uri).toMatch(/^http:\/\/localhost:\d+$/);
  });
});

/** By `node:net`, past the interception of this file. */
function callBack(url: URL): void {
  const socket = connect(Number(url.port), '127.0.0.1');
  socket.end(`GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`);
  socket.resume();
}
