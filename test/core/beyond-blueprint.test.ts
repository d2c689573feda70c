import { describe, expect, it } from 'vitest';
import { type Blueprint, scopeIdFor, withKeyId } from '../../src/core/blueprint.ts';
import { type AppId, asId, type ServicePrincipalId } from '../../src/core/ids.ts';
import { facetOf, type GrantedRole } from '../../src/core/tenant.ts';
import { BLUEPRINT } from '../support/practice.ts';
import {
  CERTIFICATE_BLUEPRINT,
  FEDERATED_BLUEPRINT,
  guid,
  IDS,
  key,
  password,
} from '../support/registrations.ts';
import { changed, grant, having, healthyTenant, hiding } from '../support/tenants.ts';
import { foundBy, judgementOf } from '../support/verdicts.ts';

const HEALTHY = healthyTenant();
const KNOWN = withKeyId(BLUEPRINT, guid('5'));
const VSCODE = 'aebc6443-996d-45c2-90f0-388ff96faa56';
const APPS = ['client', 'server'] as const;
const SECTIONS = { client: 'client-app', server: 'server-api' } as const;

describe('a tenant-wide grant beyond the blueprint', () => {
  const granted = (app: 'client' | 'server', ...more: readonly ReturnType<typeof grant>[]) => {
    const facet = `${app}Grants` as const;
    return having(HEALTHY, facet, [...(facetOf(HEALTHY, facet) ?? []), ...more]);
  };

  it.each(APPS)('is told for the %s with its scopes and their resource', (app) => {
    const scopes = ['Directory.ReadWrite.All', 'Mail.Read'];
    const tenant = granted(app, grant(app, { id: 'x', resourceId: IDS.graphPrincipal, scopes }));
    expect(foundBy(`${SECTIONS[app]}.grants-beyond-blueprint`, { tenant })).toMatchObject({
      status: 'warn',
      evidence: [{ resource: 'Microsoft Graph', scopes }],
      remedies: ['you'],
    });
  });

  it('is told on a resource that nobody knows', () => {
    const resourceId = asId<ServicePrincipalId>(guid('9'));
    const tenant = granted(
      'client',
      grant('client', { id: 'x', resourceId, scopes: ['user_impersonation'] }),
    );
    expect(foundBy('client-app.grants-beyond-blueprint', { tenant })).toMatchObject({
      status: 'warn',
      evidence: [{ resource: `the service principal ${resourceId}`, scopes: ['user_impersonation'] }],
    });
  });

  it('is none for what the portal grants by itself and for what the blueprint names', () => {
    const scopes = ['User.Read', 'email', 'FILES.READ'];
    const tenant = granted('server', grant('server', { id: 'x', scopes }));
    expect(foundBy('server-api.grants-beyond-blueprint', { tenant }).status).toBe('pass');
  });
});

