import { describe, expect, test } from 'vitest';
import type { Blueprint } from '../../src/core/blueprint.ts';
import type { Tenant } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { changed, having, healthyTenant, IDS } from '../support/tenants.ts';
import { diagnosed, knowing, provedIds } from './known.ts';

const CLIENT = IDS.client.appId;
const SERVER = IDS.server.appId;
const TENANT = healthyTenant();
const CLAUDE = 'https://claude.ai/api/mcp/auth_callback';
const AZURE_CLI = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
const VS_CODE = 'aebc6443-996d-45c2-90f0-388ff96faa56';

const redirectDiffers = (uri: string, app: string = CLIENT): string =>
  `AADSTS50011: The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${app}'.`;
const notConsented = (app: string, name = 'An app'): string =>
  `AADSTS65001: The user or administrator has not consented to use the application with ID '${app}' named '${name}'. Send an interactive authorization request for this user and resource.`;
const NO_SECRET_SENT =
  "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
const sitesDenied =
  '{"error":{"code":"Forbidden","message":"Access to Site in Graph API requires the following permissions: Sites.Read.All or Sites.ReadWrite.All. However, the application only has the following permissions granted: Files.Read"}}';

const onPlatform = (platform: 'web' | 'spa', uris: readonly string[]): Tenant =>
  changed(TENANT, 'client', {
    redirectUris: { publicClient: [], web: [], spa: [], [platform]: uris },
  });
const withUris = (...redirectUris: readonly string[]): Blueprint => ({
  ...BLUEPRINT,
  clientApp: { ...BLUEPRINT.clientApp, redirectUris },
});

const healthyScopes = (tenant: Tenant) => {
  const { serverApplication } = tenant;
  return serverApplication.state === 'read'
    ? (serverApplication.value?.scopes ?? []).map(({ id }) => id)
    : [];
};

interface Setup {
  readonly id: string;
  readonly what: string;
  readonly text: string;
  readonly tenant?: Tenant;
  readonly blueprint?: Blueprint;
  readonly first: string;
  readonly verdict: 'proved' | 'possible';
  readonly hop: string;
}

