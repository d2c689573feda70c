import { describe, expect, test } from 'vitest';
import type { Tenant } from '../../src/core/tenant.ts';
import { readFailures } from '../../src/diagnosis/index.ts';
import { IDS } from '../support/registrations.ts';
import { changed, having, healthyTenant } from '../support/tenants.ts';
import { diagnosed, knowing, provedIds, tokenError, verdictOf } from './known.ts';

const CLIENT = IDS.client.appId;
const SERVER = IDS.server.appId;
const GRAPH = '00000003-0000-0000-c000-000000000000';
const TENANT = healthyTenant();

const V1 = changed(TENANT, 'server', { tokenVersion: 1 });
const WRONG_SCOPE = changed(TENANT, 'server', ({ scopes }) => ({
  scopes: scopes.map((one) => ({ ...one, value: 'acces' })),
}));
const NO_CONSENT = having(TENANT, 'clientGrants', []);
const NO_URI = changed(TENANT, 'server', { identifierUris: [] });
const ON_WEB = changed(TENANT, 'client', ({ redirectUris }) => ({
  redirectUris: { publicClient: [], web: redirectUris.publicClient, spa: [] },
}));
const redirectDiffers = (uri: string, app = CLIENT): string =>
  `AADSTS50011: The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${app}'.`;
const audienceWrong = (audience: string): string =>
  `AADSTS500131: Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '${audience}' and the expected audience is '${SERVER}' or one of the Application Uris of this application with App ID '${SERVER}'(MCP Server API).`;

describe('a text that names a stranger proves nothing of this setup', () => {
  test.each<readonly [string, Tenant, string]>([
    [
      'an audience, though tokens are v1',
      V1,
      `IDX10214: Audience validation failed. Audiences: '${GRAPH}'. Did not match: validationParameters.ValidAudience: 'api://${SERVER}'`,
    ],
    [
      'the issuer of a v2 token, though tokens are v1',
      V1,
      "IDX10205: Issuer validation failed. Issuer: 'https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0'. Did not match",
    ],
    [
      'the issuer of another tenant, though tokens are v1',
      V1,
      'error_description="The issuer \'https://sts.windows.net/11111111-2222-3333-4444-555555555555/\' is invalid"',
    ],
    [
      'nothing but 500131, which v1 tokens never cause',
      V1,
      'AADSTS500131: Assertion audience does not match',
    ],
    [
      'another app, though the scope is wrong',
      WRONG_SCOPE,
      `AADSTS650053: The application 'Contoso CRM' asked for scope 'crm.read' that doesn't exist on the resource '${SERVER}'.`,
    ],
    [
      'another scope, though the scope is wrong',
      WRONG_SCOPE,
      "AADSTS70011: The provided value for the input parameter 'scope' is not valid. The scope 'crm.read' does not exist.",
    ],
    [
      'another app at the approval page, though consent is missing',
      NO_CONSENT,
      'Need admin approval\nSalesforce\nneeds permission to access resources in your organization that only an admin can grant.',
    ],
    [
      'scopes with a comma, though the Application ID URI is missing',
      NO_URI,
      "AADSTS70011: The provided value for the input parameter 'scope' is not valid. The scope 'Files.Read,User.Read' is not valid.",
    ],
    [
      'a device code, which has no redirect URI',
      ON_WEB,
      `AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'. POST grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=${CLIENT}`,
    ],
    [
      'another redirect URI, though the platform is wrong',
      ON_WEB,
      `AADSTS7000218: The request body must contain 'client_assertion' or 'client_secret'. POST grant_type=authorization_code&client_id=${CLIENT}&redirect_uri=https%3A%2F%2Fcrm.example%2Fcb`,
    ],
    [
      'the callback of the gateway, though the platform of the client is wrong',
      ON_WEB,
      'AADSTS7000218: The request body must contain client_secret. redirect_uri=https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback',
    ],
    [
      'Microsoft Graph, though the client lacks consent for the server',
      NO_CONSENT,
      `AADSTS65001: The user or administrator has not consented to use the application with ID '${CLIENT}'. GET /authorize?client_id=${CLIENT}&scope=https://graph.microsoft.com/User.Read`,
    ],
    [
      'a redirect URI, beside which public client flows do not count',
      changed(TENANT, 'client', { isFallbackPublicClient: false }),
      `AADSTS7000218: The request body must contain client_secret. client_id=${CLIENT}&redirect_uri=http://127.0.0.1:53100/callback`,
    ],
    [
      'a scope of the server, though its Application ID URI is spelled otherwise',
      changed(TENANT, 'server', { identifierUris: [`api://${SERVER.toUpperCase()}`] }),
      `AADSTS70011: The provided value for the input parameter 'scope' is not valid. The scope 'api://${SERVER}/access' does not exist.`,
    ],
    ['another loopback port', TENANT, redirectDiffers('http://127.0.0.1:61234/callback')],
  ])('%s', (_, tenant, text) => {
    expect(provedIds(diagnosed(text, knowing(tenant)))).toEqual([]);
  });

  test('and says why', () => {
    const text =
      'Need admin approval\nSalesforce\nneeds permission to access resources in your organization that only an admin can grant.';
    const { causes } = diagnosed(text, knowing(NO_CONSENT));
    expect(causes[0]?.because).toContain('Salesforce');
  });

  test('while the name of our own app does not keep a proof from being one', () => {
    const text =
      'Need admin approval\n\nMCP Client App\nunverified\n\nMCP Client App needs permission to access resources in your organization that only an admin can grant.';
    expect(provedIds(diagnosed(text, knowing(NO_CONSENT)))).toEqual(['client-consent-missing']);
  });
});

