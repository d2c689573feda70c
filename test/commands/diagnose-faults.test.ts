import { describe, expect, test } from 'vitest';
import type { Diagnosis } from '../../src/core/report.ts';
import { Secret } from '../../src/core/secret.ts';
import { exchangeOnBehalfOf } from '../../src/identity/token-service.ts';
import { APPLY, type Desk, openDesk, setUpDesk } from '../support/desk.ts';
import { keepingRefusals } from '../support/desk-refusals.ts';

const CERTIFICATE = '--credential certificate --create-certificate';

interface Fault {
  readonly fault: string;
  readonly cause: string;
  /** Flags of the set-up that the fault needs. */
  readonly setUp?: string;
  /** What fails; by default the chain is walked as a user. */
  readonly produce?: string;
  readonly diagnose?: string;
}

const FAULTS: readonly Fault[] = [
  { fault: 'wrong-scope', cause: 'scope-not-exposed' },
  { fault: 'missing-consent', cause: 'client-consent-missing' },
  { fault: 'missing-graph-consent', cause: 'graph-consent-missing' },
  { fault: 'wrong-secret', cause: 'secret-wrong' },
  { fault: 'expired-secret', cause: 'secret-expired' },
  { fault: 'secret-id-as-value', cause: 'secret-id-as-value' },
  { fault: 'thumbprint-mismatch', cause: 'certificate-not-registered', setUp: CERTIFICATE },
  { fault: 'thumbprint-mismatch', cause: 'no-secret-on-server' },
  { fault: 'no-identifier-uri', cause: 'identifier-uri-missing' },
  { fault: 'missing-graph-permission', cause: 'graph-permission-missing' },
  { fault: 'redirect-on-wrong-platform', cause: 'redirect-on-wrong-platform' },
  { fault: 'user-not-assigned', cause: 'user-not-assigned-to-client' },
  {
    fault: 'device-code-blocked',
    cause: 'device-code-blocked',
    produce: 'test --practice --user-auth device-code',
  },
  { fault: 'device-code-blocked', cause: 'device-code-blocked', produce: 'verify --practice' },
];

const provedIn = ({ causes }: Diagnosis) =>
  causes.filter(({ verdict }) => verdict === 'proved').map(({ id }) => id);

async function diagnosed({ fault, setUp, produce = 'test --practice', diagnose = '' }: Fault) {
  const bench = await setUpDesk(setUp);
  await bench.run(`practice break ${fault} --practice`);
  const { between, texts } = keepingRefusals();
  const produced = await bench.run(produce, { between });
  const stdin = texts.at(-1) ?? '';
  const run = await bench.run(`diagnose --practice --json ${diagnose} -`.replace(/ {2,}/g, ' '), { stdin });
  return { produced, stdin, run, bench };
}

describe.each(FAULTS)('diagnose with the error that $fault really gives ($cause)', (row) => {
  test('proves the right cause, first and alone', async () => {
    const { run } = await diagnosed(row);
    const [first] = run.document.diagnosis ?? [];
    expect(first && provedIn(first)).toEqual([row.cause]);
    expect(first?.causes[0]?.id).toBe(row.cause);
    expect(run.exitCode).toBe(1);
  });

  test('proves nothing once it is mended', async () => {
    const { stdin, bench } = await diagnosed(row);
    await bench.run('practice mend --practice');
    const { exitCode, document } = await bench.run('diagnose --practice --json -', { stdin });
    expect([exitCode, document.diagnosis?.flatMap(provedIn)]).toEqual([3, []]);
  });
});

describe('what `test` prints itself, pasted as it is', () => {
  test.each([
    [['redirect-on-wrong-platform'], '', ['redirect-on-wrong-platform']],
    [['browser-blocked', 'device-code-blocked'], ' --user-auth browser', []],
  ])('of %s%s proves what the refusal does', async (faults, more, expected) => {
    const desk = await setUpDesk();
    desk.break(...faults);
    const { out: stdin } = await desk.run(`test --practice${more}`);
    const { document } = await desk.run('diagnose --practice --json -', { stdin });
    expect(document.diagnosis?.flatMap(provedIn)).toEqual(expected);
  });
});