describe('an application permission that an app holds', () => {
  const role = (change: Partial<GrantedRole> = {}): GrantedRole => ({
    appRoleId: '9492366f-7969-46a4-8d15-ed1a20078fff',
    permission: 'Sites.ReadWrite.All',
    resourceId: IDS.graphPrincipal,
    resource: 'Microsoft Graph',
    createdDateTime: '2026-03-04T23:59:00Z',
    ...change,
  });
  const judged = (app: 'client' | 'server', ...roles: readonly GrantedRole[]) =>
    foundBy(`${SECTIONS[app]}.grants-beyond-blueprint`, { tenant: having(HEALTHY, `${app}Roles`, roles) });

  it.each(APPS)('is told for the %s with its name, its API and the day it was granted', (app) => {
    expect(judged(app, role())).toEqual({
      status: 'warn',
      evidence: [
        {
          kind: 'application',
          resource: 'Microsoft Graph',
          permissions: [{ permission: 'Sites.ReadWrite.All', since: '2026-03-04T23:59:00Z' }],
        },
      ],
      actual: ['Sites.ReadWrite.All (application permission, granted 2026-03-04) on Microsoft Graph'],
      remedies: ['you'],
    });
  });

  it.each([
    ['by the table where Graph did not say', { permission: null }, 'Sites.ReadWrite.All'],
    ['by its id where nobody knows', { permission: null, appRoleId: guid('8') }, guid('8')],
    [
      'as default access where the API gave none of its own',
      { permission: null, appRoleId: '00000000-0000-0000-0000-000000000000' },
      'default access',
    ],
  ])('is named %s', (_how, change, name) => {
    const { evidence } = judged('server', role(change));
    expect(evidence).toMatchObject([{ permissions: [{ permission: name }] }]);
  });

  it('is one finding for each API', () => {
    const other = { resourceId: guid('9'), resource: 'Payroll', permission: 'Salaries.Read' };
    const { evidence } = judged('client', role(), role(other), role({ permission: 'Mail.Read' }));
    expect(evidence).toMatchObject([
      { resource: 'Microsoft Graph', permissions: [{}, { permission: 'Mail.Read' }] },
      { resource: 'Payroll', permissions: [{ permission: 'Salaries.Read' }] },
    ]);
  });

  it.each([
    ['serverGrants', 'serverRoles'],
    ['serverRoles', 'serverGrants'],
  ] as const)(
    'or grant is told from %s though %s could not be read, and so is the latter',
    (_seen, hidden) => {
      const scopes = ['Mail.Read'];
      const granted = having(HEALTHY, 'serverGrants', [grant('server', { scopes })]);
      const tenant = hiding(having(granted, 'serverRoles', [role()]), hidden);
      const { verdict } = judgementOf('server-api.grants-beyond-blueprint', { tenant });
      expect([verdict.status, verdict.evidence.length]).toEqual(['warn', 1]);
      expect(verdict.message).toContain('Reading it needs Application.Read.All.');
    },
  );

  it.each(['serverGrants', 'serverRoles'] as const)(
    'is not known to be none where %s are hidden',
    (facet) => {
      const tenant = hiding(HEALTHY, facet);
      expect(foundBy('server-api.grants-beyond-blueprint', { tenant }).status).toBe('unknown');
    },
  );
});

describe('a redirect URI beyond the blueprint', () => {
  it.each([
    ['client', 'publicClient'],
    ['server', 'web'],
  ] as const)('is told for the %s', (app, platform) => {
    const application = facetOf(HEALTHY, `${app}Application`);
    const uris = application?.redirectUris ?? { publicClient: [], web: [], spa: [] };
    const foreign = 'https://evil.example/callback';
    const tenant = changed(HEALTHY, app, {
      redirectUris: { ...uris, [platform]: [...uris[platform], foreign] },
    });
    expect(foundBy(`${SECTIONS[app]}.redirect-uris-beyond-blueprint`, { tenant })).toMatchObject({
      status: 'warn',
      evidence: [{ uris: [foreign] }],
    });
  });
});

describe('a credential beyond the blueprint', () => {
  const ID = 'server-api.credentials-beyond-blueprint';
  const holding = (...passwordCredentials: readonly ReturnType<typeof password>[]) =>
    changed(HEALTHY, 'server', { passwordCredentials });

  it('is known by its key id and not by its name', () => {
    const tenant = holding(password(1, '2028-11-01T08:00:00Z'), password(2, '2027-11-01T08:00:00Z'));
    expect(foundBy(ID, { tenant, blueprint: KNOWN })).toMatchObject({
      status: 'warn',
      evidence: [{ problem: 'not-ours', keyId: guid('5', 2) }],
    });
  });

  it.each([
    ['24 months', 24, '2028-11-01T08:00:00Z', 'pass'],
    ['the days that the portal counts for 24 months', 24, '2028-11-02T08:00:00Z', 'pass'],
    ['three years', 24, '2029-11-01T08:00:00Z', 'warn'],
    ['24 months where 6 are wanted', 6, '2028-11-01T08:00:00Z', 'warn'],
  ] as const)('is one of ours that lives %s', (_life, months, endDateTime, status) => {
    const { serverApi } = KNOWN;
    const credential = { kind: 'secret', displayName: 'MCP Server Secret', months } as const;
    const blueprint: Blueprint = { ...KNOWN, serverApi: { ...serverApi, credential } };
    expect(foundBy(ID, { tenant: holding(password(1, endDateTime)), blueprint }).status).toBe(status);
  });

  it('is a federated credential that the blueprint does not name', () => {
    const tenant = having(HEALTHY, 'serverFederatedCredentials', [
      { id: 'x', name: 'deploy', issuer: 'https://token.example.com', subject: 'me', audiences: [] },
    ]);
    expect(foundBy(ID, { tenant, blueprint: KNOWN })).toMatchObject({
      status: 'warn',
      evidence: [{ problem: 'trusts', name: 'deploy' }],
    });
    const wanted = healthyTenant(FEDERATED_BLUEPRINT);
    expect(foundBy(ID, { tenant: wanted, blueprint: FEDERATED_BLUEPRINT }).status).toBe('pass');
  });

  it('is no certificate whose thumbprint the blueprint holds', () => {
    const good = healthyTenant(CERTIFICATE_BLUEPRINT);
    expect(foundBy(ID, { tenant: good, blueprint: CERTIFICATE_BLUEPRINT }).status).toBe('pass');
    const tenant = changed(good, 'server', { keyCredentials: [key('A'.repeat(40))] });
    expect(foundBy(ID, { tenant, blueprint: CERTIFICATE_BLUEPRINT }).status).toBe('warn');
  });
});

