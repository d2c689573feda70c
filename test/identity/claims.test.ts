import { expect, test } from 'vitest';
import { readClaims } from '../../src/identity/claims.ts';
import { APP, APP_CLAIMS, jwt, TENANT, USER_CLAIMS } from './samples.ts';

test('reading a user’s token for Graph, it finds who, where and what for', () => {
  expect(readClaims(jwt({ ...USER_CLAIMS, exp: 1_795_428_000, ver: '1.0' }))).toMatchObject({
    audience: 'https://graph.microsoft.com',
    tenantId: TENANT,
    userName: 'admin@contoso.com',
    directoryRoles: ['Cloud Application Administrator'],
    version: '1.0',
    isAppOnly: false,
    expiresAt: '2026-11-23T10:00:00.000Z',
  });
});

test('reading a v2 token, it finds the client in azp', () => {
  expect(readClaims(jwt({ tid: TENANT, azp: APP, scp: 'access', ver: '2.0' }))).toMatchObject({
    clientId: APP,
    scopes: ['access'],
    isAppOnly: false,
  });
});

test('reading an app’s token, it finds the roles and no user', () => {
  expect(readClaims(jwt(APP_CLAIMS))).toMatchObject({ isAppOnly: true, appRoles: ['Application.Read.All'] });
});

test('reading an app’s token without idtyp, it still finds no user', () => {
  const { idtyp: _, ...claims } = APP_CLAIMS;
  expect(readClaims(jwt(claims))?.isAppOnly).toBe(true);
});

test.each([
  ['no JWT', 'opaque-token'],
  ['an encrypted token', 'a.b.c.d.e'],
  ['damaged', 'a.%%%.c'],
  ['a list', `a.${Buffer.from('[1]').toString('base64url')}.c`],
])('reading what is %s, it finds nothing', (_name, token) => {
  expect(readClaims(token)).toBeNull();
});

test('reading claims of the wrong type, it takes them as absent', () => {
  expect(readClaims(jwt({ tid: 7, roles: 'x', scp: ['a'], exp: 1e300, wids: [1] }))).toMatchObject({
    tenantId: null,
    appRoles: [],
    scopes: [],
    expiresAt: null,
    directoryRoles: [],
  });
});
