import { describe, expect, test } from 'vitest';
import { type Failure, readFailures } from '../../src/diagnosis/index.ts';
import { sample } from './samples.ts';

const codes = (text: string): readonly (string | null)[] => readFailures(text).map(({ code }) => code);
const APP = '98689c4c-039d-5739-b2ac-f5eb93347aab';
const CORRELATION = 'fca61f0e-d366-5f53-806e-6b31ea3b4fbc';

function only(text: string): Failure {
  const [first] = readFailures(text);
  if (first === undefined) throw new Error('Nothing was recognised.');
  return first;
}

describe('a number is found', () => {
  test.each([
    ['alone', '65001', '65001'],
    ['after a word', 'error 65001', '65001'],
    ['in odd letter case', 'aaDsTs65001: x', '65001'],
    ['apart from its prefix', 'AADSTS 65001', '65001'],
    ['in bold', 'AADSTS<b>65001</b>: x', '65001'],
    ['broken by a console', 'AADSTS650\n01: The user', '65001'],
    ['broken where the first half is no code', 'AADSTS24000\n2 Input id_token', '240002'],
    ['broken inside the prefix', 'AAD\nSTS65001: The user', '65001'],
    ['broken in a quoted block', '> AADSTS700\n> 0215: Invalid', '7000215'],
    ['at the end of a line before a list', 'AADSTS50105\n1. Ask the administrator', '50105'],
    ['at the end of a line before a date', 'AADSTS50013\n2021-10-29 15:53:09 ERROR', '50013'],
    ['in colour', '\u001b[31mAADSTS\u001b[1m65001\u001b[0m: x', '65001'],
    ['in UTF-16 read as UTF-8', [...'AADSTS65001: x'].join('\0'), '65001'],
    ['in error_codes only', 'tail","error_codes":[65001],"timestamp"', '65001'],
    ['in error_uri only', '"https://login.microsoftonline.com/error?code=65001"}', '65001'],
    ['in the sign-in log', 'Sign-in error code\n50105', '50105'],
    ['in a row of the sign-in log', '{"status":{"errorCode":50105,"failureReason":"x"}}', '50105'],
    ['in a query of the log', 'ResultType: 50105', '50105'],
    ['in a table of the log', 'Date,User,Sign-in error code,App\n2024-01-01,Ada,50105,MCP\n', '50105'],
    ['by msal-node', '7000215 - [2024-07-08 08:08:48Z]: text', '7000215'],
    ['in a URL', 'http://127.0.0.1/?error_description=AADSTS65004%3a+User+declined', '65004'],
    ['in a URL inside a URL', 'next=%252F%253Ferror_description%253DAADSTS65004%25253A', '65004'],
  ])('%s', (_, text, code) => {
    expect(codes(text)).toEqual([code]);
  });
});

describe('no code is made up', () => {
  test.each([
    ['from a bare number in prose', 'The server listens on port 50011 and serves 65001 users'],
    ['from a longer number', 'AADSTS650015000215'],
    ['from a short number', 'AADSTS650'],
    ['from a Graph reason', 'CompactToken failed with errorCode: 80049217'],
    ['from prose', 'The quick brown fox'],
    ['from nothing', ''],
  ])('%s', (_, text) => {
    expect(codes(text).filter((code) => code !== null)).toEqual([]);
  });

  test('from a shorter look-alike inside it', () => {
    expect(codes('AADSTS7002138: No matching federated identity record')).toEqual(['7002138']);
  });

  test('from the stump of a number that the paste cuts off', () => {
    expect(codes('invalid_request: 9002326 - [2021-09-03 14:20:13Z]: AADSTS90023')).toEqual(['9002326']);
  });
});

describe('several codes in one text', () => {
  test('an envelope gives way to the code it wraps', () => {
    const [failure] = readFailures(sample('500133'));
    expect([failure?.code, failure?.envelopes]).toEqual(['500133', ['70002']]);
  });

  test('an envelope alone is the failure', () => {
    expect(codes('"error_codes":[70002]')).toEqual(['70002']);
  });

  test('two failures come in the order of the text', () => {
    expect(codes(`${sample('65001')}\n${sample('50105')}`)).toEqual(['65001', '50105']);
  });

  test('the same failure printed twice is one', () => {
    expect(codes(`${sample('7000215')}\n${sample('7000215')}`)).toEqual(['7000215']);
  });

  test('the same code with other trace ids is another failure', () => {
    const twice = 'AADSTS65001: x Trace ID: 11111111-1111-4111-8111-111111111111';
    expect(codes(`${twice}\n${twice.replaceAll('1111', '2222')}`)).toEqual(['65001', '65001']);
  });

  test('what a Graph client wraps around a number is left out', () => {
    expect(codes('Code: generalException\nMessage: An error\n AADSTS65001: The user')).toEqual(['65001']);
  });

  test('a Graph error beside a number is a second failure', () => {
    expect(codes(`${sample('65001')}\n${sample('graph:accessDenied')}`)).toEqual([
      '65001',
      'graph:accessDenied',
    ]);
  });

  test('the code of a detail is not a second failure', () => {
    const text =
      '{"error":{"code":"Request_BadRequest","message":"x","details":[{"code":"ObjectConflict"}]}}';
    expect(codes(text)).toEqual(['graph:Request_BadRequest']);
  });

  test('each failure keeps its own ids', () => {
    const failure = (digit: string) =>
      `{"error":"invalid_grant","error_description":"AADSTS6500${digit}: x\\r\\nCorrelation ID: ${digit.repeat(8)}-1111-4111-8111-111111111111"}`;
    const text = `${failure('1')}\n${failure('4')}`;
    expect(readFailures(text).map(({ correlationId }) => correlationId?.slice(0, 8))).toEqual([
      '11111111',
      '44444444',
    ]);
  });
});

