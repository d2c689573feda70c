import { describe, expect, test } from 'vitest';
import type { Failure } from '../../../src/diagnosis/failure.ts';
import { liftFacts, oauthErrorsIn } from '../../../src/diagnosis/read/lifted-facts.ts';
import { mergedFailures } from '../../../src/diagnosis/read/merge.ts';
import { permissionListsIn } from '../../../src/diagnosis/read/permission-lists.ts';
import { quotedFacts } from '../../../src/diagnosis/read/quoted-values.ts';
import { refusedValue } from '../../../src/diagnosis/read/refused-values.ts';
import { signInRequestIn } from '../../../src/diagnosis/read/sign-in-address.ts';
import { supportIdsByPlace } from '../../../src/diagnosis/read/support-ids.ts';
import { SILENT } from '../evidence/asked.ts';

const APP = '98689c4c-039d-5739-b2ac-f5eb93347aab';
const OTHER = '0d9c8b7a-6f5e-4d3c-8b1a-09f8e7d6c500';
const THIRD = '3f2e1d0c-9b8a-4756-8f6e-5d4c3b2a1908';

describe('a fact by the words around it', () => {
  test.each<readonly [string, string, Partial<Failure>]>([
    ['', 'Redirect URI "http://localhost:5\n3100/cb" x', { redirectUri: 'http://localhost:53100/cb' }],
    ['redirect_uri=http://a/cb&x=1 ', 'x', { redirectUri: 'http://a/cb' }],
    ['redirect_uri=http://a/cb ', "reply address 'http://b/cb'", { redirectUri: 'http://b/cb' }],
    ['', "reply URL '<your reply URL>'", { redirectUri: null }],
    [
      '',
      'The resource principal named api://x was not found in the tenant named contoso.com. y',
      { resource: 'api://x', tenant: 'contoso.com' },
    ],
    ["resource 'api://a' ", 'x', { resource: 'api://a' }],
    ["resource 'api://a' ", "resource 'api://b'", { resource: 'api://b' }],
    ["resource 'api://a' ", `resource app ID: ${APP}`, { resource: APP }],
    ['', `in the directory '${APP}' x`, { tenant: APP }],
    ['', "Tenant 'contoso.com' x", { tenant: 'contoso.com' }],
    ['', "asked for scope 'access' that", { scopes: ['access'] }],
    ['', "The scope 'a  b+c' is not valid", { scopes: ['a', 'b', 'c'] }],
    ['?scope=openid+x&y ', 'z', { scopes: ['openid', 'x'] }],
    ["asked for scope 'a' ", "asked for scope 'b'", { scopes: ['b'] }],
    ['', "The audience in the assertion was 'api://x' and", { audience: 'api://x' }],
    ['', `The audience in the assertion was '${APP}'`, { audience: APP }],
    ['', "The audience in the assertion was 'Your API'", { audience: null }],
    ['', 'invalid audience: got api://y', { audience: 'api://y' }],
    ['', "The issuer 'https://sts.windows.net/x/' is", { issuer: 'https://sts.windows.net/x/' }],
    ['', 'invalid issuer, got https://a.example', { issuer: 'https://a.example' }],
    ['', "the application 'Contoso Files' asked for", { appName: 'Contoso Files' }],
    ['', "with ID x named 'Contoso\n  Files (unverified)'. ", { appName: 'Contoso Files ()' }],
    ['', "named 'appDisplayName'", { appName: null }],
    ['', 'Need admin approval\n -- Contoso /needs permission to access', { appName: 'Contoso' }],
    ['', `Thumbprint of key used by client: '${'ab'.repeat(20)}'`, { thumbprint: 'AB'.repeat(20) }],
    [
      '',
      "assertion issuer 'https://i' x assertion subject: 's' x assertion audience 'a'",
      { presented: { issuer: 'https://i', subject: 's', audience: 'a' } },
    ],
    [
      '',
      "assertion issuer 'https://i'",
      { presented: { issuer: 'https://i', subject: null, audience: null } },
    ],
    ['', "assertion subject 's'", { presented: { issuer: null, subject: 's', audience: null } }],
    ['', "assertion audience 'a'", { presented: { issuer: null, subject: null, audience: 'a' } }],
    ['', 'no assertion', { presented: null }],
    ['', 'Timestamp: 2026-11-23 10:0\n0:01Z', { timestamp: '2026-11-23T10:00:01Z' }],
    ['Timestamp: 2026-11-23T10:00:01 ', 'x', { timestamp: '2026-11-23T10:00:01Z' }],
    [
      'Timestamp: 2026-11-23 10:00:01 ',
      'Timestamp: 2026-11-24 10:00:01',
      { timestamp: '2026-11-24T10:00:01Z' },
    ],
    ['', '"date":"2026-11-23T10:00:02"', { timestamp: '2026-11-23T10:00:02Z' }],
    ['', '"claims":"{"a":{"b":\n1}} x', { claims: '{"a":{"b":1}}' }],
    ['"claims": {"a":1} ', 'x', { claims: '{"a":1}' }],
    ['', '"claims": {"a":{', { claims: null }],
    ['', `"claims": {${' '.repeat(4000)}}`, { claims: null }],
    ['invalid_scope invalid_gra\nnt: ', 'invalid_client', { oauthError: 'invalid_grant' }],
    ['', 'invalid_client or access_denied', { oauthError: 'invalid_client' }],
    ['', 'nothing', { oauthError: null, suberror: null, httpStatus: null }],
    ['', '"suberror":"Bad_\nToken"', { suberror: 'bad_token' }],
    ['HTTP/1.1 403 ', 'x', { httpStatus: 403 }],
    ['', 'status code: 200', { httpStatus: null }],
    ['', `Client ID ${APP}, Client ID ${APP}, app ID ${OTHER}`, { appIds: [APP, OTHER] }],
    [`Client ID ${APP}, app ID ${OTHER} `, `Client ID ${THIRD}`, { appIds: [THIRD, OTHER, APP] }],
    ['', `Correlation ID: ${APP} Trace ID: ${OTHER}`, { correlationId: APP, traceId: OTHER }],
    ['', `Trace ID: ${OTHER} Kennung: ${APP}`, { correlationId: null, traceId: OTHER }],
    ['', `Spur-ID: ${OTHER} Kennung: ${APP}`, { correlationId: APP, traceId: OTHER }],
  ])('%j before and %j behind', (before, after, facts) => {
    expect(liftFacts(before, after, null)).toMatchObject(facts);
  });

  test('comes before that of its place', () => {
    const facts = liftFacts('', `Client ID ${APP} asked for scope 'b' and '${OTHER}' 'x'`, '700016');
    expect(facts).toMatchObject({ appIds: [APP], scopes: ['b'] });
  });
});

