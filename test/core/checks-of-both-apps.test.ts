import { describe, expect, it } from 'vitest';
import { clientDraft, serverDraft } from '../../src/core/checks/shared/drafts.ts';
import { asId } from '../../src/core/ids.ts';
import { wantedRedirectUris } from '../../src/core/redirect-uris.ts';
import { facetOf, type Tenant } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { changed, EMPTY_TENANT, grant, guid, having, healthyTenant, IDS } from '../support/tenants.ts';
import { foundBy, judgementOf } from '../support/verdicts.ts';

const HEALTHY = healthyTenant();
const APPS = [
  { app: 'client', section: 'client-app', name: 'MCP Client App' },
  { app: 'server', section: 'server-api', name: 'MCP Server API' },
] as const;
const CALLBACK = BLUEPRINT.gateway.callbackUrl;
const [LOOPBACK = '', SECOND = '', THIRD = ''] = wantedRedirectUris('client', BLUEPRINT);

const without = (app: 'client' | 'server'): Tenant =>
  app === 'client' ? having(HEALTHY, 'clientApplication', null) : having(HEALTHY, 'serverApplication', null);

describe.each(APPS)('$name', ({ app, section }) => {
  const principalFacet = app === 'client' ? 'clientPrincipal' : 'serverPrincipal';
  const principal = facetOf(HEALTHY, principalFacet);
  const withPrincipal = (change: object): Tenant =>
    having(HEALTHY, principalFacet, principal && { ...principal, ...change });

  it.each([
    'single-tenant',
    'public-client-flows',
    'redirect-uri',
    app === 'client' ? 'public-client' : 'confidential-client',
    'redirect-near-miss',
    'permissions-beyond-blueprint',
    'service-principal',
    'owners',
    'duplicates',
  ] as const)('is not judged for %s while it does not exist', (name) => {
    expect(foundBy(`${section}.${name}` as never, { tenant: without(app) }).status).toBe('skip');
  });

  it.each(['user-assignment', 'per-user-grants'] as const)(
    'is not judged for %s while it has no service principal',
    (name) => {
      const tenant = having(HEALTHY, principalFacet, null);
      expect(foundBy(`${section}.${name}`, { tenant }).status).toBe('skip');
    },
  );

  it('is created with all that one request can carry when it does not exist', () => {
    const draft =
      app === 'client'
        ? clientDraft(BLUEPRINT, facetOf(HEALTHY, 'serverApplication'))
        : serverDraft(BLUEPRINT);
    expect(foundBy(`${section}.exists`, { tenant: without(app) })).toMatchObject({
      status: 'fail',
      actual: null,
      remedies: [{ kind: 'create-application', app, draft }],
    });
  });

  it('is named by the id of the blueprint when that leads nowhere', () => {
    const blueprint = {
      ...BLUEPRINT,
      clientApp: { ...BLUEPRINT.clientApp, appId: IDS.client.appId },
      serverApi: { ...BLUEPRINT.serverApi, appId: IDS.server.appId },
    };
    const { evidence } = foundBy(`${section}.exists`, { tenant: EMPTY_TENANT, blueprint });
    expect(evidence).toMatchObject([{ appId: IDS[app].appId }]);
  });

  it('is restricted to this tenant when it accepts accounts of others', () => {
    const tenant = changed(HEALTHY, app, { signInAudience: 'AzureADMultipleOrgs' });
    expect(foundBy(`${section}.single-tenant`, { tenant })).toEqual({
      status: 'fail',
      evidence: [{ from: 'AzureADMultipleOrgs' }],
      actual: 'AzureADMultipleOrgs',
      remedies: [{ kind: 'set-sign-in-audience', app, from: 'AzureADMultipleOrgs', to: 'AzureADMyOrg' }],
    });
  });

  it('has public client flows set right when they are wrong', () => {
    const from = app === 'server';
    const tenant = changed(HEALTHY, app, { isFallbackPublicClient: from });
    expect(foundBy(`${section}.public-client-flows`, { tenant })).toEqual({
      status: 'fail',
      evidence: [{ from }],
      actual: from,
      remedies: [{ kind: 'set-fallback-public-client', app, from, to: !from }],
    });
  });

  it('counts public client flows that were never set as not allowed', () => {
    const tenant = changed(HEALTHY, app, { isFallbackPublicClient: null });
    const { status } = foundBy(`${section}.public-client-flows`, { tenant });
    expect(status).toBe(app === 'server' ? 'pass' : 'fail');
  });

  it('is given a service principal when it has none', () => {
    const tenant = having(HEALTHY, principalFacet, null);
    expect(foundBy(`${section}.service-principal`, { tenant })).toEqual({
      status: 'fail',
      evidence: [{ state: 'missing' }],
      actual: 'missing',
      remedies: [{ kind: 'create-service-principal', app }],
    });
  });

  it('has its service principal enabled when that is disabled', () => {
    const tenant = withPrincipal({ accountEnabled: false });
    expect(foundBy(`${section}.service-principal`, { tenant })).toEqual({
      status: 'fail',
      evidence: [{ state: 'disabled' }],
      actual: 'disabled',
      remedies: [{ kind: 'enable-service-principal', app }],
    });
  });

  it('warns when it wants users assigned and nobody is', () => {
    const tenant = withPrincipal({ assignmentRequired: true });
    expect(foundBy(`${section}.user-assignment`, { tenant })).toMatchObject({
      status: 'warn',
      actual: 'assignment required, nobody assigned',
      remedies: ['you'],
    });
  });

  it('is content when it wants users assigned and somebody is', () => {
    const facet = app === 'client' ? 'clientAssignments' : 'serverAssignments';
    const tenant = having(withPrincipal({ assignmentRequired: true }), facet, { any: true });
    expect(foundBy(`${section}.user-assignment`, { tenant }).status).toBe('pass');
  });

  it('is given an owner when it has none', () => {
    const tenant = having(HEALTHY, app === 'client' ? 'clientOwners' : 'serverOwners', []);
    expect(foundBy(`${section}.owners`, { tenant })).toMatchObject({
      status: 'warn',
      actual: 'no owner',
      remedies: [{ kind: 'add-owner', app }],
    });
  });

  it('warns of another app of the same name', () => {
    const other = { appId: asId<never>(guid('3')), displayName: '', createdDateTime: null, uniqueName: null };
    const tenant = having(HEALTHY, app === 'client' ? 'clientNamesakes' : 'serverNamesakes', [other]);
    expect(foundBy(`${section}.duplicates`, { tenant })).toEqual({
      status: 'warn',
      evidence: [{ appIds: [guid('3')] }],
      actual: [guid('3')],
      remedies: ['you'],
    });
  });

  it('warns of grants for single users beside the tenant-wide one', () => {
    const single = grant(app, { id: 'single', consentType: 'Principal', principalId: IDS.user });
    const tenant = having(HEALTHY, app === 'client' ? 'clientGrants' : 'serverGrants', [grant(app), single]);
    expect(foundBy(`${section}.per-user-grants`, { tenant })).toEqual({
      status: 'warn',
      evidence: [{ users: 1, scopes: single.scopes }],
      actual: '1 per-user grants',
      remedies: ['you'],
    });
  });

  it('warns of permissions that the blueprint does not name', () => {
    const foreign = {
      resourceAppId: asId<never>(guid('4')),
      scopeIds: [asId<never>(guid('4', 2))],
      roleIds: [],
    };
    const tenant = changed(HEALTHY, app, ({ requiredResources }) => ({
      requiredResources: [...requiredResources, foreign],
    }));
    expect(foundBy(`${section}.permissions-beyond-blueprint`, { tenant })).toMatchObject({
      status: 'warn',
      actual: [`${guid('4', 2)} of ${guid('4')}`],
      remedies: ['you'],
    });
  });

  it('does not mind the sign-in scopes that the portal adds', () => {
    const userRead = facetOf(HEALTHY, 'graphPrincipal')?.scopes.find(
      ({ value }) => value === 'User.Read',
    )?.id;
    const tenant = changed(HEALTHY, app, ({ requiredResources }) => ({
      requiredResources: [
        ...requiredResources.filter(({ resourceAppId }) => resourceAppId === IDS.server.appId),
        {
          resourceAppId: asId<never>('00000003-0000-0000-c000-000000000000'),
          scopeIds: userRead ? [userRead] : [],
          roleIds: [],
        },
      ],
    }));
    expect(foundBy(`${section}.permissions-beyond-blueprint`, { tenant }).status).toBe('pass');
  });
});

