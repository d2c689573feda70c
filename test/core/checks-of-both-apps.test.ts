import { describe, expect, it } from 'vitest';
import { clientDraft, serverDraft } from '../../src/core/checks/shared/drafts.ts';
import { asId } from '../../src/core/ids.ts';
import { facetOf, type Tenant } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { guid, IDS } from '../support/registrations.ts';
import { changed, EMPTY_TENANT, grant, having } from '../support/tenants.ts';
import { foundBy, judgementOf } from '../support/verdicts.ts';
import { HEALTHY } from './both-apps.ts';

const APPS = [
  { app: 'client', section: 'client-app', name: 'MCP Client App' },
  { app: 'server', section: 'server-api', name: 'MCP Server API' },
] as const;

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
      actual: '1 per-user grant',
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
