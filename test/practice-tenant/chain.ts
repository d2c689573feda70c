import { createHash } from 'node:crypto';
import { SESSION_COOKIE } from '../../src/practice-tenant/index.ts';
import {
  type Answer,
  type Bench,
  LOGIN,
  openAsAdmin,
  type TestOutside,
  testOutside,
  textAt,
} from './support.ts';

export const REDIRECT = 'http://127.0.0.1:53100/callback';
export const CALLBACK = 'https://auth.aigateway.cequence.ai/v1/outbound/oauth/callback';
const GRAPH_APP = '00000003-0000-0000-c000-000000000000';
const SCOPE_ID = '7f1f0d5e-9c1e-5c0b-8a46-2d8f5e6b1a01';
export const FILES_READ = '10465720-29dd-4523-a11a-6a75c743c9d9';
export const SITES_READ = '205e70e5-aba6-4c52-a976-6d2d46c48043';

/** The guide's two applications, set up whole. */
export interface Chain {
  readonly bench: Bench;
  readonly client: Registered;
  readonly server: Registered;
  readonly secret: string;
  readonly scope: string;
}

export interface Registered {
  readonly id: string;
  readonly appId: string;
  readonly principalId: string;
}

async function register(bench: Bench, body: object): Promise<Registered> {
  const app = await bench.graph('POST', '/applications', body);
  const appId = textAt(app, 'appId');
  const principal = await bench.graph('POST', '/servicePrincipals', { appId });
  return { id: textAt(app, 'id'), appId, principalId: textAt(principal, 'id') };
}

const access = {
  id: SCOPE_ID,
  value: 'access',
  type: 'User',
  isEnabled: true,
  adminConsentDisplayName: 'Access MCP Server',
  adminConsentDescription: 'Allow access to MCP server functionality',
  userConsentDisplayName: 'Access MCP Server',
  userConsentDescription: 'Allow access to MCP server on your behalf',
};

const wants = (resourceAppId: string, ids: readonly string[]): object => ({
  requiredResourceAccess: [{ resourceAppId, resourceAccess: ids.map((id) => ({ id, type: 'Scope' })) }],
});

async function grant(bench: Bench, clientId: string, resourceId: string, scope: string): Promise<void> {
  await bench.graph('POST', '/oauth2PermissionGrants', {
    clientId,
    consentType: 'AllPrincipals',
    principalId: null,
    resourceId,
    scope,
  });
}

const SERVER = {
  displayName: 'MCP Server API',
  signInAudience: 'AzureADMyOrg',
  isFallbackPublicClient: false,
  web: { redirectUris: [CALLBACK] },
  api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [access] },
  ...wants(GRAPH_APP, [FILES_READ, SITES_READ]),
};

const clientBody = (server: Registered): object => ({
  displayName: 'MCP Client App',
  signInAudience: 'AzureADMyOrg',
  isFallbackPublicClient: true,
  publicClient: { redirectUris: [REDIRECT] },
  ...wants(server.appId, [SCOPE_ID]),
});

/** Sets the chain up through Graph, as an administrator would. */
export async function openChain(outside: TestOutside = testOutside()): Promise<Chain> {
  const bench = await openAsAdmin(outside);
  const server = await register(bench, SERVER);
  const uri = `api://${server.appId}`;
  await bench.graph('PATCH', `/applications/${server.id}`, { identifierUris: [uri] });
  const client = await register(bench, clientBody(server));
  const graphId = bench.state.servicePrincipals.find(({ appId }) => appId === GRAPH_APP)?.id ?? '';
  await grant(bench, client.principalId, server.principalId, 'access');
  await grant(bench, server.principalId, graphId, 'Files.Read Sites.Read.All');
  const passwordCredential = { displayName: 'MCP Server Secret' };
  const secret = await bench.graph('POST', `/applications/${server.id}/addPassword`, { passwordCredential });
  return { bench, client, server, secret: textAt(secret, 'secretText'), scope: `${uri}/access` };
}

/** The user's token for the server app, by device code. */
export const userToken = async ({ bench, client, scope }: Chain): Promise<Answer> =>
  bench.signIn(client.appId, `${scope} openid profile offline_access`);

export async function exchangeOnBehalf(
  { bench, server, secret }: Chain,
  assertion: string,
  more: Record<string, string> = {},
): Promise<Answer> {
  return bench.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    client_id: server.appId,
    client_secret: secret,
    assertion,
    scope: 'https://graph.microsoft.com/.default',
    requested_token_use: 'on_behalf_of',
    ...more,
  });
}

export const VERIFIER = 'a-code-verifier-that-is-long-enough-for-pkce-0123456789';

export interface Browsed {
  readonly status: number;
  /** Parameters on the redirect URI; null when the page stayed. */
  readonly redirect: URLSearchParams | null;
  readonly page: string;
}

/** Opens `/authorize` as a browser in which somebody is signed in, unless it brings another cookie. */
export async function browse(
  bench: Bench,
  query: Record<string, string>,
  cookie = SESSION_COOKIE,
): Promise<Browsed> {
  const url = new URL(`${LOGIN}/${bench.state.tenant.id}/oauth2/v2.0/authorize`);
  const challenge = createHash('sha256').update(VERIFIER).digest('base64url');
  const common = {
    response_type: 'code',
    state: 'xyz',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries({ ...common, ...query })) url.searchParams.set(name, value);
  const response = await bench.tenant.transport(new Request(url, { headers: { cookie } }));
  const location = response.headers.get('location');
  return {
    status: response.status,
    redirect: location === null ? null : new URL(location).searchParams,
    page: await response.text(),
  };
}