const OWN_CLIENT = '--sign-in-client 14d82eec-204b-4c2f-b7e8-296a70dab67e';

/** A user's token for the server app, as the MCP client gets one. */
async function userToken(desk: Desk): Promise<Secret> {
  let token = '';
  await desk.run('test --practice', {
    between: (inner) => async (request) => {
      const response = await inner(request);
      const isRedemption = request.method === 'POST' && request.url.endsWith('/token') && token === '';
      if (isRedemption)
        token = String(Reflect.get((await response.clone().json()) as object, 'access_token'));
      return response;
    },
  });
  return new Secret(token);
}

const serverId = ({ tenant }: Desk) => tenant.state.applications[0]?.appId ?? '';
const secretOf = ({ secrets }: Desk) => [...secrets.values][0] ?? '';

describe('diagnose with an error that only the server or the gateway sees', () => {
  test('wrong-audience: the real refusal of the exchange proves it', async () => {
    const desk = await setUpDesk();
    desk.break('wrong-audience');
    const token = await userToken(desk);
    const client = {
      endpoint: { cloud: 'public', tenant: 'contoso.com' },
      clientId: serverId(desk),
      credential: { kind: 'secret', value: new Secret(secretOf(desk)) },
    } as const;
    const { outcome } = await exchangeOnBehalfOf(
      client,
      { token, scopes: ['https://graph.microsoft.com/Files.Read'] },
      { maxWait: 1_000 },
      { ...desk, transport: desk.tenant.transport, interrupt: new AbortController().signal },
    );
    const stdin = outcome.outcome === 'refused' ? outcome.raw : '';
    const { document } = await desk.run('diagnose --practice --json -', { stdin });
    expect([document.diagnosis?.[0]?.code, document.diagnosis?.map(provedIn)]).toEqual([
      '500131',
      [['identifier-uri-respelled']],
    ]);
    expect(document.diagnosis?.[0]?.causes[0]?.id).toBe('identifier-uri-respelled');
  });

  test('public-flows-on-server: a credential in a flow without redirect URI proves it', async () => {
    const desk = await setUpDesk();
    desk.break('public-flows-on-server');
    const url = 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0';
    const post = async (end: string, form: Record<string, string>) => {
      const body = new URLSearchParams({ client_id: serverId(desk), ...form });
      return (await desk.tenant.transport(new Request(`${url}/${end}`, { method: 'POST', body }))).text();
    };
    const started = JSON.parse(await post('devicecode', { scope: `api://${serverId(desk)}/access` })) as {
      device_code: string;
    };
    const poll = {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: started.device_code,
      client_secret: secretOf(desk),
    };
    await post('token', poll);
    const { document } = await desk.run('diagnose --practice --json -', { stdin: await post('token', poll) });
    expect([document.diagnosis?.[0]?.code, document.diagnosis?.map(provedIn)]).toEqual([
      '700025',
      [['public-flows-on-server']],
    ]);
  });

  test('v1-tokens: the token itself proves it', async () => {
    const desk = await setUpDesk();
    desk.break('v1-tokens');
    const stdin = (await userToken(desk)).reveal();
    const { exitCode, document } = await desk.run('diagnose --practice --json --token-stdin', { stdin });
    expect([exitCode, document.diagnosis?.map(provedIn)]).toEqual([1, [['v1-token']]]);
  });

  test('v1-tokens: what a server’s library says of the issuer proves it', async () => {
    const desk = await setUpDesk();
    desk.break('v1-tokens');
    const produced = await desk.run('test --practice --json');
    const [diagnosis] = produced.document.diagnosis ?? [];
    expect(diagnosis && provedIn(diagnosis)).toEqual(['v1-token']);
    const { iss } = produced.document.hops?.at(-1)?.claims ?? {};
    const stdin = `IDX10205: Issuer validation failed. Issuer: '${String(iss)}'. Did not match: validationParameters.ValidIssuer.`;
    const { document } = await desk.run('diagnose --practice --json -', { stdin });
    expect(document.diagnosis?.map(provedIn)).toEqual([['v1-tokens']]);
  });

  test('api-not-visible: nothing fails, so the symptom is asked for, and the tenant proves it', async () => {
    const desk = await setUpDesk();
    desk.break('api-not-visible');
    const { exitCode, document } = await desk.run('diagnose --practice --json --symptom api-not-visible');
    expect([exitCode, document.diagnosis?.map(provedIn)]).toEqual([1, [['server-has-no-owner']]]);
  });
});

