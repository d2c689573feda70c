import { describe, expect, test } from 'vitest';
import { AZURE_CLI_APP_ID } from '../../src/core/ids.ts';
import { SetupError } from '../../src/errors.ts';
import { nextMethods } from '../../src/identity/auth-method.ts';
import { type DeviceCodePrompt, type SignInRequest, signIn } from '../../src/identity/sign-in.ts';
import { fakePorts, fastClock } from './fake-ports.ts';
import { refusalOf } from './refusal-of.ts';
import { GRAPH_DEFAULT, LOGIN, recorded, TENANT, TOKEN_URL, userTokenReply } from './samples.ts';
import { tokenService } from './token-service.ts';

const service = tokenService();

const REQUEST: SignInRequest = {
  method: 'device-code',
  tenant: TENANT,
  cloud: 'public',
  clientId: null,
  permissions: ['Application.ReadWrite.All'],
  maxWait: 60_000,
};

const code: Readonly<Record<string, unknown>> = { ...recorded('30-devicecode-start'), interval: 0.01 };
const START = { request: `POST ${LOGIN}/devicecode`, body: code };
const poll = (body: unknown, status = 400) => ({ request: `POST ${TOKEN_URL}`, status, body });
const PENDING = poll(recorded('31-devicecode-poll-errors', 0));
const DONE = poll(userTokenReply(), 200);

describe('signing in by device code', () => {
  test('it takes two requests, none of them for discovery', async () => {
    service.expectExchanges(START, DONE);
    await signIn(REQUEST, fakePorts());
    expect(service.arrived.map(({ url }) => url.pathname.split('/').at(-1))).toEqual(['devicecode', 'token']);
  });

  test('it asks Azure CLI’s client for .default only', async () => {
    service.expectExchanges(START, DONE);
    await signIn(REQUEST, fakePorts());
    expect(service.arrived[0]?.fields).toEqual({
      client_id: AZURE_CLI_APP_ID,
      scope: `${GRAPH_DEFAULT} openid profile offline_access`,
    });
  });

  test('it asks a client of one’s own for the permissions by name', async () => {
    service.expectExchanges(START, DONE);
    await signIn({ ...REQUEST, clientId: 'aaaaaaaa-0000-4000-8000-000000000000' }, fakePorts());
    expect(service.arrived[0]?.fields.scope).toContain(
      'https://graph.microsoft.com/Application.ReadWrite.All',
    );
  });

  test('it hands over the code, where to enter it and until when', async () => {
    const prompts: DeviceCodePrompt[] = [];
    service.expectExchanges(START, DONE);
    const clock = fastClock(new Date('2026-11-23T10:00:00Z'));
    await signIn(REQUEST, fakePorts({ clock, onDeviceCode: (prompt) => prompts.push(prompt) }));
    expect(prompts).toEqual([
      {
        userCode: 'FRWQDE7YL',
        verificationUri: 'https://microsoft.com/devicelogin',
        expiresAt: '2026-11-23T10:15:00.000Z',
        message: code.message,
      },
    ]);
  });

  test('it waits while the code was not entered yet', async () => {
    service.expectExchanges(START, PENDING, PENDING, DONE);
    const session = await signIn(REQUEST, fakePorts());
    expect(session.claims.principal).toBe('admin@contoso.com');
  });

  test('it polls more slowly when told to, and goes on', async () => {
    const clock = fastClock();
    service.expectExchanges(START, poll({ error: 'slow_down', error_description: 'Slow down.' }), DONE);
    await signIn(REQUEST, fakePorts({ clock }));
    expect(clock.waits).toEqual([5_000]);
  });

  test('it knows who signed in, with which roles and scopes', async () => {
    service.expectExchanges(START, DONE);
    const { claims } = await signIn(REQUEST, fakePorts());
    expect(claims).toMatchObject({
      tenantId: TENANT,
      kind: 'user',
      roles: ['Cloud Application Administrator'],
      scopes: ['Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All', 'email', 'openid', 'profile'],
    });
  });

  test('it signs in at the account’s own tenant when none was named', async () => {
    const organizations = 'https://login.microsoftonline.com/organizations/oauth2/v2.0';
    service.expectExchanges(
      { ...START, request: `POST ${organizations}/devicecode` },
      { ...DONE, request: `POST ${organizations}/token` },
    );
    expect((await signIn({ ...REQUEST, tenant: null }, fakePorts())).claims.tenantId).toBe(TENANT);
  });

  test.each([
    ['usgov', 'https://login.microsoftonline.us', 'https://graph.microsoft.us/.default'],
    ['usgovdod', 'https://login.microsoftonline.us', 'https://dod-graph.microsoft.us/.default'],
    ['china', 'https://login.partner.microsoftonline.cn', 'https://microsoftgraph.chinacloudapi.cn/.default'],
  ] as const)('it goes to the token service of the cloud: %s', async (cloud, login, scope) => {
    const end = `${login}/contoso.onmicrosoft.com/oauth2/v2.0`;
    service.expectExchanges(
      { ...START, request: `POST ${end}/devicecode` },
      { ...DONE, request: `POST ${end}/token` },
    );
    await signIn({ ...REQUEST, cloud, tenant: 'contoso.onmicrosoft.com' }, fakePorts());
    expect(service.arrived[0]?.fields.scope).toContain(scope);
  });

  test('it renews the token without a second code', async () => {
    const clock = fastClock();
    service.expectExchanges(START, poll({ ...userTokenReply(), expires_in: 240 }, 200), DONE);
    const session = await signIn(REQUEST, fakePorts({ clock }));
    await clock.sleep(3 * 60_000);
    await session.token();
    expect(service.arrived.at(-1)?.fields).toMatchObject({ grant_type: 'refresh_token' });
  });
});