describe('what a text says besides', () => {
  const consent = `AADSTS65001: The user or administrator has not consented to use the application with ID '${APP}' named 'WebApi'.
Trace ID: e6e785e3-0ea8-581c-8490-f40462f5319f
Correlation ID: ${CORRELATION}
Timestamp: 2021-04-24 10:40:10Z`;
  const wrapped = consent.replace('fca61f0e-d366-', 'fca61f0e-d3\n66-').replace('Trace ID: ', 'Trace\nID:\n');

  test('is the app', () => {
    expect(only(consent).appIds).toEqual([APP]);
  });

  test('is the correlation id, the trace id and the time', () => {
    expect(only(consent)).toMatchObject({
      correlationId: CORRELATION,
      traceId: 'e6e785e3-0ea8-581c-8490-f40462f5319f',
      timestamp: '2021-04-24T10:40:10Z',
    });
  });

  test('is put together again where a console broke it', () => {
    expect(only(wrapped)).toMatchObject({
      correlationId: CORRELATION,
      traceId: 'e6e785e3-0ea8-581c-8490-f40462f5319f',
    });
  });

  test('survives a URL', () => {
    expect(only(`http://127.0.0.1/?error_description=${encodeURIComponent(consent)}`)).toMatchObject({
      appIds: [APP],
      correlationId: CORRELATION,
    });
  });

  test('survives a form inside a URL inside a URL', () => {
    const form = new URLSearchParams({ error_description: consent }).toString();
    const url = encodeURIComponent(`next=${encodeURIComponent(`http://127.0.0.1/?${form}`)}`);
    expect(only(url)).toMatchObject({
      appIds: [APP],
      correlationId: CORRELATION,
      timestamp: '2021-04-24T10:40:10Z',
    });
  });

  test('is the suberror and the claims challenge', () => {
    const claims = '{"access_token":{"capolids":{"essential":true,"values":["x"]}}}';
    const body = JSON.stringify({
      error: 'interaction_required',
      error_description: 'AADSTS50076: x',
      claims,
      suberror: 'basic_action',
    });
    expect(only(body)).toMatchObject({
      suberror: 'basic_action',
      claims,
      oauthError: 'interaction_required',
    });
  });

  test('is the redirect URI', () => {
    expect(
      only("AADSTS50011: The redirect URI 'http://localhost:5\n3100/callback' specified in the request")
        .redirectUri,
    ).toBe('http://localhost:53100/callback');
  });

  test('is the resource and the tenant', () => {
    expect(
      only(
        'AADSTS500011: The resource principal named api://mcp was not found in the tenant named contoso.com. x',
      ),
    ).toMatchObject({
      resource: 'api://mcp',
      tenant: 'contoso.com',
    });
  });

  test('is the scope', () => {
    expect(
      only(
        "AADSTS70011: The provided value for the input parameter 'scope' is not valid. The scope 'api://mcp/access' does not exist.",
      ).scopes,
    ).toEqual(['api://mcp/access']);
  });

  test('is the app that a name stands before', () => {
    expect(
      only(
        `AADSTS50105: Your administrator has configured the application Contoso Files ('${APP}') to block users`,
      ).appIds,
    ).toEqual([APP]);
  });

  test('is the federated token', () => {
    const text =
      "AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:a/b'.";
    expect(only(text).presented).toEqual({ issuer: null, subject: 'repo:a/b', audience: null });
  });

  test('is the thumbprint', () => {
    const text =
      "AADSTS700027: x [Reason - y, Thumbprint of key used by client: '7ab4dd9219e5e03ecc025136572dfaa262ec85cb']";
    expect(only(text).thumbprint).toBe('7AB4DD9219E5E03ECC025136572DFAA262EC85CB');
  });
});

describe('a text without a number', () => {
  test('is recognised by its wording, and keeps no code', () => {
    const text = 'The user or administrator hasn’t consented to use the application with ID 1 named 2.';
    expect(only(text)).toMatchObject({ code: null, by: 'pattern', entry: '65001' });
  });

  test('is told from a longer look-alike', () => {
    const text =
      'has not consented to use the application with ID x. This happened because application is misconfigured: it must require access to Windows Azure Active Directory';
    expect(only(text).entry).toBe('90008');
  });

  test('is told from an assertion of the client', () => {
    expect(only('Client assertion is not within its valid time range.').entry).toBe('700024');
    expect(only('Assertion is not within its valid time range.').entry).toBe('500133');
  });

  test('is recognised broken over lines and encoded', () => {
    expect(only('Invalid%20client%20sec\nret%20provided').entry).toBe('7000215');
  });

  test('is a symptom where a page shows no more', () => {
    expect(only(sample('90094').replace(/\W*AADSTS90094:\W*/, ''))).toMatchObject({
      code: null,
      by: 'symptom',
    });
  });

  test('is explained by its OAuth error at least', () => {
    expect(only('?error=access_denied&state=1')).toMatchObject({ code: null, entry: 'oauth:access_denied' });
  });

  test('is known by what Graph says of the token', () => {
    expect(only('Access token validation failure. Invalid audience.').entry).toBe(
      'graph:InvalidAuthenticationToken',
    );
  });
});