describe('diagnose with an error of a set-up', () => {
  test('secrets-forbidden: the policy proves it where it can be read', async () => {
    const desk = await openDesk();
    desk.break('secrets-forbidden');
    const { between, texts } = keepingRefusals();
    await desk.run(APPLY, { between });
    const stdin = texts.at(-1) ?? '';
    const { exitCode, document } = await desk.run(`diagnose --practice --json ${OWN_CLIENT} -`, { stdin });
    expect([exitCode, document.diagnosis?.map(provedIn)]).toEqual([1, [['secrets-forbidden']]]);
    expect(document.diagnosis?.[0]?.causes[0]?.id).toBe('secrets-forbidden');
  });

  test('secrets-forbidden: without the policy it comes first and is not proved', async () => {
    const desk = await openDesk();
    desk.break('secrets-forbidden');
    const { between, texts } = keepingRefusals();
    await desk.run(APPLY, { between });
    const { document } = await desk.run('diagnose --practice --json -', { stdin: texts.at(-1) ?? '' });
    expect(document.diagnosis?.[0]?.causes[0]).toMatchObject({
      id: 'secrets-forbidden',
      verdict: 'possible',
    });
  });

  test('throttled: it is seen again while looking, and waiting helps', async () => {
    const desk = await setUpDesk();
    desk.break('throttled');
    const { between, texts } = keepingRefusals();
    for (let run = 0; texts.length === 0 && run < 4; run += 1)
      await desk.run('verify --practice', { between });
    const { document } = await desk.run('diagnose --practice --json -', { stdin: texts.at(-1) ?? '' });
    expect(document.diagnosis?.map(provedIn)).toEqual([['throttled']]);
    expect(document.diagnosis?.[0]?.waitingHelps).toBe(true);
  });

  /** Right after the write whose answer matches, sends a request to the token service and keeps what it says. */
  async function tooEarly(
    answered: RegExp,
    form: (answer: Record<string, string>, desk: Desk) => Record<string, string>,
  ) {
    const desk = await openDesk();
    desk.break('slow-replication');
    let refusal = '';
    await desk.run(APPLY, {
      between: (inner) => async (request) => {
        const response = await inner(request);
        const text = await response.clone().text();
        if (refusal !== '' || request.method === 'GET' || !answered.test(text)) return response;
        const body = new URLSearchParams(form(JSON.parse(text) as Record<string, string>, desk));
        const url = 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token';
        refusal = await (await desk.tenant.transport(new Request(url, { method: 'POST', body }))).text();
        return response;
      },
    });
    return { desk, stdin: refusal };
  }

  test('slow-replication: an app that was created just now is proved to be the cause', async () => {
    const { desk, stdin } = await tooEarly(/"displayName":\s?"MCP Client App"/, ({ appId = '' }) => ({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: appId,
      device_code: 'any',
    }));
    const { document } = await desk.run('diagnose --practice --json -', { stdin });
    expect([document.diagnosis?.[0]?.code, document.diagnosis?.map(provedIn)]).toEqual([
      '700016',
      [['app-just-created']],
    ]);
    expect(document.diagnosis?.[0]?.waitingHelps).toBe(true);
  });

  test('slow-replication: a secret that was refused while it was new is not called wrong', async () => {
    const desk = await setUpDesk();
    desk.break('slow-replication');
    const { between, texts } = keepingRefusals();
    await desk.run('rotate --practice', { between });
    const stdin = texts.find((text) => text.includes('7000215')) ?? '';
    const { document } = await desk.run('diagnose --practice --json -', { stdin });
    expect([document.diagnosis?.[0]?.code, document.diagnosis?.map(provedIn)]).toEqual(['7000215', [[]]]);
  });
});
