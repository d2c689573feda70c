import { describe, expect, test } from 'vitest';
import { cause, type Proof } from '../../src/diagnosis/catalogue/entry.ts';
import { byHand } from '../../src/diagnosis/catalogue/fixes.ts';
import { issuerIsNotEntra } from '../../src/diagnosis/evidence/token.ts';
import { type Failure, type Knowledge, NOTHING_KNOWN } from '../../src/diagnosis/index.ts';
import { NO_FAILURE } from '../../src/diagnosis/no-failure.ts';
import { situationOf } from '../../src/diagnosis/situation-of.ts';
import { strangerFor } from '../../src/diagnosis/stranger.ts';
import { guid, IDS } from '../support/registrations.ts';
import { changed, healthyTenant } from '../support/tenants.ts';
import { knowing } from './known.ts';

const OTHER = guid('e');
const KNOWN = knowing();
const TENANT = healthyTenant();
const RENAMED = knowing(
  changed(changed(TENANT, 'client', { displayName: 'Desk' }), 'server', { displayName: 'Files API' }),
);

const strangerIn = (failure: Partial<Failure>, proof: Proof = {}, knowledge: Knowledge = KNOWN) =>
  strangerFor(cause('x', 'x', byHand('x'), proof), situationOf({ ...NO_FAILURE, ...failure }, knowledge));

describe('a page of a missing consent', () => {
  const page = (name: string): Partial<Failure> => ({
    entry: 'symptom:need-admin-approval',
    excerpt: `Need admin approval\n${name}\nneeds permission to access resources in your organization`,
  });
  const NAMES_NONE = 'The page names no app of this setup.';

  test.each<readonly [string, string, Knowledge, string | null]>([
    ['another app', 'Salesforce', KNOWN, NAMES_NONE],
    ['the client', 'mcp client app', KNOWN, null],
    ['the server', 'MCP Server API', KNOWN, null],
    ['the client over two lines', 'MCP Client\nApp', KNOWN, null],
    ['the client by its name in the tenant', 'Desk', RENAMED, null],
    ['the server by its name in the tenant', 'Files API', RENAMED, null],
    ['the client where only the tenant is known', 'Desk', { ...RENAMED, blueprint: null }, null],
    ['another where only the tenant is known', 'Salesforce', { ...RENAMED, blueprint: null }, NAMES_NONE],
    ['the client where only the blueprint is known', 'MCP Client App', { ...KNOWN, tenant: null }, null],
    ['another where only the blueprint is known', 'Salesforce', { ...KNOWN, tenant: null }, NAMES_NONE],
  ])('is a stranger by its names: %s', (_, name, knowledge, said) => {
    expect(strangerIn(page(name), {}, knowledge)).toBe(said);
  });

  test.each([
    ['60 letters, a heading alone', 60, null],
    ['61 letters', 61, NAMES_NONE],
  ])('of %s', (_, length, said) => {
    const excerpt = `  ${'x'.repeat(length)}  `;
    expect(strangerIn({ entry: 'symptom:need-admin-approval', excerpt })).toBe(said);
    expect(strangerIn({ entry: 'symptom:token-expired', excerpt })).toBeNull();
  });
});

describe('an audience', () => {
  const said = `The audience in the message, ${OTHER}, is not part of this setup.`;

  test.each<readonly [string, string | null, Knowledge, string | null]>([
    ['of another app', OTHER, KNOWN, said],
    ['of the server', `api://${IDS.server.appId}`, KNOWN, null],
    ['of the client', IDS.client.appId, KNOWN, null],
    ['that is not there', null, KNOWN, null],
    ['where the ids are unknown', OTHER, NOTHING_KNOWN, null],
  ])('%s is a stranger or not', (_, audience, knowledge, wanted) => {
    expect(strangerIn({ audience }, {}, knowledge)).toBe(wanted);
  });
});