describe('redirect URIs of MCP Client App', () => {
  const redirects = (redirectUris: Partial<Record<'publicClient' | 'web' | 'spa', readonly string[]>>) =>
    changed(HEALTHY, 'client', { redirectUris: { publicClient: [], web: [], spa: [], ...redirectUris } });

  it('are added on the desktop platform when they are missing', () => {
    const tenant = redirects({ publicClient: [LOOPBACK] });
    expect(foundBy('client-app.backup-redirect-uris', { tenant })).toEqual({
      status: 'warn',
      evidence: [{ missing: [SECOND, THIRD], registered: [LOOPBACK] }],
      actual: [LOOPBACK],
      remedies: [
        { kind: 'add-redirect-uris', app: 'client', platform: 'publicClient', uris: [SECOND, THIRD] },
      ],
    });
  });

  it('are required where they are no backup', () => {
    const tenant = redirects({ publicClient: [SECOND, THIRD] });
    expect(foundBy('client-app.redirect-uri', { tenant })).toMatchObject({
      status: 'fail',
      evidence: [{ missing: [LOOPBACK], registered: [SECOND, THIRD] }],
      remedies: [{ kind: 'add-redirect-uris', app: 'client', platform: 'publicClient', uris: [LOOPBACK] }],
    });
    expect(foundBy('client-app.backup-redirect-uris', { tenant }).status).toBe('pass');
  });

  it('of the MCP clients that people use are required too', () => {
    const blueprint = { ...BLUEPRINT, clientApp: { ...BLUEPRINT.clientApp, clients: ['gemini-cli'] } };
    const tenant = redirects({ publicClient: [LOOPBACK, SECOND, THIRD] });
    expect(foundBy('client-app.redirect-uri', { tenant, blueprint })).toMatchObject({
      status: 'fail',
      evidence: [{ missing: ['http://localhost:7777/oauth/callback'] }],
    });
  });

  it('are moved when they are on the web platform, and count as registered', () => {
    const tenant = redirects({ publicClient: [SECOND, THIRD], web: [LOOPBACK] });
    expect(foundBy('client-app.redirect-uri', { tenant }).status).toBe('pass');
    expect(foundBy('client-app.public-client', { tenant })).toEqual({
      status: 'fail',
      evidence: [{ platform: 'web', uris: [LOOPBACK], ours: true }],
      actual: [`web: ${LOOPBACK}`],
      remedies: [
        { kind: 'move-redirect-uris', app: 'client', from: 'web', to: 'publicClient', uris: [LOOPBACK] },
      ],
    });
  });

  it('of others on a wrong platform are left to their owner', () => {
    const tenant = redirects({
      publicClient: wantedRedirectUris('client', BLUEPRINT),
      spa: ['https://spa.contoso.com'],
    });
    expect(foundBy('client-app.public-client', { tenant })).toMatchObject({
      status: 'fail',
      evidence: [{ platform: 'spa', uris: ['https://spa.contoso.com'], ours: false }],
      remedies: ['you'],
    });
  });

  it.each([
    [`${LOOPBACK}/`, 'a trailing slash'],
    [LOOPBACK.replace('callback', 'Callback'), 'letter case of the path'],
    [LOOPBACK.replace('http:', 'https:'), 'the scheme'],
    [LOOPBACK.replace('53100', '4711'), 'the port'],
    [LOOPBACK.replace('127.0.0.1', 'localhost'), 'localhost and 127.0.0.1'],
    [`${LOOPBACK.replace('53100', '4711')}/`, 'the port, a trailing slash'],
    ['HTTPS://LOCALHOST/Callback', 'the scheme, LOCALHOST and 127.0.0.1, the port, letter case of the path'],
  ])('warn of %s, which differs in %s only', (registered, differsIn) => {
    const tenant = redirects({ publicClient: [...wantedRedirectUris('client', BLUEPRINT), registered] });
    expect(foundBy('client-app.redirect-near-miss', { tenant })).toEqual({
      status: 'warn',
      evidence: [{ registered, wanted: LOOPBACK, differsIn }],
      actual: [registered],
      remedies: ['you'],
    });
  });

  it.each([
    'https://elsewhere.contoso.com/callback',
    LOOPBACK.replace('/callback', '/other'),
    `${LOOPBACK}?x=1`,
    LOOPBACK.replace('http:', 'myapp:'),
    'not a URL',
  ])('do not take %s for a near miss', (registered) => {
    const tenant = redirects({ publicClient: [...wantedRedirectUris('client', BLUEPRINT), registered] });
    expect(foundBy('client-app.redirect-near-miss', { tenant }).status).toBe('pass');
  });
});

