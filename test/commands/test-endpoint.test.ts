import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { SetupError } from '../../src/errors.ts';
import type { Transport } from '../../src/ports.ts';
import { type Desk, MCP_URL, type RunOptions, setUpDesk } from '../support/desk.ts';

async function hopsOf(desk: Desk, flags = '--endpoint', options: RunOptions = {}): Promise<Report> {
  return (await desk.run(`test --practice --json ${flags}`, options)).document;
}
const statuses = ({ hops = [] }: Report) => hops.map(({ id, status }) => `${id} ${status}`);

const WHOLE = ['client-signin pass', 'token pass', 'obo pass', 'graph pass'];

/** Answers in place of the MCP server where the user's own token comes. */
const serving =
  (answer: (request: Request) => Response) =>
  (inner: Transport): Transport =>
  async (request, limits) => {
    const isUsers = (request.headers.get('authorization') ?? '').length > 600;
    return request.url === MCP_URL && isUsers ? answer(request) : inner(request, limits);
  };

/** A server that takes no token, and says this. */
const refusing = (body: string, header: string | null) =>
  serving(({ headers }) => {
    const challenge: Record<string, string> = header === null ? {} : { 'www-authenticate': header };
    const echoed = body.replace('ECHO', headers.get('authorization') ?? '');
    return new Response(echoed, { status: 401, headers: challenge });
  });

describe('test --endpoint', () => {
  it('walks the discovery first and the MCP server last', async () => {
    const report = await hopsOf(await setUpDesk());
    expect([report.exitCode, statuses(report)]).toEqual([0, ['discovery pass', ...WHOLE, 'mcp-server pass']]);
    expect(report.hops?.at(-1)?.message).toContain('list_files');
  });

  it('asks neither without the flag', async () => {
    const { log } = await (await setUpDesk()).run('test --practice --json');
    expect(log.filter(({ url }) => url.startsWith(new URL(MCP_URL).origin))).toEqual([]);
  });

  it.each([
    ['endpoint-no-challenge', 'endpoint.challenge'],
    ['endpoint-no-metadata', 'endpoint.resource-metadata'],
    ['endpoint-common-issuer', 'endpoint.authorization-server'],
  ])('fails the discovery for %s and walks the other hops all the same', async (fault, check) => {
    const desk = await setUpDesk();
    desk.break(fault);
    const report = await hopsOf(desk);
    expect([report.exitCode, statuses(report)]).toEqual([1, ['discovery fail', ...WHOLE, 'mcp-server pass']]);
    expect(report.diagnosis?.[0]).toMatchObject({ hop: 'discovery', code: null });
    expect(report.diagnosis?.[0]?.causes[0]).toMatchObject({ verdict: 'proved', check });
  });

  it.each(['endpoint-slash', 'endpoint-bare-scopes', 'endpoint-accepts-anything'])(
    'leaves %s to verify --endpoint',
    async (fault) => {
      const desk = await setUpDesk();
      desk.break(fault);
      expect(statuses(await hopsOf(desk))[0]).toBe('discovery pass');
    },
  );

  it('goes no further than a chain that is broken before', async () => {
    const desk = await setUpDesk();
    desk.break('missing-graph-consent');
    expect(statuses(await hopsOf(desk))).toEqual([
      'discovery pass',
      'client-signin pass',
      'token pass',
      'obo fail',
    ]);
  });

  it('keeps the MCP server for the end where two users walk', async () => {
    const report = await hopsOf(await setUpDesk(), '--endpoint --second-user');
    expect(statuses(report)).toEqual(['discovery pass', ...WHOLE, ...WHOLE, 'graph pass', 'mcp-server pass']);
  });
});

describe('test --endpoint --tool', () => {
  it('calls the tool as the user', async () => {
    const report = await hopsOf(await setUpDesk(), '--endpoint --tool list_files');
    expect(report.hops?.at(-1)).toMatchObject({
      status: 'pass',
      message: expect.stringContaining('list_files answered: Runbooks'),
    });
  });

  it('fails for a tool that is not there', async () => {
    const report = await hopsOf(await setUpDesk(), '--endpoint --tool list_flies');
    expect(report.hops?.at(-1)).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('list_flies'),
    });
  });

  it('wants --endpoint', async () => {
    expect((await (await setUpDesk()).run('test --practice --json --tool list_files')).exitCode).toBe(2);
  });
});