describe('a fact by its place', () => {
  test.each<readonly [string, string, Partial<Failure>]>([
    ['50011', `'https://a/cb' „x“ '${APP}'`, { redirectUri: 'https://a/cb', appIds: [APP] }],
    ['50011', `'${APP}'`, { redirectUri: null, appIds: [APP] }],
    ['500011', "'api://x' 'contoso.com'", { resource: 'api://x', tenant: 'contoso.com' }],
    ['65001', `'${APP.toUpperCase()}' 'Contoso Files'`, { appIds: [APP], appName: 'Contoso Files' }],
    ['65001', `'${APP}' '{name}' 'Contoso Files'`, { appIds: [APP], appName: null }],
    [
      '650053',
      "'Contoso' 'access' 'api://x'",
      { appName: 'Contoso', scopes: ['access'], resource: 'api://x' },
    ],
    ['500131', `"api://x" "${APP}"`, { audience: 'api://x', appIds: [APP] }],
    ['700016', `'${APP}' 'Contoso'`, { appIds: [APP], tenant: null }],
    [
      '500011',
      `api://x https://login.microsoftonline.com/error ${APP}`,
      { resource: 'api://x', tenant: APP },
    ],
    ['50001', 'https://learn.microsoft.com/x', { resource: null }],
    [
      '70011',
      'api://x/a und Files.Read.All https://learn.microsoft.com/de-de/entra',
      { scopes: ['api://x/a', 'Files.Read.All'] },
    ],
    ['70011', 'nichts', { scopes: [] }],
    ['65001', 'api://x/a', { scopes: [] }],
    ['50105', `${' '.repeat(1200)}'${APP}'`, { appIds: [] }],
    ['70011', `${' '.repeat(1200)}Files.Read`, { scopes: [] }],
    ['99999', `'${APP}'`, { appIds: [] }],
    ['500014', `' ' "api://x"`, { resource: 'api://x' }],
    ['50105', `text", "app": "${APP}"`, { appIds: [] }],
  ])('of %s: %s', (code, after, facts) => {
    expect(quotedFacts(code, after)).toMatchObject(facts);
  });
});

describe('the permissions of a text', () => {
  test.each([
    [
      "requires one of 'Files.Read, Files.Read.All, Files.Read'. Scopes on the request 'User.Re\nad, openid'",
      ['Files.Read', 'Files.Read.All'],
      ['User.Read', 'openid'],
    ],
    ["requires one of ''. requires the following permissions: Files.Read. x", ['Files.Read'], []],
    ["Scopes on the request ''. Roles on the request 'Sites.Read.All'", [], ['Sites.Read.All']],
    ['following permissions granted: User.Read\n', [], ['User.Read']],
    ['nothing', [], []],
  ])('%j', (text, required, carried) => {
    expect(permissionListsIn(text)).toEqual({ required, carried });
  });
});