describe('a redirect URI that almost matches', () => {
  const [HOST, LOCAL] = ['https://auth.aigateway.example/cb', 'http://localhost:8080/callback'];

  it.each([
    ['https://127.0.0.1:53100/callback', 'http://127.0.0.1:8080/callback', 'the scheme, the port'],
    [
      'HTTP://127.0.0.1:53100/callback',
      'http://127.0.0.1:8080/callback',
      'letter case of the scheme, the port',
    ],
    [HOST, HOST.replace('auth', 'AUTH'), 'letter case of the host'],
    [HOST, HOST.replace('/cb', ':443/cb'), 'the default port, written out'],
    [HOST, HOST.replace('/cb', ':8443/cb'), 'the port'],
  ])('of %s is %s, for %s', (wanted, registered, differsIn) => {
    expect(evidenceFor([wanted], registered)).toEqual([{ registered, wanted, differsIn }]);
  });

  it.each([
    [[LOOPBACK, 'http://localhost:53100/callback'], 'http://localhost:53100/callback'],
    [[LOCAL.replace('localhost', '127.0.0.1'), 'http://localhost:1/callback'], 'http://localhost:1/callback'],
  ])('is told from the nearest of %s', (wanted, nearest) => {
    expect(evidenceFor(wanted, LOCAL)).toMatchObject([{ wanted: nearest, differsIn: 'the port' }]);
  });

  it('is none where only the slash that Entra adds is more', () => {
    expect(evidenceFor(['http://localhost'], 'http://localhost/')).toEqual([]);
  });

  function evidenceFor(redirectUris: readonly string[], registered: string) {
    const clientApp = { ...BLUEPRINT.clientApp, redirectUris, backupRedirectUris: [] };
    const blueprint = { ...BLUEPRINT, clientApp };
    const tenant = changed(HEALTHY, 'client', {
      redirectUris: { publicClient: [registered], web: [], spa: [] },
    });
    return foundBy('client-app.redirect-near-miss', { tenant, blueprint }).evidence;
  }
});