describe('when a device code sign-in fails, it says why:', () => {
  const declined = {
    error: 'authorization_declined',
    error_description: 'AADSTS70000: The user declined the request.',
  };

  test.each([
    [
      'expired',
      recorded('31-devicecode-poll-errors', 1),
      'SIGN_IN_EXPIRED',
      '70020',
      /expired before anybody/,
    ],
    ['declined', declined, 'NOT_SIGNED_IN', '70000', /declined/],
    ['blocked', recorded('34-token-obo-errors', 3), 'SIGN_IN_BLOCKED', '53003', /Conditional Access/],
    [
      'not a public client',
      recorded('32-token-client-credential-errors', 3),
      'NOT_SIGNED_IN',
      '7000218',
      /public client flows/,
    ],
  ])('%s', async (_name, body, errorCode, aadsts, words) => {
    service.expectExchanges(START, poll(body));
    const error = await refusalOf(signIn(REQUEST, fakePorts()));
    expect({ code: error.code, aadsts: error.aadsts }).toEqual({ code: errorCode, aadsts });
    expect(error.message).toMatch(words);
  });

  test('refused before there was a code', async () => {
    service.expectExchanges({ ...START, status: 400, body: recorded('33-token-app-or-tenant-not-found', 1) });
    const error = await refusalOf(signIn({ ...REQUEST }, fakePorts()));
    expect(error).toMatchObject({ code: 'WRONG_TENANT', aadsts: '90002' });
  });

  test('with the correlation id that support asks for', async () => {
    service.expectExchanges(START, poll(recorded('34-token-obo-errors', 3)));
    const error = await refusalOf(signIn(REQUEST, fakePorts()));
    expect(error.correlationId).toBe('85b60f58-62ff-4d26-b249-6a0229ba280e');
    expect(error.detail).toContain('36a9bfd2-0233-4b3b-b947-5ed41fa7a600');
  });

  test('and the other ways are offered', async () => {
    service.expectExchanges(START, poll(recorded('34-token-obo-errors', 3)));
    const error = await refusalOf(signIn(REQUEST, fakePorts()));
    expect(nextMethods(error, ['device-code'])).toEqual(['browser', 'azure-cli']);
  });

  test('also where the page refused, which nobody tells the poller, until the code expired here', async () => {
    const transport = async ({ url }: Request) =>
      url.includes('/devicecode')
        ? Response.json({ ...code, expires_in: -1 })
        : Response.json(PENDING.body, { status: PENDING.status });
    const error = await refusalOf(signIn(REQUEST, fakePorts({ transport })));
    expect([error.code, error.exitCode, error.advice[0]]).toEqual([
      'SIGN_IN_EXPIRED',
      4,
      expect.stringContaining('53003 or 530035'),
    ]);
    expect(nextMethods(error, ['device-code'])).toEqual(['browser', 'azure-cli']);
  });

  test('a page that is not JSON stands in between', async () => {
    const transport = async () => new Response('<html>Log in to the network</html>', { status: 200 });
    const error = await refusalOf(signIn(REQUEST, fakePorts({ transport })));
    expect(error.code).toBe('UNAVAILABLE');
  });

  test('the network is down', async () => {
    const transport = async () => {
      throw new SetupError(
        'UNAVAILABLE',
        'login.microsoftonline.com cannot be reached: the name was not found.',
      );
    };
    const error = await refusalOf(signIn(REQUEST, fakePorts({ transport })));
    expect(error.message).toBe('login.microsoftonline.com cannot be reached: the name was not found.');
  });
});

describe('Ctrl-C during a device code sign-in', () => {
  const stopped = new SetupError('INTERRUPTED', 'Stopped by Ctrl-C.');

  test('it ends the wait at once, not at the next poll', async () => {
    const controller = new AbortController();
    service.expectExchanges({ ...START, body: { ...code, interval: 30 } }, PENDING);
    const clock = fastClock();
    const signingIn = signIn(REQUEST, fakePorts({ clock, interrupt: controller.signal }));
    while (service.arrived.length < 2) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(stopped);
    expect(await refusalOf(signingIn)).toBe(stopped);
  });

  test('it sends nothing when it came before the start', async () => {
    expect(await refusalOf(signIn(REQUEST, fakePorts({ interrupt: AbortSignal.abort(stopped) })))).toBe(
      stopped,
    );
  });
});
