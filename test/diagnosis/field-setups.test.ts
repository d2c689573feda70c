import { describe, expect, test } from 'vitest';
import type { Tenant } from '../../src/core/tenant.ts';
import { IDS } from '../support/registrations.ts';
import { changed, having, healthyTenant } from '../support/tenants.ts';
import { CLAUDE, FIELD_SETUPS, notConsented, sitesDenied } from './field-setups.ts';
import { diagnosed, knowing, provedIds } from './known.ts';

const CLIENT = IDS.client.appId;
const SERVER = IDS.server.appId;
const TENANT = healthyTenant();
const AZURE_CLI = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
const VS_CODE = 'aebc6443-996d-45c2-90f0-388ff96faa56';

const healthyScopes = (tenant: Tenant) => {
  const { serverApplication } = tenant;
  return serverApplication.state === 'read'
    ? (serverApplication.value?.scopes ?? []).map(({ id }) => id)
    : [];
};

describe('a set-up from the field', () => {
  test.each(FIELD_SETUPS)(
    '$id: with $what begins with $first',
    ({ text, tenant, blueprint, first, verdict, hop }) => {
      const diagnosis = diagnosed(text, knowing(tenant, blueprint));
      expect([diagnosis.causes[0]?.id, diagnosis.causes[0]?.verdict, diagnosis.hop]).toEqual([
        first,
        verdict,
        hop,
      ]);
    },
  );

  test('k11: in which one id serves both roles begins with that', () => {
    const known = { ...knowing(), clientAppId: SERVER };
    const text = `AADSTS90009: Application '${SERVER}'(MCP Server API) is requesting a token for itself. This scenario is supported only if resource is specified using the GUID based App Identifier.`;
    expect(diagnosed(text, known).causes[0]).toMatchObject({ id: 'one-app-for-both', verdict: 'proved' });
  });
});

describe('no wrong proof', () => {
  test.each([
    [
      '650053 on Microsoft Graph that names the client',
      `AADSTS650053: The application 'MCP Client App' asked for scope 'File.Read' that doesn't exist on the resource '00000003-0000-0000-c000-000000000000'.`,
    ],
    ['Azure CLI', notConsented(AZURE_CLI, 'Microsoft Azure CLI')],
    ['Visual Studio Code', notConsented(VS_CODE, 'Visual Studio Code')],
    ['another app', notConsented(IDS.admin)],
  ])('from %s', (_, text) => {
    const broken = having(having(TENANT, 'clientGrants', []), 'serverGrants', []);
    const diagnosis = diagnosed(text, knowing(broken));
    expect(provedIds(diagnosis)).toEqual([]);
  });

  test.each([AZURE_CLI, VS_CODE, IDS.admin])('and no fix that changes this setup for %s', (id) => {
    const { causes } = diagnosed(notConsented(id), knowing());
    expect(causes.flatMap(({ fix }) => [fix.command, fix.portalUrl]).filter((one) => one !== null)).toEqual(
      [],
    );
  });

  test('of a missing consent where the server pre-authorises the client', () => {
    const scopeIds = healthyScopes(TENANT);
    const listed = changed(having(TENANT, 'clientGrants', []), 'server', {
      preAuthorizedClients: [{ appId: CLIENT, scopeIds }],
    });
    const bare = changed(listed, 'client', { requiredResources: [] });
    expect(
      [listed, bare].flatMap((tenant) => provedIds(diagnosed(notConsented(CLIENT), knowing(tenant)))),
    ).toEqual([]);
  });

  test('and the permissions of another app say nothing of ours', () => {
    const text = sitesDenied.replace('Files.Read"', 'Group.Read.All, User.ReadWrite.All"');
    expect(provedIds(diagnosed(text, knowing()))).toEqual([]);
  });
});

test.each([
  [AZURE_CLI, 'Microsoft Azure CLI'],
  [VS_CODE, 'Visual Studio Code'],
])('k14: a program with the client id %s of its own is named as such', (id, name) => {
  const { causes, hop } = diagnosed(notConsented(id, name), knowing());
  expect([causes[0]?.id, hop]).toEqual(['foreign-client', 'client-signin']);
});

describe('offline, the name in the message is a hint', () => {
  test.each([
    ['MCP Client App', 'client-consent-missing', 'client-signin'],
    ['MCP Server API', 'graph-consent-missing', 'obo'],
  ])('%s begins with %s', (name, first, hop) => {
    const diagnosis = diagnosed(notConsented(IDS.user, name));
    expect([diagnosis.causes[0]?.id, diagnosis.hop]).toEqual([first, hop]);
  });
});

test('k36: a toast with nothing but a trace id leads to the row of the log with that id', () => {
  const id = '0d9c8b7a-6f5e-4d3c-2b1a-09f8e7d6c500';
  const { causes } = diagnosed(
    `Authorization with the MCP server failed. Entra Trace ID: ${id}. Reference: "ofid_1"`,
  );
  expect(causes[0]?.fix.command).toBe(`entra-mcp-setup diagnose --sign-ins ${id}`);
});

test('an address of a sign-in alone is read: the client behind its redirect URI, its prompt, resource and tenant', () => {
  const address = `https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=${CLIENT}&redirect_uri=${encodeURIComponent(CLAUDE)}&scope=access&prompt=consent&resource=https%3A%2F%2Fx.example%2Fmcp`;
  const ids = diagnosed(address).causes.map(({ id }) => id);
  expect(ids[0]).toBe('redirect-uri-of-mcp-client');
  expect(ids).toEqual(
    expect.arrayContaining([
      'resource-parameter-sent',
      'scope-without-resource',
      'prompt-forced',
      'shared-endpoint',
    ]),
  );
});