describe('the callback of MCP Server API', () => {
  const redirects = (redirectUris: Partial<Record<'publicClient' | 'web' | 'spa', readonly string[]>>) =>
    changed(HEALTHY, 'server', { redirectUris: { publicClient: [], web: [], spa: [], ...redirectUris } });

  it('is added on the web platform when it is missing', () => {
    expect(foundBy('server-api.redirect-uri', { tenant: redirects({}) }).remedies).toEqual([
      { kind: 'add-redirect-uris', app: 'server', platform: 'web', uris: [CALLBACK] },
    ]);
  });

  it('is moved from every platform that makes the server a public client', () => {
    const tenant = redirects({ publicClient: [CALLBACK], spa: [CALLBACK] });
    expect(foundBy('server-api.confidential-client', { tenant }).remedies).toEqual([
      { kind: 'move-redirect-uris', app: 'server', from: 'publicClient', to: 'web', uris: [CALLBACK] },
      { kind: 'move-redirect-uris', app: 'server', from: 'spa', to: 'web', uris: [CALLBACK] },
    ]);
  });

  it('warns of one with a trailing slash', () => {
    const tenant = redirects({ web: [CALLBACK, `${CALLBACK}/`] });
    expect(foundBy('server-api.redirect-near-miss', { tenant }).evidence).toEqual([
      { registered: `${CALLBACK}/`, wanted: CALLBACK, differsIn: 'a trailing slash' },
    ]);
  });
});

describe('what a finding offers', () => {
  it('is our own command where we can mend it', () => {
    const { verdict } = judgementOf('client-app.exists', { tenant: EMPTY_TENANT });
    expect(verdict.fix).toMatchObject({ by: 'us', command: 'entra-mcp-setup apply --yes' });
  });

  it('leads to the page of the app in the portal', () => {
    const tenant = having(HEALTHY, 'serverOwners', []);
    expect(judgementOf('server-api.owners', { tenant }).verdict.fix?.portalUrl).toBe(
      `https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Owners/appId/${IDS.server.appId}`,
    );
  });
});