describe('an MCP server that refuses the token', () => {
  it.each([
    [
      'aud',
      '{"error":"invalid_token","error_description":"jwt audience invalid. expected: x"}',
      'MCP_SERVER_AUDIENCE',
    ],
    ['aud', 'IDX10214: Audience validation failed.', 'MCP_SERVER_AUDIENCE'],
    [
      'aud',
      '{"jsonrpc":"2.0","error":{"code":-1,"message":"unexpected \\"aud\\" claim value"},"id":null}',
      'AUDIENCE',
    ],
    ['iss', 'unexpected "iss" claim value', 'MCP_SERVER_ISSUER'],
    ['signature', 'IDX10503: Signature validation failed.', 'MCP_SERVER_JWKS_URI'],
    ['scp', '{"error":"insufficient_scope"}', 'scp'],
    ['exp', 'Token has expired', 'clock'],
  ])('is explained by the claim %s in its words: %s', async (claim, words, fix) => {
    const report = await hopsOf(await setUpDesk(), '--endpoint', { between: refusing(words, null) });
    expect([report.exitCode, statuses(report).at(-1)]).toEqual([1, 'mcp-server fail']);
    expect(report.diagnosis).toMatchObject([
      { hop: 'mcp-server', causes: [{ id: `mcp-server-${claim}`, verdict: 'proved' }] },
    ]);
    expect(report.diagnosis?.[0]?.causes[0]?.fix.summary).toContain(fix);
  });

  it('is quoted with its header', async () => {
    const header = 'Bearer error="invalid_token", scope="audience issuer"';
    const report = await hopsOf(await setUpDesk(), '--endpoint', { between: refusing('No.', header) });
    const { message } = report.hops?.at(-1) ?? {};
    expect(message).toContain('HTTP 401');
    expect(message).toContain('It says: No.');
    expect(message).toContain(`WWW-Authenticate: ${header}`);
  });

  it('without a reason is explained by all that it could be, none of it proved', async () => {
    const report = await hopsOf(await setUpDesk(`--app-id-uri ${MCP_URL}`), '--endpoint', {
      between: refusing('', 'Bearer scope="audience"'),
    });
    expect(report.diagnosis?.[0]?.causes.map(({ verdict }) => verdict)).toEqual(Array(4).fill('possible'));
    expect([report.exitCode, statuses(report).at(-1)]).toEqual([1, 'mcp-server fail']);
  });

  it('without a reason, behind a gateway that signs people in itself, says nothing for certain', async () => {
    const body = '{"jsonrpc":"2.0","error":{"code":-32000,"message":"Unauthorized: Authentication failed"}}';
    const report = await hopsOf(await setUpDesk(), '--endpoint', { between: refusing(body, 'Bearer') });
    expect([report.exitCode, statuses(report).at(-1)]).toEqual([3, 'mcp-server unknown']);
    expect(report.hops?.at(-1)?.message).toContain('It says: Unauthorized: Authentication failed.');
    expect(report.diagnosis?.[0]?.causes.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'mcp-server-own-tokens possible',
      ...['aud', 'iss', 'signature', 'scp'].map((claim) => `mcp-server-${claim} possible`),
    ]);
  });

  it('does not get its echo of the token printed', async () => {
    const { out, err } = await (await setUpDesk()).run('test --practice --endpoint', {
      between: refusing('You sent ECHO', 'Bearer error_description="No"'),
    });
    expect(`${out}${err}`.replace(/\s+/g, ' ')).toContain('It says: You sent Bearer •••.');
  });

  it.each([
    ['cut', (token: string) => `${'x'.repeat(970)}${token}`],
    ['in an address', (token: string) => `state=Bearer%20${token.slice(0, 400)}`],
    ['in pieces', (token: string) => token.slice(200).replace(/.{40}/g, '$& ')],
  ])('does not get a token printed that it sends back %s', async (_how, echo) => {
    let token = '';
    const between = serving(({ headers }) => {
      token = (headers.get('authorization') ?? '').slice('Bearer '.length);
      return new Response(echo(token), { status: 401 });
    });
    const { out, err } = await (await setUpDesk()).run('test --practice --endpoint --json', { between });
    const pieces = Array.from({ length: token.length - 20 }, (_, at) => token.slice(at, at + 20));
    expect(pieces.length).toBeGreaterThan(500);
    expect(pieces.filter((piece) => `${out}${err}`.includes(piece))).toEqual([]);
  });

  it('that sends people elsewhere is named with the address, and gets no token there', async () => {
    const elsewhere = 'https://elsewhere.example/mcp';
    const asked: string[] = [];
    const redirecting = serving(() => new Response(null, { status: 307, headers: { location: elsewhere } }));
    const between = (inner: Transport): Transport => {
      const send = redirecting(inner);
      return (request, limits) => {
        asked.push(request.url);
        return send(request, limits);
      };
    };
    const { document } = await (await setUpDesk()).run('test --practice --endpoint --json', { between });
    expect(document.hops?.at(-1)).toMatchObject({
      status: 'fail',
      message: expect.stringContaining(`redirects to ${elsewhere} (HTTP 307), where no token is sent`),
    });
    expect([asked.includes(MCP_URL), asked.includes(elsewhere)]).toEqual([true, false]);
  });

  it('that sends without end is said to, and not to speak no JSON', async () => {
    const between = serving(() => new Response(`{"jsonrpc":"${'x'.repeat(4 * 1024 * 1024)}`));
    const report = await hopsOf(await setUpDesk(), '--endpoint', { between });
    expect(report.hops?.at(-1)?.message).toContain('sends more than 4 MB');
  });

  it('does not fill the report with its error', async () => {
    const error = JSON.stringify({
      jsonrpc: '2.0',
      id: 0,
      error: { code: 1, message: 'x '.repeat(100_000) },
    });
    const headers = { 'content-type': 'application/json' };
    const between = serving(() => new Response(error, { headers }));
    const report = await hopsOf(await setUpDesk(), '--endpoint', { between });
    expect(statuses(report).at(-1)).toBe('mcp-server fail');
    expect(report.hops?.at(-1)?.message.length).toBeLessThan(1_200);
  });

  it.each([429, 503])('that has no time (HTTP %d) leaves the hop unknown', async (status) => {
    const between = serving(() => new Response('Later', { status }));
    const report = await hopsOf(await setUpDesk(), '--endpoint', { between });
    expect([report.exitCode, statuses(report).at(-1)]).toEqual([3, 'mcp-server unknown']);
  });

  it.each([
    ['takes it', () => new Response(null, { status: 202 })],
    ['replies to another request', () => Response.json({ jsonrpc: '2.0', id: 77, result: {} })],
  ])(
    'that %s and sends no reply leaves the hop unknown after the time that is allowed',
    async (_how, answer) => {
      const report = await hopsOf(await setUpDesk(), '--endpoint --timeout 20ms', {
        between: serving(answer),
      });
      expect(report.hops?.at(-1)).toMatchObject({
        status: 'unknown',
        message: expect.stringContaining('sends no reply'),
      });
    },
  );

  it('that sends its reply by a second stream is understood', async () => {
    let held: Response | null = null;
    const headers = { 'content-type': 'text/event-stream' };
    const between =
      (inner: Transport): Transport =>
      async (request, limits) => {
        if (request.url === MCP_URL && request.method === 'GET') return held ?? Response.error();
        const isUsers = (request.headers.get('authorization') ?? '').length > 600;
        const isFirst = isUsers && (await request.clone().text()).includes('"initialize"');
        const answer = await inner(request, limits);
        if (request.url !== MCP_URL || !isFirst) return answer;
        held = new Response(`id: 2\ndata: ${JSON.stringify(await answer.json())}\n\n`, { headers });
        return new Response('id: 1\nretry: 1\ndata: \n\n', { headers });
      };
    const report = await hopsOf(await setUpDesk(), '--endpoint', { between });
    expect([held === null, statuses(report).at(-1)]).toEqual([false, 'mcp-server pass']);
  });

  it('that is none at all fails the hop', async () => {
    const between = serving(() => new Response('<html>'));
    expect(statuses(await hopsOf(await setUpDesk(), '--endpoint', { between })).at(-1)).toBe(
      'mcp-server fail',
    );
  });

  it('that fails by itself is not taken for one that refuses the token', async () => {
    const between = serving(() => new Response('Out of memory', { status: 500 }));
    const report = await hopsOf(await setUpDesk(), '--endpoint', { between });
    expect(report.hops?.at(-1)).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('HTTP 500. Out of memory'),
    });
  });

  it('that does not answer in time leaves the hop unknown, and the run inconclusive', async () => {
    const between = serving(() => {
      throw new SetupError('UNAVAILABLE', 'It did not answer.', { detail: 'ETIMEDOUT' });
    });
    const report = await hopsOf(await setUpDesk(), '--endpoint', { between });
    expect([report.exitCode, statuses(report).at(-1)]).toEqual([3, 'mcp-server unknown']);
  });
});
