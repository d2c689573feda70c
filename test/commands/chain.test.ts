import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import type { Transport } from '../../src/ports.ts';
import { openDesk, type RunOptions, setUpDesk } from '../support/desk.ts';
import { CERTIFICATE, hopsOf, TEST, walked } from './walk.ts';

const firstFailure = ({ hops = [] }: Report) => hops.find(({ status }) => status === 'fail')?.id;

describe('test on a healthy tenant', () => {
  test.each(['browser', 'device-code'])('walks the whole chain by %s', async (method) => {
    const { exitCode, document } = await (await setUpDesk()).run(`${TEST} --user-auth ${method}`);
    expect([exitCode, hopsOf(document)]).toEqual([
      0,
      ['client-signin pass', 'token pass', 'obo pass', 'graph pass'],
    ]);
  });

  test('walks it with a certificate', async () => {
    const { exitCode } = await (await setUpDesk(CERTIFICATE)).run(TEST);
    expect(exitCode).toBe(0);
  });

  test('shows the claims each hop rests on', async () => {
    const desk = await setUpDesk();
    const { document } = await desk.run(TEST);
    const token = document.hops?.find(({ id }) => id === 'token');
    expect(token?.claims).toMatchObject({
      aud: desk.tenant.state.applications[0]?.appId,
      ver: '2.0',
      scp: 'access',
    });
  });

  test('needs no operator: nobody signs in to Microsoft Azure CLI', async () => {
    const { log } = await (await setUpDesk()).run(TEST);
    expect(log.filter(({ body }) => body.includes('04b07795'))).toEqual([]);
  });

  test('asks Graph for what was granted: the drive, /me and sites', async () => {
    const desk = await setUpDesk('--graph-permissions Files.Read,User.Read,Sites.Read.All');
    const { document } = await desk.run(TEST);
    expect(document.hops?.at(-1)?.message).toMatch(/\/me\/drive.*\/me, \/sites\/root/);
  });

  test('skips Graph where nothing granted can be tried', async () => {
    const desk = await setUpDesk('--graph-permissions Mail.Read');
    const { exitCode, document } = await desk.run(TEST);
    expect([exitCode, hopsOf(document).at(-1)]).toEqual([0, 'graph skip']);
  });

  test('-v says what was sent, secrets as dots', async () => {
    const { err } = await (await setUpDesk()).run('test --practice -v');
    expect(err).toContain('requested_token_use = on_behalf_of');
    expect(err).toContain('client_secret = ••••••••');
  });

  test('reads the secret from standard input, or from a file', async () => {
    const desk = await setUpDesk();
    const [secret = ''] = desk.secrets.values;
    desk.disk.content.delete('.env');
    desk.disk.put('.env.secret', `${secret}\n`, 0o600);
    const piped = await desk.run(`${TEST} --secret-stdin`, { stdin: `${secret}\n` });
    const filed = await desk.run(`${TEST} --secret-file .env.secret`);
    expect([piped.exitCode, filed.exitCode]).toEqual([0, 0]);
  });

  test('never takes the operator’s own AZURE_* for the server’s', async () => {
    const desk = await setUpDesk();
    const [secret = ''] = desk.secrets.values;
    desk.disk.content.delete('.env');
    const env = {
      AZURE_CLIENT_ID: String(desk.tenant.state.applications[0]?.appId),
      AZURE_CLIENT_SECRET: secret,
    };
    const { exitCode, err } = await desk.run('test --practice', { env });
    expect(exitCode).toBe(2);
    expect(err).toContain('--env-file');
  });

  test.each([
    [
      'without apps',
      async () =>
        (await openDesk()).run('test --practice --json', {
          env: { ENTRA_MCP_SETUP_MCP_URL: 'https://x.example/mcp' },
        }),
    ],
    ['with a wrong --user-auth', async () => (await setUpDesk()).run(`${TEST} --user-auth magic`)],
    ['with a missing --env-file', async () => (await setUpDesk()).run(`${TEST} --env-file nope.env`)],
  ])('%s, exits with 2 before anybody signs in', async (_what, act) => {
    const { exitCode, log } = await act();
    expect([exitCode, log.length]).toEqual([2, 0]);
  });
});

/** The faults of `practice break` that break the chain, the hop each breaks, and the code its diagnosis names. */
const BREAKING: readonly (readonly [string, string, string | null])[] = [
  ['wrong-scope', 'client-signin', '650053'],
  ['missing-consent', 'client-signin', '65001'],
  ['redirect-on-wrong-platform', 'client-signin', '7000218'],
  ['user-not-assigned', 'client-signin', '50105'],
  ['no-identifier-uri', 'client-signin', '500011'],
  ['wrong-audience', 'token', null],
  ['v1-tokens', 'token', null],
  ['missing-graph-consent', 'obo', '65001'],
  ['missing-graph-permission', 'obo', '65001'],
  ['wrong-secret', 'obo', '7000215'],
  ['expired-secret', 'obo', '7000222'],
  ['secret-id-as-value', 'obo', '7000215'],
  ['thumbprint-mismatch', 'obo', '700027'],
  ['browser-blocked', 'client-signin', '53003'],
  ['interaction-required', 'obo', '50076'],
  ['server-principal-disabled', 'client-signin', null],
];