test('an app is named where the text names it', () => {
  expect([strangerIn({ appIds: [OTHER], appName: 'CRM' }), strangerIn({ appIds: [OTHER] })]).toEqual([
    'The message is about CRM, which is not part of this setup.',
    'The message is about an app, which is not part of this setup.',
  ]);
});

test('a redirect URI is held against the app of the cause', () => {
  const redirectUri = 'http://127.0.0.1:53100/callback';
  const said = `The redirect URI in the message, ${redirectUri}, is not part of this setup.`;
  expect([
    strangerIn({ redirectUri }),
    strangerIn({ redirectUri }, { app: 'client' }),
    strangerIn({ redirectUri }, { app: 'server' }),
    strangerIn({}, { app: 'server' }),
  ]).toEqual([null, null, said, null]);
});

describe('a scope', () => {
  const other = 'is not part of this setup.';
  const ofServer = 'is not one of {server}.';
  const more = knowing(
    changed(TENANT, 'server', ({ scopes }) => ({
      scopes: scopes.flatMap((one) => [one, { ...one, value: 'write' }]),
    })),
  );

  test.each(['openid', 'profile', 'email', 'OFFLINE_ACCESS', '.default', 'access'])(
    '%s is known everywhere',
    (name) => {
      expect([
        strangerIn({ scopes: [name] }),
        strangerIn({ scopes: [`x/${name}`] }, { resource: 'server' }),
      ]).toEqual([null, null]);
    },
  );

  test.each<readonly [string, Partial<Failure>, Proof, Knowledge, string | null]>([
    ['of nobody', { scopes: ['openid', 'crm.read'] }, {}, KNOWN, other],
    [
      'of nobody, where the server is meant',
      { scopes: ['crm.read'] },
      { resource: 'server' },
      KNOWN,
      ofServer,
    ],
    ['of Microsoft Graph', { scopes: ['files.read'] }, {}, KNOWN, null],
    [
      'of Microsoft Graph, where the server is meant',
      { scopes: ['Files.Read'] },
      { resource: 'server' },
      KNOWN,
      ofServer,
    ],
    ['that the server has beside its own', { scopes: ['write'] }, {}, more, null],
    ['that the server lacks', { scopes: ['write'] }, {}, KNOWN, other],
    ['that a server nobody read may have', { scopes: ['write'] }, {}, { ...KNOWN, tenant: null }, other],
    ['where no blueprint is known', { scopes: ['crm.read'] }, {}, { ...KNOWN, blueprint: null }, null],
    [
      'beside the id of an app of ours',
      { scopes: ['crm.read'], appIds: [IDS.client.appId] },
      {},
      KNOWN,
      null,
    ],
    ['of the server by its URI', { scopes: [`api://${IDS.server.appId}/crm.read`] }, {}, KNOWN, null],
    ['that is not there', {}, {}, KNOWN, null],
  ])('%s is a stranger or not', (_, failure, proof, knowledge, said) => {
    const told = strangerIn(failure, proof, knowledge);
    expect(said === null ? told : told?.endsWith(said)).toBe(said === null ? null : true);
  });
});

describe('an issuer in the message', () => {
  test.each([
    ['https://login.microsoftonline.com/x/v2.0', true],
    ['https://login.partner.microsoftonline.cn/x/v2.0', true],
    ['https://sts.windows.net/x/', true],
    ['https://contoso.ciamlogin.com/x/v2.0', true],
    ['https://contoso.b2clogin.com/x/v2.0', true],
    ['https://sts.contoso.com/adfs', false],
    ['https://login.microsoftonline.com.evil/x', false],
    ['https://gateway.example/', false],
  ])('%s is of Entra: %s', (issuer, isOfEntra) => {
    const said = issuerIsNotEntra(situationOf({ ...NO_FAILURE, issuer }, KNOWN));
    expect(said).toBe(isOfEntra ? null : `${issuer} is no issuer of Entra.`);
  });
});
