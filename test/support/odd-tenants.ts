import fc from 'fast-check';
import type { Bench } from './bench.ts';
import { BLUEPRINT } from './practice.ts';

/** Two apps that were made by hand. */
export interface HandMade {
  readonly client: { readonly id: string; readonly appId: string };
  readonly server: { readonly id: string; readonly appId: string };
}

type Edit = (bench: Bench, apps: HandMade) => Promise<void>;

async function send(
  bench: Bench,
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<unknown> {
  const reply = await bench.graph.send(method, path, body ? { body } : {});
  if (reply.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

const patch =
  (app: 'client' | 'server', body: object): Edit =>
  async (bench, apps) => {
    await send(bench, 'PATCH', `/applications/${apps[app].id}`, body);
  };

const CALLBACK = BLUEPRINT.gateway.callbackUrl;
const [LOOPBACK = ''] = BLUEPRINT.clientApp.redirectUris;
const GRAPH = '00000003-0000-0000-c000-000000000000';

const scope = (value: string, change: object = {}) => ({
  id: value === 'access' ? 'aaaaaaaa-1111-4222-8333-444444444444' : 'bbbbbbbb-1111-4222-8333-444444444444',
  value,
  type: 'User',
  isEnabled: true,
  adminConsentDisplayName: 'Access MCP Server',
  adminConsentDescription: 'Allow access to MCP server functionality',
  userConsentDisplayName: 'Access MCP Server',
  userConsentDescription: 'Allow access to MCP server on your behalf',
  ...change,
});

const scopes = (...oauth2PermissionScopes: readonly object[]): Edit =>
  patch('server', { api: { oauth2PermissionScopes } });

const principal =
  (app: 'client' | 'server', change: object): Edit =>
  async (bench, apps) => {
    await principalOf(bench, apps[app].appId);
    await send(bench, 'PATCH', `/servicePrincipals(appId='${apps[app].appId}')`, change);
  };

async function principalOf(bench: Bench, appId: string): Promise<string> {
  const there = await bench.graph.send('GET', `/servicePrincipals(appId='${appId}')`);
  const shown =
    there.status === 200 ? there.body : await send(bench, 'POST', '/servicePrincipals', { appId });
  return String(Reflect.get(shown as object, 'id'));
}

const granting =
  (app: 'client' | 'server', consentType: 'AllPrincipals' | 'Principal', words: string): Edit =>
  async (bench, apps) => {
    const clientId = await principalOf(bench, apps[app].appId);
    const resourceId = await principalOf(bench, app === 'client' ? apps.server.appId : GRAPH);
    const principalId = consentType === 'Principal' ? (bench.tenant.state.users[1]?.id ?? '') : null;
    await send(bench, 'POST', '/oauth2PermissionGrants', {
      clientId,
      consentType,
      principalId,
      resourceId,
      scope: words,
    });
  };

const secret =
  (app: 'client' | 'server', endDateTime: string): Edit =>
  async (bench, apps) => {
    const passwordCredential = { displayName: 'by hand', startDateTime: '2026-01-01T00:00:00Z', endDateTime };
    await send(bench, 'POST', `/applications/${apps[app].id}/addPassword`, { passwordCredential });
  };

const ownerless =
  (app: 'client' | 'server'): Edit =>
  async (bench, apps) => {
    const owner = bench.tenant.state.applications.find(({ id }) => id === apps[app].id)?.owners[0];
    if (owner) await send(bench, 'DELETE', `/applications/${apps[app].id}/owners/${owner}/$ref`);
  };

const federated: Edit = async (bench, apps) => {
  const body = {
    name: 'by-hand',
    issuer: 'https://token.actions.githubusercontent.com',
    subject: 'repo:contoso/other',
    audiences: ['api://AzureADTokenExchange'],
  };
  await send(bench, 'POST', `/applications/${apps.server.id}/federatedIdentityCredentials`, body);
};

const asking = (
  app: 'client' | 'server',
  resourceAppId: string,
  ...ids: readonly (readonly [string, string])[]
): Edit =>
  patch(app, {
    requiredResourceAccess: [{ resourceAppId, resourceAccess: ids.map(([id, type]) => ({ id, type })) }],
  });

/** Edits that people make to app registrations in the portal, by name; each is possible after any others. */
export const EDITS: Readonly<Record<string, Edit>> = {
  'server multi-tenant': patch('server', { signInAudience: 'AzureADMultipleOrgs' }),
  'client multi-tenant': patch('client', { signInAudience: 'AzureADMultipleOrgs' }),
  'server public flows': patch('server', { isFallbackPublicClient: true }),
  'client no public flows': patch('client', { isFallbackPublicClient: false }),
  'callback on the desktop platform': patch('server', { publicClient: { redirectUris: [CALLBACK] } }),
  'callback on the page platform': patch('server', {
    spa: { redirectUris: [CALLBACK, 'https://x.contoso.com/cb'] },
  }),
  'callback with foreign ones': patch('server', {
    web: { redirectUris: ['https://y.contoso.com/cb', CALLBACK] },
  }),
  'loopback on the web platform': patch('client', { web: { redirectUris: [LOOPBACK] } }),
  'near miss': patch('client', { publicClient: { redirectUris: [`${LOOPBACK}/`] } }),
  'token version 1': patch('server', { api: { requestedAccessTokenVersion: 1 } }),
  'scope by hand': scopes(scope('access')),
  'scope for admins': scopes(scope('access', { type: 'Admin', userConsentDisplayName: null })),
  'scope disabled': scopes(scope('access', { isEnabled: false })),
  'scope disabled and for admins': scopes(scope('access', { isEnabled: false, type: 'Admin' })),
  'scope of others': scopes(scope('other'), scope('access', { isEnabled: false })),
  'scope without a name': scopes(scope('other', { value: null, isEnabled: false })),
  'server asks for roles': asking('server', GRAPH, ['7ab1d382-f21e-4acd-a863-ba3e13f7da61', 'Role']),
  'server asks for more': asking(
    'server',
    GRAPH,
    ['e1fe6dd8-ba31-4d61-89e7-88639da4683d', 'Scope'],
    ['863451e7-0667-486c-a5d6-d135439485f0', 'Scope'],
  ),
  'client asks for Graph': asking('client', GRAPH, ['e1fe6dd8-ba31-4d61-89e7-88639da4683d', 'Scope']),
  'server principal disabled': principal('server', { accountEnabled: false }),
  'client principal disabled': principal('client', { accountEnabled: false }),
  'client wants assignment': principal('client', { appRoleAssignmentRequired: true }),
  'client granted nothing': granting('client', 'AllPrincipals', ''),
  'client granted for one user': granting('client', 'Principal', 'access'),
  'server granted more': granting('server', 'AllPrincipals', ' User.Read  Mail.Read'),
  'server granted for one user': granting('server', 'Principal', 'Files.Read'),
  'secret that expired': secret('server', '2026-11-01T00:00:00Z'),
  'secret that lasts': secret('server', '2027-11-01T00:00:00Z'),
  'secret on the client': secret('client', '2027-11-01T00:00:00Z'),
  'federated credential': federated,
  'server without owner': ownerless('server'),
  'client without owner': ownerless('client'),
};

/** Names of edits to apply in this order; an edit that Entra refuses then is left out. */
export const editLists: fc.Arbitrary<readonly string[]> = fc.uniqueArray(
  fc.constantFrom(...Object.keys(EDITS)),
  { maxLength: 8 },
);

/** Registers both apps by hand: with a service principal, as the portal does, or without, as scripts do. */
export async function registerByHand(
  bench: Bench,
  edits: readonly string[],
  identifierUri: boolean,
): Promise<HandMade> {
  const register = async (displayName: string) => {
    const body = (await send(bench, 'POST', '/applications', { displayName })) as {
      id: string;
      appId: string;
    };
    return { id: body.id, appId: body.appId };
  };
  const apps = { server: await register('MCP Server API'), client: await register('MCP Client App') };
  if (identifierUri) {
    await patch('server', { identifierUris: [`api://${apps.server.appId.toUpperCase()}`] })(bench, apps);
  }
  for (const name of edits) await EDITS[name]?.(bench, apps).catch(() => undefined);
  return apps;
}
