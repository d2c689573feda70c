import type { Blueprint } from '../../src/core/blueprint.ts';
import type { Tenant } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { IDS } from '../support/registrations.ts';
import { changed, having, healthyTenant } from '../support/tenants.ts';

const CLIENT = IDS.client.appId;
const SERVER = IDS.server.appId;
const TENANT = healthyTenant();
export const CLAUDE = 'https://claude.ai/api/mcp/auth_callback';

const redirectDiffers = (uri: string, app: string = CLIENT): string =>
  `AADSTS50011: The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${app}'.`;
export const notConsented = (app: string, name = 'An app'): string =>
  `AADSTS65001: The user or administrator has not consented to use the application with ID '${app}' named '${name}'. Send an interactive authorization request for this user and resource.`;
const NO_SECRET_SENT =
  "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
export const sitesDenied =
  '{"error":{"code":"Forbidden","message":"Access to Site in Graph API requires the following permissions: Sites.Read.All or Sites.ReadWrite.All. However, the application only has the following permissions granted: Files.Read"}}';

const onPlatform = (platform: 'web' | 'spa', uris: readonly string[]): Tenant =>
  changed(TENANT, 'client', {
    redirectUris: { publicClient: [], web: [], spa: [], [platform]: uris },
  });
const withUris = (...redirectUris: readonly string[]): Blueprint => ({
  ...BLUEPRINT,
  clientApp: { ...BLUEPRINT.clientApp, redirectUris },
});

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

/** What was met in the field, and with what the diagnosis of each begins. */
export const FIELD_SETUPS: readonly Setup[] = [
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