const SETUPS: readonly Setup[] = [
  {
    id: 'k01',
    what: 'localhost where 127.0.0.1 is registered',
    text: redirectDiffers('http://localhost:44548/callback'),
    first: 'redirect-uri-differs',
    verdict: 'proved',
    hop: 'client-signin',
  },
  {
    id: 'k04',
    what: 'the address of claude.ai on the web platform, which the blueprint does not name',
    text: NO_SECRET_SENT,
    tenant: onPlatform('web', [CLAUDE]),
    first: 'redirect-on-wrong-platform',
    verdict: 'possible',
    hop: 'client-signin',
  },
  {
    id: 'k06',
    what: 'v1 tokens behind a server that refuses them without saying why',
    text: 'INFO     Auth error returned: invalid_token (status=401)   middleware.py:92\nINFO  "POST /mcp HTTP/1.1" 401 Unauthorized',
    tenant: changed(TENANT, 'server', { tokenVersion: null }),
    first: 'v1-tokens',
    verdict: 'proved',
    hop: 'gateway',
  },
  {
    id: 'k07, audience',
    what: 'v1 tokens behind a refused audience',
    text: 'IDX10214: Audience validation failed. See https://aka.ms/identitymodel/app-context-switches',
    tenant: changed(TENANT, 'server', { tokenVersion: null }),
    first: 'v1-tokens',
    verdict: 'proved',
    hop: 'gateway',
  },
  {
    id: 'k02',
    what: 'the address of claude.ai, registered nowhere',
    text: redirectDiffers(CLAUDE),
    first: 'redirect-uri-of-mcp-client',
    verdict: 'proved',
    hop: 'client-signin',
  },
  {
    id: 'own-1',
    what: 'the address of claude.ai on the server, whose gateway callback is missing too',
    text: redirectDiffers(CLAUDE, SERVER),
    tenant: changed(TENANT, 'server', { redirectUris: { publicClient: [], web: [], spa: [] } }),
    first: 'redirect-uri-of-mcp-client',
    verdict: 'proved',
    hop: 'gateway',
  },
  {
    id: 'k03',
    what: 'the address of claude.ai on the web platform',
    text: NO_SECRET_SENT,
    tenant: onPlatform('web', [CLAUDE]),
    blueprint: withUris(CLAUDE),
    first: 'redirect-on-wrong-platform',
    verdict: 'proved',
    hop: 'client-signin',
  },
  {
    id: 'k05',
    what: 'the loopback addresses as a single-page application',
    text: "AADSTS9002327: Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
    tenant: onPlatform('spa', BLUEPRINT.clientApp.redirectUris),
    first: 'redirect-on-spa',
    verdict: 'proved',
    hop: 'client-signin',
  },
  {
    id: 'k07',
    what: 'v1 tokens behind a refused issuer',
    text: 'McpError: MCP error -32001: Error POSTing to endpoint (HTTP 403): authentication failure: the token is invalid or malformed: Error(InvalidIssuer)',
    tenant: changed(TENANT, 'server', { tokenVersion: null }),
    first: 'v1-tokens',
    verdict: 'proved',
    hop: 'gateway',
  },
  {
    id: 'k08',
    what: 'no Application ID URI behind 9010010',
    text: "AADSTS9010010: The resource parameter provided in the request doesn't match with the requested scopes.",
    tenant: changed(TENANT, 'server', { identifierUris: [] }),
    first: 'identifier-uri-missing',
    verdict: 'proved',
    hop: 'client-signin',
  },
  {
    id: 'k09',
    what: 'the address of the MCP server as resource',
    text: `https://login.microsoftonline.com/${IDS.tenant}/oauth2/v2.0/authorize?client_id=${CLIENT}&scope=api%3A%2F%2F${SERVER}%2Faccess&resource=https%3A%2F%2Fmcp.example.com%2Fmcp\nAADSTS9010010: The resource parameter provided in the request doesn't match with the requested scopes.`,
    first: 'resource-parameter-sent',
    verdict: 'proved',
    hop: 'client-signin',
  },
  {
    id: 'k17',
    what: 'prompt=consent though consent is there',
    text: `AADSTS90094: The grant requires admin permission. GET /authorize?client_id=${CLIENT}&prompt=consent`,
    first: 'prompt-forced',
    verdict: 'possible',
    hop: 'client-signin',
  },
  {
    id: 'k19',
    what: 'a site that Files.Read does not reach',
    text: sitesDenied,
    first: 'required-permission-missing',
    verdict: 'proved',
    hop: 'graph',
  },
  {
    id: 'k20',
    what: '/me without a user',
    text: '{"error":{"code":"BadRequest","message":"/me request is only valid with delegated authentication flow."}}',
    first: 'app-only-graph-token',
    verdict: 'possible',
    hop: 'graph',
  },
  {
    id: 'k23',
    what: 'no service principal at all',
    text: `AADSTS500011: The resource principal named api://${SERVER} was not found in the tenant named Contoso.`,
    tenant: having(having(TENANT, 'serverPrincipal', null), 'clientPrincipal', null),
    first: 'server-principal-missing',
    verdict: 'proved',
    hop: 'client-signin',
  },
  {
    id: 'k28',
    what: 'the token of the client itself',
    text: `AADSTS500131: Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '${CLIENT}' and the expected audience is 'api://${SERVER}' or one of the Application Uris of this application with App ID '${SERVER}'(MCP Server API).`,
    first: 'token-for-client',
    verdict: 'proved',
    hop: 'obo',
  },
  {
    id: 'k29',
    what: './default in place of /.default',
    text: 'AADSTS500011: The resource principal named api://AzureADTokenExchange./default was not found in the tenant named Contoso.',
    first: 'default-misspelled',
    verdict: 'possible',
    hop: 'obo',
  },
  {
    id: 'k30',
    what: 'a refresh that names the server',
    text: `Upstream token refresh failed: invalid_grant: ${notConsented(SERVER, 'MCP Server API')}`,
    first: 'asks-for-more-than-granted',
    verdict: 'possible',
    hop: 'gateway',
  },
  {
    id: 'k37',
    what: 'the base address twice in a redirect URI',
    text: redirectDiffers('http://localhost:8000/http://localhost:8000/auth/callback', SERVER),
    first: 'redirect-path-holds-url',
    verdict: 'proved',
    hop: 'gateway',
  },
];

describe('a set-up from the field', () => {
  test.each(SETUPS)(
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