describe('several owners', () => {
  it.each(APPS)('of the %s are told by name', (app) => {
    const facet = `${app}Owners` as const;
    const other = { objectId: IDS.user, displayName: null, userPrincipalName: 'eve@contoso.com' };
    const tenant = having(HEALTHY, facet, [...(facetOf(HEALTHY, facet) ?? []), other]);
    expect(foundBy(`${SECTIONS[app]}.more-owners`, { tenant })).toMatchObject({
      status: 'warn',
      evidence: [{ owners: ['ada@contoso.com', 'eve@contoso.com'] }],
    });
  });
});

describe('clients that MCP Server API pre-authorises', () => {
  const ID = 'server-api.pre-authorized-clients';
  const blueprint: Blueprint = {
    ...BLUEPRINT,
    serverApi: { ...BLUEPRINT.serverApi, preAuthorizedClients: ['vscode'] },
  };
  const trusting = (...appIds: readonly string[]) =>
    changed(HEALTHY, 'server', {
      preAuthorizedClients: appIds.map((appId) => ({
        appId: asId<AppId>(appId),
        scopeIds: [scopeIdFor('access')],
      })),
    });

  it('are added where the blueprint names them', () => {
    expect(foundBy(ID, { tenant: HEALTHY, blueprint })).toMatchObject({
      status: 'fail',
      remedies: [
        {
          kind: 'pre-authorize-clients',
          clients: [VSCODE],
          scope: { id: scopeIdFor('access'), value: 'access' },
        },
      ],
    });
    expect(foundBy(ID, { tenant: trusting(VSCODE), blueprint }).status).toBe('pass');
  });

  it('are told where it does not, and left to people', () => {
    expect(foundBy(ID, { tenant: trusting(VSCODE, guid('9')), blueprint })).toMatchObject({
      status: 'warn',
      evidence: [{ problem: 'beyond', clients: [guid('9')] }],
      remedies: ['you'],
    });
  });

  it('include MCP Client App without a word, which then needs no consent', () => {
    const tenant = having(trusting(IDS.client.appId), 'clientGrants', []);
    expect(foundBy(ID, { tenant }).status).toBe('pass');
    expect(foundBy('client-app.admin-consent', { tenant }).status).toBe('pass');
  });
});

describe('further Application ID URIs', () => {
  const ID = 'server-api.additional-identifier-uris';
  const wanting = (...additionalIdentifierUris: readonly string[]): Blueprint => ({
    ...BLUEPRINT,
    serverApi: { ...BLUEPRINT.serverApi, additionalIdentifierUris },
  });

  it('are added one by one', () => {
    const blueprint = wanting('https://mcp.contoso.com/mcp', 'api://contoso.com/{appId}', 'api://{appId}');
    expect(foundBy(ID, { tenant: HEALTHY, blueprint })).toMatchObject({
      status: 'fail',
      remedies: [
        { kind: 'add-identifier-uri', uri: 'https://mcp.contoso.com/mcp', replaces: [] },
        { kind: 'add-identifier-uri', uri: `api://contoso.com/${IDS.server.appId}`, replaces: [] },
      ],
    });
  });

  it('take the place of another spelling of theirs', () => {
    const tenant = changed(HEALTHY, 'server', {
      identifierUris: [`api://${IDS.server.appId}`, 'https://mcp.contoso.com/MCP'],
    });
    expect(foundBy(ID, { tenant, blueprint: wanting('https://mcp.contoso.com/mcp') })).toMatchObject({
      status: 'fail',
      remedies: [{ replaces: ['https://mcp.contoso.com/MCP'] }],
    });
  });
});