describe('what was refused', () => {
  test.each([
    ['audience', 'aud claim: expected api://a but got api://b.', 'api://b'],
    ['audience', 'got\naudience api://b', 'api://b'],
    ['audience', 'aud=api://b:.', 'api://b'],
    ['audience', 'expected aud: api://b', null],
    ['issuer', 'wrong issuer for https://b', 'https://b'],
    ['issuer', 'issuer not allowed: https://b', 'https://b'],
    ['issuer', 'aud not allowed: https://b', null],
  ] as const)('as %s in %j', (claim, text, value) => {
    expect(refusedValue(text, claim)).toBe(value);
  });
});

describe('a request for a sign-in', () => {
  const HOST = 'https://login.microsoftonline.com';
  test.each([
    [
      `${HOST}/common/oauth2/v2.0/authorize?a=b&prompt=Consent&resource=api://x&c`,
      { isThere: true, isVersionOne: false, prompt: 'consent', resource: 'api://x', tenant: 'common' },
    ],
    [
      `${HOST}/contoso.com/oauth2/authorize`,
      { isThere: true, isVersionOne: true, prompt: null, resource: null, tenant: 'contoso.com' },
    ],
    ['prompt=login', { isThere: false, isVersionOne: false, prompt: 'login', resource: null, tenant: null }],
  ])('%s', (text, request) => {
    expect(signInRequestIn(text)).toEqual(request);
  });
});

describe('the ids for support', () => {
  const page = (...ids: readonly string[]): string =>
    ids.map((id) => `Kennung: ${id.toUpperCase()} `).join('');
  test.each([
    ['stand last', page(THIRD, APP, OTHER), page(THIRD), APP, OTHER],
    ['stand before where none is behind', '', page(APP, OTHER, THIRD), APP, OTHER],
    ['may be one', page(APP), '', APP, null],
    ['may be missing', '', '', null, null],
  ])('%s', (_, after, before, traceId, correlationId) => {
    expect(supportIdsByPlace(before, after)).toEqual({ traceId, correlationId });
  });
});

test('the OAuth errors of a text are its first eight', () => {
  const text = 'invalid_gra\nnt '.repeat(10);
  expect(oauthErrorsIn(text)).toEqual(
    Array.from({ length: 8 }, (_, at) => ({ error: 'invalid_grant', at: at * 15 })),
  );
});

describe('a failure that is printed twice', () => {
  const FULL: Failure = {
    ...SILENT,
    code: '65001',
    oauthError: 'a',
    suberror: 'b',
    httpStatus: 400,
    appIds: ['c'],
    appName: 'd',
    tenant: 'e',
    resource: 'f',
    scopes: ['g'],
    redirectUri: 'h',
    audience: 'i',
    issuer: 'j',
    thumbprint: 'k',
    presented: { issuer: 'l', subject: null, audience: null },
    claims: 'm',
    permissions: { required: ['n'], carried: [] },
    request: { ...SILENT.request, isThere: true },
    correlationId: null,
    traceId: null,
    timestamp: 'o',
    envelopes: ['p'],
  };
  const BARE: Failure = { ...SILENT, code: '65001', entry: FULL.entry };

  test('has the facts of either', () => {
    expect(mergedFailures([FULL, BARE])).toEqual([FULL]);
    expect(mergedFailures([BARE, FULL])).toEqual([FULL]);
  });

  test('has the facts of the first where they differ, and the apps of both', () => {
    const other: Failure = {
      ...FULL,
      oauthError: 'z',
      scopes: ['z'],
      appIds: ['c', 'z'],
      permissions: { required: ['z'], carried: [] },
      request: { ...FULL.request, prompt: 'z' },
      envelopes: ['z'],
    };
    expect(mergedFailures([FULL, other])).toEqual([{ ...FULL, appIds: ['c', 'z'], envelopes: ['p', 'z'] }]);
  });

  test.each([
    ['no ids', {}, {}, 1],
    ['one trace id', { traceId: 'a', correlationId: 'x' }, { traceId: 'a', correlationId: 'y' }, 1],
    ['one correlation id', { traceId: 'a', correlationId: 'x' }, { traceId: 'b', correlationId: 'x' }, 1],
    ['two correlation ids', { correlationId: 'x' }, { correlationId: 'y' }, 2],
    ['two trace ids', { traceId: 'a' }, { traceId: 'b', correlationId: 'x' }, 2],
    ['a trace id once', { traceId: 'a' }, { correlationId: 'x' }, 1],
    ['another code', {}, { code: '50105' }, 2],
  ])('is one by its ids: %s', (_, one, other, count) => {
    expect(
      mergedFailures([
        { ...BARE, ...one },
        { ...BARE, ...other },
      ]),
    ).toHaveLength(count);
  });

  test('is one of fifty at most', () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ ...BARE, code: `${at}` }));
    expect(mergedFailures(many)).toHaveLength(50);
  });
});