describe('a blocked device code sign-in of the operator', () => {
  const blocked =
    'AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.';
  const seen = knowing(TENANT, undefined, {
    observations: [{ kind: 'device-code-blocked', policy: null }],
  });

  test('proves it of a reply to a device code', () => {
    expect(provedIds(diagnosed(tokenError('interaction_required', blocked), seen))).toEqual([
      'device-code-blocked',
    ]);
  });

  test.each([
    [
      'the page of a browser',
      `Sorry, but we’re having trouble signing you in. Request Id: x Message: ${blocked}`,
    ],
    ['what test prints of a browser', blocked],
    [
      'a redirect',
      `http://127.0.0.1:53100/callback?error=access_denied&error_description=${encodeURIComponent(blocked)}`,
    ],
    ['an exchange', `on-behalf-of for ${SERVER}: ${tokenError('invalid_grant', blocked)}`],
    [
      'an exchange that carries claims',
      `{"error":"interaction_required","error_description":"${blocked}","claims":"{\\"access_token\\":{}}"}`,
    ],
  ])('proves nothing of %s', (_, text) => {
    expect(provedIds(diagnosed(text, seen))).toEqual([]);
  });
});

describe('what the text shows decides which cause comes first', () => {
  const firstOf = (text: string, known = knowing()) => diagnosed(text, known).causes[0]?.id;
  const OFFLINE = {
    ...knowing(),
    blueprint: null,
    tenant: null,
    verdicts: null,
    clientAppId: null,
    serverAppId: null,
  };

  test.each([
    ['redirect-uri-differs', redirectDiffers('http://localhost:53100/callback')],
    ['client-redirect-uri-missing', redirectDiffers('http://127.0.0.1:53100/callback')],
    [
      'gateway-callback-missing',
      redirectDiffers('https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback'),
    ],
    ['token-for-graph', `IDX10214: Audience validation failed. Audiences: '${GRAPH}'. Did not match`],
    [
      'token-for-graph',
      `Bearer error="invalid_token", error_description="The audience '${GRAPH}' is invalid"`,
    ],
    [
      'v1-tokens',
      'Bearer error="invalid_token", error_description="The issuer \'https://sts.windows.net/11111111-2222-3333-4444-555555555555/\' is invalid"',
    ],
    ['scopes-separated-by-comma', "AADSTS70011: The scope 'Files.Read,User.Read' is not valid."],
    ['user-has-no-drive', '{"error":{"code":"ResourceNotFound","message":"User\'s mysite not found."}}'],
    [
      'graph-scope-misspelled',
      `AADSTS650053: The application 'x' asked for scope 'File.Read' that doesn't exist on the resource '${GRAPH}'.`,
    ],
  ])('%s, offline', (id, text) => {
    expect(firstOf(text, OFFLINE)).toBe(id);
  });

  test.each([
    [
      'wrong-tenant',
      `AADSTS500011: The resource principal named api://${SERVER} was not found in the tenant named Fabrikam. This can happen`,
    ],
    [
      'graph-scope-misspelled',
      `AADSTS650053: The application 'MCP Client App' asked for scope 'File.Read' that doesn't exist on the resource '${GRAPH}'.`,
    ],
    ['redirect-uri-differs', redirectDiffers('http://127.0.0.1:61234/callback')],
  ])('%s, on a healthy tenant', (id, text) => {
    expect(firstOf(text)).toBe(id);
  });

  test('a scope of the server is no misspelled permission of Microsoft Graph', () => {
    const text = `AADSTS650053: The application 'MCP Client App' asked for scope 'access' that doesn't exist on the resource '${GRAPH}'.`;
    expect(provedIds(diagnosed(text, knowing()))).toEqual(['scope-without-resource']);
  });

  test('an audience that is the server’s own refutes a token for Graph', () => {
    const diagnosis = diagnosed(audienceWrong(`api://${SERVER.toUpperCase()}`), knowing());
    expect(verdictOf(diagnosis, 'token-for-graph')).toBe('refuted');
  });

  test('a URI that the setup wants is missing, not different', () => {
    const without = changed(TENANT, 'client', { redirectUris: { publicClient: [], web: [], spa: [] } });
    const text = redirectDiffers('http://127.0.0.1:53100/callback');
    expect(provedIds(diagnosed(text, knowing(without)))).toEqual(['client-redirect-uri-missing']);
  });
});

describe('a symptom in plain words is recognised', () => {
  test.each([
    ['obo-fails', 'OBO fails'],
    ['obo-fails', 'On-behalf-of fails since Monday'],
    ['api-not-visible', 'My API is not listed under My APIs'],
    ['need-admin-approval', 'Approval required'],
  ])('%s', (id, text) => {
    expect(readFailures(text).map(({ entry }) => entry)).toEqual([`symptom:${id}`]);
  });
});

describe('the hop', () => {
  test.each([
    [
      'the client is named by its name',
      `AADSTS650053: The application 'MCP Client App' asked for scope 'access' that doesn't exist on the resource '${GRAPH}'.`,
    ],
    [
      'only the proved cause tells',
      'AADSTS65001: The user or administrator has not consented to use the application.',
    ],
  ])('is client-signin where %s', (_, text) => {
    expect(diagnosed(text, knowing(NO_CONSENT)).hop).toBe('client-signin');
  });
});