describe('test with a fault', () => {
  test.each(BREAKING)('%s names %s', async (fault, hop, code) => {
    const { exitCode, document } = await walked(fault);
    expect([exitCode, firstFailure(document)]).toEqual([1, hop]);
    if (code !== null) expect(document.diagnosis?.[0]?.code).toBe(code);
    expect(document.diagnosis?.length).toBeGreaterThan(0);
  });

  test.each(BREAKING)('%s stops at the first hop that fails', async (fault, hop) => {
    const { document } = await walked(fault);
    expect(document.hops?.at(-1)?.id).toBe(hop);
  });

  test('device-code-blocked breaks the sign-in by device code', async () => {
    const { document } = await walked('device-code-blocked', '--user-auth device-code');
    expect([firstFailure(document), document.diagnosis?.[0]?.code]).toEqual(['client-signin', '53003']);
  });

  test('device-code-blocked leaves the browser working', async () => {
    expect((await walked('device-code-blocked')).exitCode).toBe(0);
  });

  test.each([
    'throttled',
    'slow-replication',
    'secrets-forbidden',
    'api-not-visible',
    'public-flows-on-server',
  ])('%s breaks nothing', async (fault) => {
    expect((await walked(fault)).exitCode).toBe(0);
  });
});

describe('test explains the failing hop by what it used itself', () => {
  const first = async (fault: string, more = '') => (await walked(fault, more)).document.diagnosis?.[0];
  const verdicts = (diagnosis: Awaited<ReturnType<typeof first>>) =>
    Object.fromEntries((diagnosis?.causes ?? []).map(({ id, verdict }) => [id, verdict]));

  test('a wrong secret is not the id of one', async () => {
    const diagnosis = await first('wrong-secret');
    expect(diagnosis?.causes[0]).toMatchObject({ id: 'secret-wrong', verdict: 'possible' });
    expect(verdicts(diagnosis)['secret-id-as-value']).toBe('refuted');
    expect(JSON.stringify(diagnosis)).not.toMatch(/--env-file|no tenant, snapshot, credential/);
  });

  test('an id in place of the secret is proved', async () => {
    expect((await first('secret-id-as-value'))?.causes[0]).toMatchObject({
      id: 'secret-id-as-value',
      verdict: 'proved',
    });
  });

  test('a certificate is named by its thumbprint', async () => {
    expect((await first('thumbprint-mismatch'))?.causes[0]).toMatchObject({
      id: 'certificate-not-registered',
      because: expect.stringMatching(/signs with the certificate [0-9A-F]{40}/),
    });
  });

  test('a sign-in by browser was not by device code', async () => {
    const diagnosis = await first('browser-blocked', '--user-auth browser');
    expect(verdicts(diagnosis)['device-code-blocked']).toBe('refuted');
    expect(diagnosis?.causes[0]?.id).toBe('policy-blocks');
  });

  test('the hop is the one that failed', async () => {
    expect((await first('declined-sign-in', '--user-auth device-code'))?.hop).toBe('client-signin');
  });
});

describe('test with a secret that Entra does not know yet', () => {
  /** Refuses the secret so many times, as the token service does while it is new. */
  function unknownFor(times: number): RunOptions {
    let left = times;
    const between =
      (inner: Transport): Transport =>
      async (request) => {
        const isExchange =
          request.method === 'POST' && (await request.clone().text()).includes('on_behalf_of');
        if (!isExchange || left === 0) return inner(request);
        left -= 1;
        const body = {
          error: 'invalid_client',
          error_description: 'AADSTS7000215: Invalid client secret provided.',
          error_codes: [7000215],
        };
        return Response.json(body, { status: 401 });
      };
    return { between };
  }

  test('waits, says that this is normal, and goes on', async () => {
    const { exitCode, err } = await (await setUpDesk()).run('test --practice', unknownFor(2));
    expect(exitCode).toBe(0);
    expect(err).toContain('in case the secret is new');
  });

  test('does not wait longer than --max-wait', async () => {
    const desk = await setUpDesk();
    const before = desk.clock.now().getTime();
    const { exitCode } = await desk.run(`${TEST} --max-wait 6s`, unknownFor(100));
    expect([exitCode, desk.clock.now().getTime() - before]).toEqual([1, 5_000]);
  });

  test('does not wait for an id in place of the value', async () => {
    const desk = await setUpDesk();
    const before = desk.clock.now().getTime();
    await walked('secret-id-as-value', '', desk);
    expect(desk.clock.now().getTime() - before).toBe(0);
  });
});
