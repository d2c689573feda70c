import { describe, expect, test } from 'vitest';
import { tokenFactsOf } from '../../src/commands/diagnose/read-token.ts';
import { judgeToken, NOTHING_KNOWN } from '../../src/diagnosis/index.ts';
import { IDS } from '../support/registrations.ts';
import { NOW } from '../support/tenants.ts';
import { diagnosed, knowing, provedIds } from './known.ts';
import { RIGHT, SECONDS } from './right-token.ts';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object): string => `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;

const judged = (claims: object) => judgeToken(tokenFactsOf(jwt(claims)), knowing(), NOW);

describe('a pasted token', () => {
  test('is read with its claims', () => {
    expect(tokenFactsOf(jwt(RIGHT))).toMatchObject({
      format: 'jwt',
      kind: 'access',
      version: 2,
      audience: [IDS.server.appId],
      scopes: ['access'],
      clientAppId: IDS.client.appId,
      expiresAt: SECONDS + 3600,
    });
  });

  test.each([1e20, -1e20])('may name a time that no calendar has: %d', (exp) => {
    expect(tokenFactsOf(jwt({ ...RIGHT, exp, nbf: exp }))).toMatchObject({
      expiresAt: null,
      notBefore: null,
    });
  });

  test.each([
    ['with its header name', (token: string) => `Authorization: Bearer ${token}`],
    ['in quotes', (token: string) => `"${token}"`],
    ['broken over lines', (token: string) => token.replace(/(.{60})/g, '$1\n')],
    ['as a member of JSON', (token: string) => `"access_token": "${token}",`],
  ])('is read %s', (_, paste) => {
    expect(tokenFactsOf(paste(jwt(RIGHT))).audience).toEqual([IDS.server.appId]);
  });

  test.each([
    ['opaque', 'hunter2'],
    ['opaque', ''],
    ['opaque', 'a.b.c'],
    ['opaque', '.'.repeat(100_000)],
    ['encrypted', 'aaa.bbb.ccc.ddd.eee'],
  ])('is %s where it cannot be read', (format, text) => {
    expect(tokenFactsOf(text).format).toBe(format);
  });
});

describe('a token for MCP Server API', () => {
  test('has nothing against it', () => {
    expect(provedIds(judged(RIGHT))).toEqual([]);
  });

  test.each([
    [
      'token-for-graph',
      { ...RIGHT, aud: '00000003-0000-0000-c000-000000000000', scp: 'User.Read', ver: '1.0' },
    ],
    ['token-for-another-api', { ...RIGHT, aud: 'api://other' }],
    [
      'v1-token',
      {
        ...RIGHT,
        iss: `https://sts.windows.net/${IDS.tenant}/`,
        ver: '1.0',
        aud: `api://${IDS.server.appId}`,
        azp: undefined,
        appid: IDS.client.appId,
      },
    ],
    [
      'other-tenant',
      { ...RIGHT, tid: IDS.admin, iss: `https://login.microsoftonline.com/${IDS.admin}/v2.0` },
    ],
    ['other-issuer', { ...RIGHT, iss: 'https://evil.example/v2.0' }],
    ['other-issuer', { ...RIGHT, iss: `https://login.microsoftonline.us/${IDS.tenant}/v2.0` }],
    ['scope-missing', { ...RIGHT, scp: 'other' }],
    ['other-client', { ...RIGHT, azp: IDS.admin }],
    ['expired', { ...RIGHT, exp: SECONDS - 1 }],
    ['not-yet-valid', { ...RIGHT, nbf: SECONDS + 3600 }],
    ['app-only-token', { ...RIGHT, scp: undefined, idtyp: 'app' }],
    ['app-only-token', { ...RIGHT, scp: undefined, roles: ['Files.Read.All'] }],
  ])('has %s against it', (cause, claims) => {
    expect(provedIds(judged(claims))).toEqual([cause]);
  });

  test('has its kind and its audience against it when it is an ID token', () => {
    const idToken = { ...RIGHT, aud: IDS.client.appId, scp: undefined, azp: undefined, nonce: 'x' };
    expect(provedIds(judged(idToken))).toEqual(['id-token', 'token-for-another-api']);
  });

  test.each<readonly [string, string, object]>([
    ['aud', 'another app', { aud: IDS.client.appId }],
    ['aud', 'another spelling', { aud: `api://${IDS.server.appId.toUpperCase()}` }],
    ['aud', 'nobody', { aud: undefined }],
    ['iss', 'another server', { iss: 'https://evil.example/v2.0' }],
    ['iss', 'v1 in a v2 token', { iss: `https://sts.windows.net/${IDS.tenant}/` }],
    ['iss', 'nobody', { iss: undefined }],
    ['tid', 'another tenant', { tid: IDS.admin }],
    ['tid', 'personal accounts', { tid: '9188040d-6c67-4c5b-b112-36a304b66dad' }],
    ['tid', 'none', { tid: undefined }],
    ['scp', 'another scope', { scp: 'access_as_user' }],
    ['scp', 'none', { scp: undefined, appidacr: '0', xms_cc: 'x' }],
    ['azp', 'another client', { azp: IDS.admin }],
    ['azp', 'none', { azp: undefined }],
    ['ver', '1.0', { ver: '1.0' }],
    ['ver', 'none', { ver: undefined }],
    ['nbf', 'an hour from now', { nbf: SECONDS + 3600 }],
    ['exp', 'a second ago', { exp: SECONDS - 1 }],
    ['exp', 'none', { exp: undefined }],
  ])('has a wrong %s: %s', (claim, _, change) => {
    const wrong = (judged({ ...RIGHT, ...change }).claims ?? []).filter(({ verdict }) => verdict === 'wrong');
    expect(wrong.map((one) => one.claim)).toContain(claim);
  });

  test('is judged claim by claim, in the order people read them', () => {
    expect(judged(RIGHT).claims?.map(({ claim, verdict }) => `${claim} ${verdict}`)).toEqual([
      'aud right',
      'iss right',
      'tid right',
      'scp right',
      'azp right',
      'ver right',
      'nbf right',
      'exp right',
    ]);
  });

  test.each<readonly [string, object, string]>([
    [
      'the tenant of personal accounts',
      { tid: '9188040d-6c67-4c5b-b112-36a304b66dad' },
      'personal Microsoft accounts',
    ],
    [
      'the issuer of another cloud',
      { iss: `https://login.microsoftonline.us/${IDS.tenant}/v2.0` },
      'the cloud usgov',
    ],
  ])('names %s', (_, change, words) => {
    expect((judged({ ...RIGHT, ...change }).claims ?? []).map(({ says }) => says).join()).toContain(words);
  });

  test('of another cloud is said to be one, where nobody says which cloud is meant', () => {
    const token = tokenFactsOf(jwt({ ...RIGHT, iss: `https://login.microsoftonline.us/${IDS.tenant}/v2.0` }));
    const issuer = judgeToken(token, NOTHING_KNOWN, NOW).claims?.find(({ claim }) => claim === 'iss');
    expect([issuer?.verdict, issuer?.says.includes('usgov')]).toEqual(['unknown', true]);
  });

  test('allows a clock that is four minutes off, and a scope in other capitals', () => {
    expect(provedIds(judged({ ...RIGHT, nbf: SECONDS + 240, scp: 'openid Access' }))).toEqual([]);
  });

  test('of another tenant whose issuer fits it has that against it, once', () => {
    const { tid, iss } = { tid: IDS.admin, iss: `https://login.microsoftonline.com/${IDS.admin}/v2.0` };
    expect(provedIds(judged({ ...RIGHT, tid, iss }))).toEqual(['other-tenant']);
  });

  test('that the OAuth proxy of a gateway made is said to be none of Entra, and nothing else', () => {
    const ofProxy = {
      iss: 'https://gw.example',
      aud: 'https://gw.example/mcp',
      client_id: 'x',
      scope: 'access',
      exp: SECONDS + 60,
    };
    const { hop, causes, claims } = judged(ofProxy);
    expect([hop, provedIds({ causes }), claims?.filter(({ verdict }) => verdict === 'wrong')]).toEqual([
      'gateway',
      ['not-an-entra-token'],
      [],
    ]);
  });

  test('is a diagnosis without a code', () => {
    expect(judged(RIGHT)).toMatchObject({ code: null, correlationId: null });
  });
});

describe('a token beside a failure', () => {
  const failure = 'AADSTS50013: Assertion failed signature validation. [Reason - x]';

  test('proves that it was for Microsoft Graph', () => {
    const token = tokenFactsOf(jwt({ ...RIGHT, aud: 'https://graph.microsoft.com' }));
    expect(provedIds(diagnosed(failure, knowing(undefined, undefined, { token })))).toEqual([
      'token-for-graph',
    ]);
  });

  test('proves that it had expired by then', () => {
    const token = tokenFactsOf(jwt({ ...RIGHT, exp: SECONDS - 3600 }));
    const late =
      'AADSTS500133: Assertion is not within its valid time range. Timestamp: 2026-11-23 09:59:00Z';
    expect(provedIds(diagnosed(late, knowing(undefined, undefined, { token })))).toEqual(['token-expired']);
  });

  test('proves nothing when it is right', () => {
    const token = tokenFactsOf(jwt(RIGHT));
    expect(provedIds(diagnosed(failure, knowing(undefined, undefined, { token })))).toEqual([]);
  });
});
